"""What the rows of values must respect."""

from django.utils.translation import gettext as _

from neuguong.base.imports.services import check_unit
from neuguong.kit.sheets import Rows, day
from neuguong.work.indicators.choices import Every, State
from neuguong.work.indicators.sheets.found import find
from neuguong.work.indicators.sheets.locks import check_locks
from neuguong.work.indicators.sheets.meaning import FOUND, check_indicator, check_number, doubt, find_places
from neuguong.work.indicators.sheets.periods import check_period


def check(rows: Rows) -> None:
    """Indicator, unit and period; the number; what is there already; whether the door is still open."""
    check_indicator(rows)
    check_unit(rows, "unit")
    check_period(rows)
    find(rows)
    find_places(rows)
    _check_period(rows)
    _check_words(rows)
    check_number(rows)
    _check_known(rows)
    check_locks(rows)
    doubt(
        rows,
        _("Có %(n)s dòng của đơn vị không thuộc loại phải nhập chỉ tiêu ấy (dòng %(lines)s). Có đúng không?"),
        "NOT s.is_reporter",
    )
    doubt(
        rows,
        _(
            "Có %(n)s dòng gấp hơn ba lần hoặc chưa bằng một phần ba số kỳ trước của chính đơn vị mà chưa có giải trình"
            " (dòng %(lines)s). Có đúng không?"
        ),
        f"s.is_written AND s.explanation = '' AND s.kind <> 'RANK' AND NOT {_size('s')} BETWEEN {_size('v')} / 3"
        f" AND {_size('v')} * 3 AND {_size('v')} > 0",
        tables="JOIN sheet_periods b ON b.kind = s.period_kind AND b.ends_on = s.starts_on - 1"
        " JOIN indicators_value v ON v.period_id = b.id AND v.indicator_id = s.indicator_id AND v.unit_id = s.unit_id"
        " AND v.category = s.category AND v.state = 'APPROVED'",
    )


def _size(side: str) -> str:
    return f"({side}.amount / COALESCE(NULLIF({side}.base, 0), 1))"


def _check_period(rows: Rows) -> None:
    every = " ".join(f"WHEN '{value}' THEN '{str(label).lower()}'" for value, label in Every.choices)
    rows.fault(
        "period",
        _("Chỉ tiêu “%(code)s” ghi %(every)s; kỳ của dòng này thuộc loại khác."),
        "s.every <> s.period_kind",
        tables=FOUND,
        code="r.indicator",
        every=f"CASE s.every {every} END",
    )
    rows.fault("period", _("Kỳ này chưa bắt đầu, chưa có số liệu."), "s.starts_on > %(today)s", tables=FOUND)


def _check_words(rows: Rows) -> None:
    rows.fault(
        "category",
        _("Chỉ tiêu “%(code)s” không có phân tổ “%(part)s”."),
        "s.category <> '' AND NOT s.category = ANY(s.categories)",
        tables=FOUND,
        code="r.indicator",
        part="s.category",
    )
    rows.fault(
        "measure_unit",
        _("Chỉ tiêu này tính bằng “%(unit)s”, không phải “%(said)s”. Hãy đổi số ra đúng đơn vị tính."),
        "lower(s.said_unit) <> lower(s.measure_unit)",
        tables=FOUND,
        unit="s.measure_unit",
        said="s.said_unit",
    )
    rows.fault(
        "source",
        _("Có số như nguồn đã công bố thì phải ghi nguồn."),
        "s.quoted <> '' AND s.source = ''",
        tables=FOUND,
    )
    rows.fault("handed_in", _("Ngày nộp chưa tới."), "s.handed_in > %(today)s", tables=FOUND)


def _check_known(rows: Rows) -> None:
    """What was handed in is not written over; the command line may mend what still waits."""
    rows.fault(
        "amount",
        _("Số liệu này đã được duyệt và khác với tệp; không nạp đè. Muốn sửa, đồng chí lập đề nghị đính chính."),
        "s.known_state = %(approved)s AND s.differs",
        tables=FOUND,
        params={"approved": State.APPROVED.value},
    )
    if rows.actor is None:
        return
    rows.fault(
        "amount",
        _("Số liệu này đã nộp, đang chờ duyệt và khác với tệp. Hãy rút lại trên hệ thống rồi nạp lại."),
        "s.known_state = %(submitted)s AND s.differs",
        tables=FOUND,
        params={"submitted": State.SUBMITTED.value},
    )
    rows.fault(
        "state",
        _("Duyệt số liệu là việc của cấp có thẩm quyền trên hệ thống; tệp chỉ đưa số liệu đến “Chờ duyệt”."),
        "s.state = %(approved)s AND s.known_state IS DISTINCT FROM %(approved)s",
        tables=FOUND,
        params={"approved": State.APPROVED.value},
    )
    rows.fault(
        "handed_in",
        _("Ngày nộp là ngày nạp tệp, %(today)s; không ghi ngày khác."),
        "s.handed_in <> %(today)s AND s.known_state IS DISTINCT FROM %(approved)s",
        tables=FOUND,
        params={"approved": State.APPROVED.value},
        today=day("%(today)s::date"),
    )
