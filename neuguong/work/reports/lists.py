"""The list of reports."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.figures.queries import register_rows
from neuguong.base.periods.choices import PeriodKind
from neuguong.kit.lists import Column, ListSpec
from neuguong.kit.text import fold
from neuguong.work.reports import rules
from neuguong.work.reports.choices import ExtensionState, ReportState, Timing
from neuguong.work.reports.models import Extension, Report

TONES: dict[str, str] = {
    ReportState.EXPECTED: "none", ReportState.DRAFT: "none", ReportState.ISSUED: "good", ReportState.RECEIVED: "good",
}  # fmt: skip
TIMING_TONES: dict[str, str] = {
    Timing.NONE: "none", Timing.ON_TIME: "good", Timing.EXTENDED: "warn", Timing.LATE: "late",
}  # fmt: skip
EXTENSION_TONES: dict[str, str] = {
    ExtensionState.ASKED: "warn", ExtensionState.GRANTED: "good", ExtensionState.REFUSED: "late",
    ExtensionState.TAKEN_BACK: "none",
}  # fmt: skip
_KINDS = [(PeriodKind.YEAR, PeriodKind.YEAR.label), (PeriodKind.QUARTER, PeriodKind.QUARTER.label)]


class ReportFilter(django_filters.FilterSet):
    """Filters of the list of reports."""

    q = django_filters.CharFilter(method="by_words", label=_l("Đơn vị"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    kind = django_filters.ChoiceFilter("period__kind", choices=_KINDS, label=_l("Loại kỳ"))
    state = django_filters.ChoiceFilter(choices=ReportState.choices, label=_l("Trạng thái"))

    class Meta:
        model = Report
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Report], _name: str, value: str) -> QuerySet[Report]:
        """Words of the unit's name, diacritics ignored."""
        for word in fold(value).split():
            queryset = queryset.filter(unit__search__contains=word)
        return queryset


def reference(report: Report) -> str:
    """Number and symbol as the list shows them; "" before there is a number."""
    mark = "/" if report.system == "STATE" else "-"
    return f"{report.number}{mark}{report.symbol}" if report.number else ""


REPORTS: ListSpec[Report] = ListSpec(
    key="bao-cao",
    caption=_l("Báo cáo"),
    columns=(
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("period", _l("Kỳ"), lambda row: str(row.period), order=("period__starts_on", "-period__ends_on")),
        Column("reference", _l("Số, ký hiệu"), reference),
        Column("issued_on", _l("Ngày ban hành"), lambda row: row.issued_on, order=("issued_on",)),
        Column("due_on", _l("Hạn báo cáo"), lambda row: row.due_on, order=("due_on",)),
        Column("first_due_on", _l("Hạn ban đầu"), lambda row: row.first_due_on, export_only=True),
        Column("state", _l("Trạng thái"), lambda row: row.get_state_display(), tone=lambda row: TONES[row.state]),
        Column(
            "timing",
            _l("Thời điểm báo cáo"),
            lambda row: row.get_timing_display(),
            order=("timing",),
            tone=lambda row: TIMING_TONES[row.timing],
        ),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("-period__starts_on", "unit__level", "unit__sort_key", "pk"),
    filters=ReportFilter,
    row_href=lambda row: reverse("reports:detail", args=[row.pk]),
    empty=(_l("Chưa có báo cáo nào"), _l("Báo cáo của đơn vị đồng chí và các đơn vị bên dưới sẽ hiện ở đây.")),
)


def _page(row: Extension) -> str:
    return reverse("reports:extension", args=[row.pk])


EXTENSIONS: ListSpec[Extension] = ListSpec(
    key="gia-han",
    caption=_l("Đề nghị gia hạn"),
    columns=(
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("subject", _l("Việc"), lambda row: row.get_subject_display(), order=("subject",)),
        Column("period", _l("Kỳ"), lambda row: str(row.period), order=("period__starts_on", "-period__ends_on")),
        Column("due_on", _l("Hạn khi xin"), lambda row: row.due_on, order=("due_on",)),
        Column("until", _l("Xin đến ngày"), lambda row: row.until, order=("until",)),
        Column("granted", _l("Được gia hạn đến ngày"), lambda row: row.granted_until, order=("granted_until",)),
        Column(
            "state", _l("Trạng thái"), lambda row: row.get_state_display(), order=("state",),
            tone=lambda row: EXTENSION_TONES[row.state],
        ),
        Column("reason", _l("Lý do"), lambda row: row.reason, export_only=True),
        Column("answer", _l("Ý kiến trả lời"), lambda row: row.answer, export_only=True),
    ),
    order=("-asked_at", "pk"),
    row_href=_page,
    empty=(
        _l("Chưa có đề nghị gia hạn nào"),
        _l("Khi một đơn vị xin gia hạn báo cáo hoặc đăng ký, đề nghị sẽ hiện ở đây cho đơn vị đó và cấp trên."),
    ),
)  # fmt: skip


register_rows("reports.Report", REPORTS, rules.policy, lambda rows: rows.select_related("unit", "period").defer("html"))
register_rows("reports.Extension", EXTENSIONS, rules.extensions, lambda rows: rows.select_related("unit", "period"))
