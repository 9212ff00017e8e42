"""Lists of plans, of visits, of findings."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.figures.queries import register_rows
from neuguong.kit.lists import Column, ListSpec
from neuguong.kit.text import fold
from neuguong.work.oversight import queries, rules
from neuguong.work.oversight.choices import BodyKind, FindingState, PlanState, VisitKind, VisitState
from neuguong.work.oversight.models import Finding, Plan, SupervisedBreakthrough, Visit

TONES: dict[str, str] = {
    PlanState.DRAFT: "none", PlanState.ISSUED: "good",
    VisitState.PROPOSED: "none", VisitState.PLANNED: "info", VisitState.HELD: "warn", VisitState.CONCLUDED: "good",
    VisitState.CANCELLED: "none",
    FindingState.NOTED: "none", FindingState.OPEN: "warn", FindingState.REMEDIED: "info", FindingState.VERIFIED: "good",
}  # fmt: skip


def _named(text: str, field: str = "unit") -> Q:
    found = Q()
    for word in fold(text).split():
        found &= Q(**{f"{field}__search__contains": word})
    return found


class PlanFilter(django_filters.FilterSet):
    """Filters of the list of plans."""

    q = django_filters.CharFilter(method="by_words", label=_l("Đơn vị chủ trì"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    body_kind = django_filters.ChoiceFilter(choices=BodyKind.choices, label=_l("Danh nghĩa"))
    state = django_filters.ChoiceFilter(choices=PlanState.choices, label=_l("Trạng thái"))

    class Meta:
        model = Plan
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Plan], _name: str, value: str) -> QuerySet[Plan]:
        """Words of the body's name, diacritics ignored."""
        return queryset.filter(_named(value))


class VisitFilter(django_filters.FilterSet):
    """Filters of the list of visits."""

    q = django_filters.CharFilter(method="by_words", label=_l("Nơi được kiểm tra, đơn vị chủ trì hoặc nội dung"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    kind = django_filters.ChoiceFilter(choices=VisitKind.choices, label=_l("Hình thức"))
    body_kind = django_filters.ChoiceFilter(choices=BodyKind.choices, label=_l("Danh nghĩa"))
    state = django_filters.ChoiceFilter(choices=VisitState.choices, label=_l("Trạng thái"))

    class Meta:
        model = Visit
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Visit], _name: str, value: str) -> QuerySet[Visit]:
        """Words of either unit's name, diacritics ignored, or a part of the theme."""
        return queryset.filter(_named(value) | _named(value, "body") | Q(theme__icontains=value))


class FindingFilter(django_filters.FilterSet):
    """Filters of the list of findings."""

    q = django_filters.CharFilter(method="by_words", label=_l("Đơn vị hoặc nội dung"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    state = django_filters.ChoiceFilter(choices=FindingState.choices, label=_l("Trạng thái"))

    class Meta:
        model = Finding
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Finding], _name: str, value: str) -> QuerySet[Finding]:
        """Words of either unit's name, diacritics ignored, or a part of what was found."""
        return queryset.filter(_named(value) | _named(value, "body") | Q(text__icontains=value))


def where(row: Visit | Finding) -> str:
    """Whom it concerns: the head and the unit, or the unit."""
    return f"{row.person}, {row.unit.name}" if row.person else row.unit.name


def standing(row: Finding, today: dt.date) -> tuple[str, str]:
    """A finding's state in words and tone, overdue computed from the day."""
    if row.state == FindingState.OPEN and row.due_on < today:
        return str(_l("Quá hạn khắc phục")), "late"
    return str(row.get_state_display()), TONES[row.state]


PLANS: ListSpec[Plan] = ListSpec(
    key="ke-hoach-giam-sat",
    caption=_l("Kế hoạch kiểm tra, giám sát"),
    columns=(
        Column("title", _l("Tên kế hoạch"), lambda row: row.title),
        Column("unit", _l("Đơn vị chủ trì"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("body_kind", _l("Danh nghĩa"), lambda row: row.get_body_kind_display(), order=("body_kind",)),
        Column("year", _l("Năm"), lambda row: str(row.period.year), order=("period__year",)),
        Column("visits", _l("Số cuộc"), lambda row: row.visits_all, numeric=True),  # type: ignore[attr-defined]  # annotated
        Column("held", _l("Đã tiến hành"), lambda row: row.visits_held, numeric=True),  # type: ignore[attr-defined]  # annotated
        Column("number", _l("Văn bản"), lambda row: row.number),
        Column("issued_on", _l("Ngày ban hành"), lambda row: row.issued_on, order=("issued_on",)),
        Column("state", _l("Trạng thái"), lambda row: row.get_state_display(), tone=lambda row: TONES[row.state]),
    ),
    order=("-period__year", "unit__level", "unit__sort_key", "pk"),
    filters=PlanFilter,
    row_href=lambda row: reverse("oversight:plan", args=[row.pk]),
    empty=(
        _l("Chưa có kế hoạch nào"),
        _l("Kế hoạch kiểm tra, giám sát hằng năm của cấp ủy, ủy ban kiểm tra, hội đồng nhân dân, mặt trận hiện ở đây."),
    ),
)  # fmt: skip

VISITS: ListSpec[Visit] = ListSpec(
    key="kiem-tra-giam-sat",
    caption=_l("Các cuộc kiểm tra, giám sát"),
    columns=(
        Column("unit", _l("Nơi được kiểm tra, giám sát"), where, order=("unit__sort_key",)),
        Column("kind", _l("Hình thức"), lambda row: row.get_kind_display(), order=("kind",)),
        Column("theme", _l("Nội dung"), lambda row: row.theme),
        Column("body", _l("Đơn vị chủ trì"), lambda row: row.body.name, order=("body__sort_key",)),
        Column("planned_on", _l("Dự kiến"), lambda row: row.planned_on, order=("planned_on",)),
        Column("held_on", _l("Tiến hành"), lambda row: row.held_on, order=("held_on",)),
        Column("state", _l("Trạng thái"), lambda row: row.get_state_display(), tone=lambda row: TONES[row.state]),
        Column("body_kind", _l("Danh nghĩa"), lambda row: row.get_body_kind_display(), export_only=True),
        Column("attended", _l("Số người dự"), lambda row: row.attended, numeric=True, export_only=True),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("-planned_on", "pk"),
    filters=VisitFilter,
    people=("person_id",),
    row_href=lambda row: reverse("oversight:visit", args=[row.pk]),
    empty=(
        _l("Chưa có cuộc kiểm tra, giám sát nào"),
        _l("Khi kế hoạch được ban hành, mỗi cuộc hiện thành một dòng ở đây, kể cả cuộc chưa tiến hành."),
    ),
)

FINDINGS: ListSpec[Finding] = ListSpec(
    key="phat-hien",
    caption=_l("Phát hiện qua kiểm tra, giám sát"),
    columns=(
        Column("text", _l("Hạn chế, khuyết điểm"), lambda row: row.text),
        Column("unit", _l("Đơn vị phải khắc phục"), where, order=("unit__sort_key",)),
        Column("recommendation", _l("Kiến nghị"), lambda row: row.recommendation),
        Column("body", _l("Đơn vị chủ trì"), lambda row: row.body.name, order=("body__sort_key",)),
        Column("due_on", _l("Hạn khắc phục"), lambda row: row.due_on, order=("due_on",)),
        Column("state", _l("Trạng thái"), lambda row: row.get_state_display(), tone=lambda row: TONES[row.state]),
        Column("remedy", _l("Kết quả khắc phục"), lambda row: row.remedy, export_only=True),
        Column("verified_on", _l("Ngày xác nhận"), lambda row: row.verified_on, export_only=True),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("due_on", "pk"),
    filters=FindingFilter,
    people=("person_id",),
    row_href=lambda row: reverse("oversight:finding", args=[row.pk]),
    empty=(_l("Chưa có phát hiện nào"), _l("Hạn chế, khuyết điểm được kết luận và việc khắc phục hiện ở đây.")),
)

SUPERVISED: ListSpec[SupervisedBreakthrough] = ListSpec(
    key="dot-pha-da-giam-sat",
    caption=_l("Đột phá đã được giám sát"),
    columns=(
        Column("who", _l("Người đứng đầu"), lambda row: str(row.item.commitment.person)),
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("deed", _l("Nội dung đột phá"), lambda row: row.item.deed),
        Column("first", _l("Giám sát lần đầu"), lambda row: row.first_visit.held_on, order=("first_visit__held_on",)),
        Column("body", _l("Đơn vị giám sát"), lambda row: row.first_visit.body.name),
    ),
    order=("unit__sort_key", "pk"),
    people=("item__commitment__person_id",),
    row_href=lambda row: reverse("oversight:visit", args=[row.first_visit_id]),
    empty=(_l("Chưa có nội dung đột phá nào được giám sát"), _l("Lần giám sát đầu tiên của mỗi đột phá hiện ở đây.")),
)


def _related(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("unit", "body", "person", "period")


def _counted(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    return queries.with_visits(rows).select_related("unit", "period")


register_rows("oversight.Plan", PLANS, rules.plans, _counted)
register_rows("oversight.Visit", VISITS, rules.visits, _related)
register_rows("oversight.Finding", FINDINGS, rules.findings, _related)
register_rows(
    "oversight.SupervisedBreakthrough", SUPERVISED, rules.supervised,
    lambda rows: rows.select_related("unit", "item__commitment__person", "first_visit__body"),
)  # fmt: skip
