"""What values and targets share: the indicator is there and in force, the unit stands under its issuer in the period,
the number is of the indicator's kind.

Each sheet first lays out `sheet_found`: line, amount, base; indicator_id, issuer_id, kind, places, valid; unit_id;
period_id, starts_on, ends_on, tree_on.
"""

from typing import Any

from django.utils.translation import gettext as _

from neuguong.kit.sheets import MOST_OFFERED, Rows, offer
from neuguong.work.indicators.models import Indicator

FOUND = "JOIN sheet_found s USING (line)"
NAMED = 5  # lines that a question names

_PLACES = """
SELECT d.unit_id, d.issuer_id, d.period_id, mine.path, COALESCE(starts_with(mine.path, theirs.path), false) AS is_under,
       EXISTS (SELECT FROM orgs_placement a WHERE a.unit_id = d.unit_id
                  AND a.valid && daterange(d.starts_on, d.ends_on, '[]')) AS is_alive
  FROM (SELECT DISTINCT unit_id, issuer_id, period_id, starts_on, ends_on, tree_on FROM sheet_found) d
  LEFT JOIN orgs_tree t ON t.code = 'party'
  LEFT JOIN orgs_path mine ON mine.tree_id = t.id AND mine.unit_id = d.unit_id
        AND mine.valid_from <= d.tree_on AND mine.valid_to > d.tree_on
  LEFT JOIN orgs_path theirs ON theirs.tree_id = t.id AND theirs.unit_id = d.issuer_id
        AND theirs.valid_from <= d.tree_on AND theirs.valid_to > d.tree_on
"""


def check_indicator(rows: Rows) -> None:
    """The code names an indicator."""
    rows.fault(
        "indicator",
        _("Không có chỉ tiêu mã “%(code)s”."),
        "NOT EXISTS (SELECT FROM indicators_indicator i WHERE i.code = r.indicator)",
        code="r.indicator",
    )


def find_places(rows: Rows) -> None:
    """The indicator is in force in the period, and asked of the unit, which lives in it; leaves `sheet_places`."""
    rows.table("sheet_places", _PLACES)
    place = f"{FOUND} JOIN sheet_places a USING (unit_id, issuer_id, period_id)"
    rows.fault(
        "period",
        _("Chỉ tiêu “%(code)s” không áp dụng trong kỳ này."),
        "NOT s.valid && daterange(s.starts_on, s.ends_on, '[]')",
        tables=FOUND,
        code="r.indicator",
    )
    rows.fault(
        "unit",
        _("Đơn vị “%(code)s” không hoạt động ngày nào trong kỳ này."),
        "NOT a.is_alive",
        tables=place,
        code="r.unit",
    )
    rows.fault(
        "indicator",
        _("Chỉ tiêu này do đơn vị khác ban hành, không áp dụng cho “%(code)s”."),
        "a.is_alive AND NOT a.is_under",
        tables=place,
        code="r.unit",
    )


def check_number(rows: Rows) -> None:
    """The number is of its indicator's kind; a share above the whole is asked about."""
    wrong = (
        ("amount", _("Số này không được âm."), "s.amount < 0 AND s.kind <> 'SCORE'"),
        (
            "amount",
            _("Chỉ tiêu này đếm từng đơn vị: phải là số nguyên."),
            "s.kind IN ('COUNT', 'TURNS', 'RANK') AND s.amount <> trunc(s.amount)",
        ),
        (
            "base",
            _("Chưa nhập mẫu số: tỷ lệ cần mẫu số, thứ hạng cần tổng số đơn vị được xếp hạng."),
            "s.kind IN ('RATIO', 'RANK') AND s.base IS NULL",
        ),
        (
            "base",
            _("Tổng số đơn vị được xếp hạng phải là số nguyên."),
            "s.kind = 'RANK' AND s.base <> trunc(s.base)",
        ),
        ("base", _("Mẫu số phải lớn hơn 0."), "s.base <= 0"),
        ("base", _("Chỉ tiêu này không có mẫu số."), "s.kind NOT IN ('RATIO', 'RANK') AND s.base IS NOT NULL"),
        ("amount", _("Thứ hạng bắt đầu từ 1."), "s.kind = 'RANK' AND s.amount < 1"),
    )
    for key, reason, where in wrong:
        rows.fault(key, reason, where, tables=FOUND)
    _check_size(rows)


def _check_size(rows: Rows) -> None:
    rows.fault(
        "amount",
        _("Chỉ tiêu này ghi nhiều nhất %(places)s chữ số lẻ."),
        "s.kind NOT IN ('COUNT', 'TURNS', 'RATIO', 'RANK') AND s.amount <> round(s.amount, s.places)",
        tables=FOUND,
        places="s.places::text",
    )
    rows.fault(
        "amount",
        _("Thứ hạng lớn hơn tổng số đơn vị được xếp hạng."),
        "s.kind = 'RANK' AND s.amount > s.base",
        tables=FOUND,
    )
    doubt(
        rows,
        _("Có %(n)s dòng tỷ lệ lớn hơn 100%% (dòng %(lines)s). Có đúng không?"),
        "s.kind = 'RATIO' AND s.amount > s.base",
    )


def doubt(rows: Rows, question: str, where: str, tables: str = "") -> None:
    """Ask about the rows `s` of `sheet_found` that meet `where`: how many they are, and the first lines."""
    ((count, lines),) = rows.all(
        f"SELECT count(*), (array_agg(s.line ORDER BY s.line))[:{NAMED}] FROM sheet_found s {tables} WHERE {where}"  # noqa: S608
    )
    if count:
        named = ", ".join(map(str, lines)) + ("…" if count > NAMED else "")
        rows.doubts.append(question % {"n": count, "lines": named})


def _indicators(_user: Any) -> list[tuple[str, str]]:
    """The indicators that may be named; one more than fits."""
    return list(Indicator.objects.order_by("code").values_list("code", "name")[: MOST_OFFERED + 1])


offer("indicator", _indicators)
