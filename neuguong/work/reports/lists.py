"""The list of reports."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.periods.choices import PeriodKind
from neuguong.kit.lists import Column, ListSpec
from neuguong.kit.text import fold
from neuguong.work.reports.models import Report, ReportState

TONES: dict[str, str] = {ReportState.DRAFT: "none", ReportState.ISSUED: "good"}
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
        Column("state", _l("Trạng thái"), lambda row: row.get_state_display(), tone=lambda row: TONES[row.state]),
    ),
    order=("-period__starts_on", "unit__level", "unit__sort_key", "pk"),
    filters=ReportFilter,
    row_href=lambda row: reverse("reports:detail", args=[row.pk]),
    empty=(_l("Chưa có báo cáo nào"), _l("Báo cáo của đơn vị đồng chí và các đơn vị bên dưới sẽ hiện ở đây.")),
)
