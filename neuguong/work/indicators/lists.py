"""Lists: the indicators of a unit in a period, the units that owe a number, and the rows behind figures."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.figures.queries import By, register_explanation, register_rows
from neuguong.base.orgs.choices import Level
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.lists import Column, ListSpec
from neuguong.kit.numbers import NOTHING, number, percent
from neuguong.kit.text import fold, nfc
from neuguong.work.indicators import measures, rules
from neuguong.work.indicators.choices import HANDED_IN, Shortening, State, Timing
from neuguong.work.indicators.models import Indicator, ProcedureTime, Value
from neuguong.work.indicators.queries import Standing, achieved, in_words, shown
from neuguong.work.indicators.queries.restated import restated

TONES: dict[str, str] = {
    State.EXPECTED: "none",
    State.DRAFT: "info",
    State.SUBMITTED: "warn",
    State.RETURNED: "warn",
    State.APPROVED: "good",
}


class IndicatorFilter(django_filters.FilterSet):
    """Filters of the list of indicators."""

    q = django_filters.CharFilter(method="by_words", label=_l("Tên hoặc mã chỉ tiêu"))
    linh_vuc = django_filters.AllValuesFilter(field_name="sector", label=_l("Nhóm, lĩnh vực"))

    class Meta:
        model = Indicator
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Indicator], _name: str, value: str) -> QuerySet[Indicator]:
        """A part of the name or of the code."""
        return queryset.filter(name__icontains=nfc(value)) | queryset.filter(code__icontains=fold(value))


def indicator_list(standings: Mapping[int, Standing], query: str, missing: str) -> ListSpec[Indicator]:
    """The indicators of a unit in a period, each with how it stands. `query` is what the address of an indicator's page
    ends with, `missing` the address of the list of units that owe a number."""

    def href(row: Indicator) -> str:
        return reverse("indicators:detail", args=[row.pk]) + query

    def lacking(row: Indicator) -> str | None:
        return f"{missing}&chi-tieu={row.pk}" if standings[row.pk].total.missing else None

    return ListSpec(
        key="chi-tieu",
        caption=_l("Chỉ tiêu"),
        columns=(
            Column("name", _l("Chỉ tiêu"), lambda row: row.name, order=("sort_key",)),
            Column("sector", _l("Nhóm, lĩnh vực"), lambda row: row.sector, order=("sector", "sort_key")),
            Column("number", _l("Số đã duyệt"), lambda row: shown(standings[row.pk].total), numeric=True),
            Column("waiting", _l("Tạm tính, chờ duyệt"), lambda row: waiting_words(standings[row.pk]), numeric=True),
            Column("target", _l("Mức phải đạt"), lambda row: target_words(standings[row.pk]), numeric=True),
            Column("share", _l("So với mức"), lambda row: achieved(standings[row.pk].against), numeric=True),
            Column("trend", _l("So với kỳ trước"), lambda row: standings[row.pk].trend or NOTHING),
            Column("missing", _l("Còn thiếu số"), lambda row: missing_words(standings[row.pk]), href=lacking),
            Column("code", _l("Mã chỉ tiêu"), lambda row: row.code, export_only=True),
            Column("amount", _l("Số"), lambda row: standings[row.pk].total.approved.number, export_only=True),
            Column("base", _l("Mẫu số"), lambda row: standings[row.pk].total.approved.base, export_only=True),
        ),
        order=("sector", "sort_key", "pk"),
        filters=IndicatorFilter,
        row_href=href,
        empty=(
            _l("Chưa có chỉ tiêu nào"),
            _l("Chỉ tiêu do đơn vị hoặc cấp trên ban hành, còn hiệu lực trong kỳ này, sẽ hiện ở đây."),
        ),
    )


def waiting_words(one: Standing) -> str:
    """The provisional number; a dash where nothing waits."""
    return in_words(one.total.indicator, one.total.waiting)


def target_words(one: Standing) -> str:
    """The target; a dash where none is set."""
    return shown(one.target) if one.target else NOTHING


def missing_words(one: Standing) -> str:
    """Whose numbers are not in; a dash where all are."""
    if not one.total.missing:
        return NOTHING
    words = _("%(n)s đơn vị") if one.total.periods == 1 else _("%(n)s số của các kỳ")
    return words % {"n": number(one.total.missing)}


def missing_list(rows: str) -> ListSpec[Unit]:
    """Units that owe a number; `rows` is what the address of a unit's list of indicators ends with, after the unit."""
    return ListSpec(
        key="con-thieu-so",
        caption=_l("Đơn vị còn thiếu số"),
        columns=(
            Column("unit", _l("Đơn vị"), lambda row: row.name, order=("sort_key",)),
            Column("owed", _l("Số còn thiếu"), lambda row: _said(row)["owed"], numeric=True),
            Column("lacking", _l("Chỉ tiêu"), lambda row: "; ".join(_said(row)["lacking"])),
            Column("due_on", _l("Hạn sớm nhất"), lambda row: dt.date.fromisoformat(_said(row)["first_due_on"])),
            Column("unit_code", _l("Mã đơn vị"), lambda row: row.code, export_only=True),
        ),
        order=("level", "sort_key", "pk"),
        row_href=lambda row: f"{reverse('indicators:list')}?don-vi={row.code}{rows}",
        empty=(_l("Không đơn vị nào còn thiếu số"), _l("Mọi số liệu phải nhập của kỳ này đã được nộp.")),
    )


def _said(row: Any) -> dict[str, Any]:
    said: dict[str, Any] = row.said
    return said


def value_words(row: Value) -> str:
    """The number of a row that others than its writers may read; a dash for one still being written."""
    return shown(row) if row.state in HANDED_IN else NOTHING


def value_page(row: Value) -> str:
    """Where a value is told in full: who entered it, who approved it, and what proves it."""
    return reverse("indicators:value", args=[row.pk])


VALUES: ListSpec[Value] = ListSpec(
    key="so-lieu-chi-tieu",
    caption=_l("Số liệu chỉ tiêu"),
    columns=(
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("indicator", _l("Chỉ tiêu"), lambda row: row.indicator.name, order=("indicator__sort_key",)),
        Column("category", _l("Phân tổ"), lambda row: row.category, export_only=True),
        Column("period", _l("Kỳ"), lambda row: str(row.period)),
        Column("number", _l("Số"), value_words, numeric=True),
        Column("state", _l("Trạng thái"), lambda row: row.get_state_display(), tone=lambda row: TONES[row.state]),
        Column("due_on", _l("Hạn nhập"), lambda row: row.due_on, order=("due_on",)),
        Column("submitted_on", _l("Ngày nộp"), lambda row: row.submitted_on, order=("submitted_on",)),
        Column("entered_by", _l("Người nhập"), lambda row: row.entered_by and str(row.entered_by)),
        Column("decided_by", _l("Người duyệt"), lambda row: row.decided_by and str(row.decided_by)),
        Column(
            "timing", _l("Thời điểm nộp"),
            lambda row: row.get_timing_display() if row.timing != Timing.NONE else "", export_only=True,
        ),
        Column("source", _l("Nguồn"), lambda row: row.source if row.state in HANDED_IN else "", export_only=True),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
        Column("indicator_code", _l("Mã chỉ tiêu"), lambda row: row.indicator.code, export_only=True),
    ),
    order=("unit__level", "unit__sort_key", "indicator__sort_key", "pk"),
    row_href=value_page,
    empty=(_l("Chưa có số liệu nào"), _l("Số liệu của các đơn vị sẽ hiện ở đây.")),
)  # fmt: skip


class QueueFilter(django_filters.FilterSet):
    """Filters of what waits: only units, indicators and periods of which something does."""

    unit = django_filters.ModelChoiceFilter(queryset=Unit.objects.none(), label=_l("Đơn vị"))
    indicator = django_filters.ModelChoiceFilter(queryset=Indicator.objects.none(), label=_l("Chỉ tiêu"))
    period = django_filters.ModelChoiceFilter(queryset=Period.objects.none(), label=_l("Kỳ"))

    class Meta:
        model = Value
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = self.queryset.order_by()
        chosen: dict[str, QuerySet[Any]] = {
            "unit": Unit.objects.filter(pk__in=waiting.values("unit")).order_by("level", "sort_key", "pk"),
            "indicator": Indicator.objects.filter(pk__in=waiting.values("indicator")),
            "period": Period.objects.filter(pk__in=waiting.values("period")).order_by("-starts_on", "kind"),
        }
        for name, rows in chosen.items():
            self.filters[name].queryset = rows


QUEUE: ListSpec[Value] = ListSpec(
    key="so-lieu-cho-duyet",
    caption=_l("Số liệu chờ duyệt"),
    columns=(
        Column("indicator", _l("Chỉ tiêu"), lambda row: row.indicator.name, order=("indicator__sort_key",)),
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key", "indicator__sort_key")),
        Column("period", _l("Kỳ"), lambda row: str(row.period), order=("period__starts_on",)),
        Column("number", _l("Số"), shown, numeric=True),
        Column("question", _l("Điều cần giải trình"), lambda row: row.question),
        Column("explanation", _l("Giải trình"), lambda row: row.explanation),
        Column("submitted_on", _l("Ngày nộp"), lambda row: row.submitted_on, order=("submitted_on",)),
        Column("timing", _l("Thời điểm nộp"), lambda row: row.get_timing_display()),
    ),
    order=("unit__sort_key", "period__starts_on", "indicator__sector", "indicator__sort_key", "pk"),
    filters=QueueFilter,
    row_href=lambda row: reverse("indicators:value", args=[row.pk]),
    empty=(_l("Không có số liệu nào chờ duyệt"), _l("Khi đơn vị nộp số liệu, từng số sẽ hiện ở đây.")),
    selectable=True,
)


class ProcedureFilter(django_filters.FilterSet):
    """Filters of the register of procedures."""

    q = django_filters.CharFilter(method="by_words", label=_l("Tên hoặc mã thủ tục"))
    linh_vuc = django_filters.AllValuesFilter(field_name="procedure__sector", label=_l("Lĩnh vực"))
    cap = django_filters.ChoiceFilter("procedure__level", choices=Level.choices, label=_l("Cấp thực hiện"))
    muc = django_filters.ChoiceFilter("shortening", choices=Shortening.choices, label=_l("Mức rút ngắn"))

    class Meta:
        model = ProcedureTime
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[ProcedureTime], _name: str, value: str) -> QuerySet[ProcedureTime]:
        """A part of the name or of the code."""
        return queryset.filter(Q(procedure__name__icontains=nfc(value)) | Q(procedure__code__icontains=nfc(value)))


PROCEDURE_TIMES: ListSpec[ProcedureTime] = ListSpec(
    key="thoi-gian-thu-tuc",
    caption=_l("Thời gian giải quyết thủ tục"),
    columns=(
        Column("procedure", _l("Thủ tục"), lambda row: row.procedure.name, order=("procedure__sort_key",)),
        Column("sector", _l("Lĩnh vực"), lambda row: row.procedure.sector, order=("procedure__sector",)),
        Column(
            "level", _l("Cấp thực hiện"), lambda row: row.procedure.get_level_display(), order=("procedure__level",)
        ),
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("period", _l("Kỳ"), lambda row: str(row.period)),
        Column("statutory", _l("Ngày theo quy định"), lambda row: row.statutory_days, numeric=True),
        Column("committed", _l("Ngày cam kết"), lambda row: row.committed_days, numeric=True),
        Column("actual", _l("Ngày thực tế"), lambda row: row.actual_days, numeric=True),
        Column("shortened", _l("Rút ngắn"), lambda row: shortened(row), numeric=True),
        Column("band", _l("Mức rút ngắn"), lambda row: Shortening(row.shortening).label, order=("shortening",)),
        Column("code", _l("Mã thủ tục"), lambda row: row.procedure.code, export_only=True),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("procedure__sector", "procedure__sort_key", "unit__sort_key", "pk"),
    filters=ProcedureFilter,
    row_href=lambda row: reverse("indicators:procedure", args=[row.pk]),
    empty=(_l("Chưa ghi thủ tục nào"), _l("Thời gian giải quyết từng thủ tục của các đơn vị sẽ hiện ở đây.")),
)


def shortened(row: ProcedureTime) -> str:
    """By what share of the statutory days the committed days are fewer; a dash if they are not."""
    if row.shortening == Shortening.NONE:
        return NOTHING
    return percent(row.statutory_days - row.committed_days, row.statutory_days)


def _indicator_called(pk: int) -> str | None:
    return Indicator.objects.filter(pk=pk).values_list("name", flat=True).first()


register_rows(
    "indicators.Value", VALUES, rules.values,
    lambda rows: rows.select_related("indicator", "unit", "period", "entered_by", "decided_by"),
    By("indicator_id", _indicator_called),
)  # fmt: skip
register_rows(
    "indicators.ProcedureTime", PROCEDURE_TIMES, rules.procedure_times,
    lambda rows: rows.select_related("procedure", "unit", "period"),
)  # fmt: skip
register_explanation(measures.VALUES.key, restated)
