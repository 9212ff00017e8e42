"""Lists of registrations, of items and of quarterly results."""

import datetime as dt
from dataclasses import replace
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _l

from neuguong.base.figures.queries import register_rows
from neuguong.kit.lists import Column, ListSpec
from neuguong.kit.search import holding, words_of
from neuguong.kit.text import fold
from neuguong.work.commitments import rules
from neuguong.work.commitments.choices import (
    Group,
    ItemStatus,
    Kind,
    ObstacleState,
    ReturnReason,
    State,
    Timing,
    TurnOutcome,
)
from neuguong.work.commitments.models import Commitment, Item, Obstacle, ObstacleTurn, Progress, Return

TONES: dict[str, str] = {
    State.EXPECTED: "none", State.DRAFT: "none", State.SUBMITTED: "warn", State.RETURNED: "late",
    State.APPROVED: "info", State.REPORTED: "warn", State.ACHIEVED: "good", State.PARTLY: "warn",
    State.NOT_ACHIEVED: "late", State.WITHDRAWN: "none", State.ENDED: "none",
}  # fmt: skip


OBSTACLE_TONES: dict[str, str] = {
    ObstacleState.OPEN: "warn", ObstacleState.ANSWERED: "info", ObstacleState.SETTLED: "good",
    ObstacleState.WITHDRAWN: "none",
}  # fmt: skip


class CommitmentFilter(django_filters.FilterSet):
    """Filters of the list of registrations."""

    q = django_filters.CharFilter(method="by_words", label=_l("Họ tên, đơn vị, nội dung"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_l("Loại"))
    state = django_filters.ChoiceFilter(choices=State.choices, label=_l("Trạng thái"))
    timing = django_filters.ChoiceFilter(choices=Timing.choices, label=_l("Nộp"))

    class Meta:
        model = Commitment
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Commitment], _name: str, value: str) -> QuerySet[Commitment]:
        """Words of the registrant, the code, the unit, and of what was handed in; diacritics ignored."""
        for word in words_of(value):
            queryset = queryset.filter(Q(sought__words=holding([word])) | Q(unit__search__contains=word))
        return queryset


def who(row: Commitment) -> str:
    """The registrant: a person, or the unit itself."""
    return row.person.full_name if row.person else row.unit.name


def _detail(row: Commitment) -> str:
    return reverse("commitments:detail", args=[row.pk])


COMMITMENTS: ListSpec[Commitment] = ListSpec(
    key="dang-ky",
    caption=_l("Bản đăng ký"),
    columns=(
        Column("who", _l("Người, đơn vị đăng ký"), who, order=("person__sort_key", "unit__sort_key")),
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("year", _l("Năm"), lambda row: str(row.period.year), order=("period__year",)),
        Column("kind", _l("Loại"), lambda row: Kind(row.kind).label, order=("kind",)),
        Column("state", _l("Trạng thái"), lambda row: State(row.state).label, tone=lambda row: TONES[row.state]),
        Column("submitted_on", _l("Ngày trình"), lambda row: row.submitted_on, order=("submitted_on",)),
        Column("due_on", _l("Hạn đăng ký"), lambda row: row.due_on, order=("due_on",), export_only=True),
        Column("code", _l("Mã đăng ký"), lambda row: row.code, export_only=True),
        Column(
            "supervisor", _l("Đơn vị giám sát"), lambda row: row.supervisor and row.supervisor.name, export_only=True
        ),
    ),
    order=("-period__year", "unit__sort_key", "person__sort_key", "pk"),
    filters=CommitmentFilter,
    export_related=("supervisor",),
    people=("person_id",),
    row_href=_detail,
    empty=(_l("Chưa có bản đăng ký nào"), _l("Bản đăng ký của đồng chí và của đơn vị sẽ hiện ở đây.")),
)

COMMITMENTS_IN_TREE = replace(COMMITMENTS, order=("branch", "-period__year", "person__sort_key", "pk"))

QUEUE: ListSpec[Commitment] = ListSpec(
    key="cho-quyet-dinh",
    caption=_l("Chờ quyết định"),
    columns=(
        Column("who", _l("Người, đơn vị đăng ký"), who, order=("person__sort_key", "unit__sort_key")),
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("kind", _l("Loại"), lambda row: Kind(row.kind).label, order=("kind",)),
        Column("state", _l("Trạng thái"), lambda row: State(row.state).label, tone=lambda row: TONES[row.state]),
        Column("submitted_on", _l("Ngày trình"), lambda row: row.submitted_on, order=("submitted_on",)),
        Column("decider", _l("Nơi quyết định"), lambda row: row.decider_unit.name, order=("decider_unit__sort_key",)),
    ),
    order=("submitted_on", "pk"),
    filters=CommitmentFilter,
    people=("person_id",),
    row_href=_detail,
    empty=(_l("Không có bản đăng ký nào chờ quyết định"), _l("Khi có người trình, bản đăng ký sẽ hiện ở đây.")),
    selectable=True,
)

ITEMS: ListSpec[Item] = ListSpec(
    key="noi-dung",
    caption=_l("Nội dung đăng ký"),
    columns=(
        Column("who", _l("Người, đơn vị đăng ký"), lambda row: who(row.commitment)),
        Column("unit", _l("Đơn vị"), lambda row: row.commitment.unit.name, order=("commitment__unit__sort_key",)),
        Column("deed", _l("Việc cụ thể"), lambda row: row.deed),
        Column("group", _l("Nhóm"), lambda row: Group(row.group).label, order=("group",)),
        Column("due_on", _l("Thời hạn"), lambda row: row.due_on, order=("due_on",)),
        Column("status", _l("Tình trạng"), lambda row: ItemStatus(row.status).label, order=("status",)),
    ),
    order=("commitment__unit__sort_key", "due_on", "pk"),
    people=("commitment__person_id",),
    row_href=lambda row: reverse("commitments:detail", args=[row.commitment_id]),
    empty=(_l("Không có nội dung nào"), _l("Nội dung của các bản đăng ký sẽ hiện ở đây.")),
)

PROGRESS: ListSpec[Progress] = ListSpec(
    key="ket-qua-quy",
    caption=_l("Kết quả theo quý"),
    columns=(
        Column("who", _l("Người, đơn vị đăng ký"), lambda row: who(row.item.commitment)),
        Column("unit", _l("Đơn vị"), lambda row: row.item.commitment.unit.name),
        Column("quarter", _l("Quý"), lambda row: str(row.period), order=("period__starts_on",)),
        Column("deed", _l("Việc cụ thể"), lambda row: row.item.deed),
        Column("text", _l("Kết quả"), lambda row: row.text),
        Column("amount", _l("Số thực hiện"), lambda row: row.amount, numeric=True),
        Column("recorded_on", _l("Ngày ghi"), lambda row: row.recorded_on, order=("recorded_on",)),
    ),
    order=("item__commitment__unit__sort_key", "pk"),
    people=("item__commitment__person_id",),
    row_href=lambda row: reverse("commitments:detail", args=[row.item.commitment_id]),
    empty=(_l("Chưa có kết quả nào được ghi"), _l("Kết quả từng quý sẽ hiện ở đây.")),
)

RETURNS: ListSpec[Return] = ListSpec(
    key="tra-lai",
    caption=_l("Lý do trả lại"),
    columns=(
        Column("who", _l("Người, đơn vị đăng ký"), lambda row: who(row.commitment)),
        Column("unit", _l("Đơn vị"), lambda row: row.commitment.unit.name, order=("commitment__unit__sort_key",)),
        Column("code", _l("Lý do"), lambda row: ReturnReason(row.code).label, order=("code",)),
        Column("note", _l("Ý kiến"), lambda row: row.note),
        Column("at", _l("Ngày trả lại"), lambda row: timezone.localdate(row.at), order=("at",)),
        Column("state", _l("Hiện nay"), lambda row: State(row.commitment.state).label),
    ),
    order=("commitment__unit__sort_key", "-at", "pk"),
    people=("commitment__person_id",),
    row_href=lambda row: reverse("commitments:detail", args=[row.commitment_id]),
    empty=(_l("Chưa trả lại bản nào"), _l("Mỗi lần trả lại, lý do được ghi và tính ở đây.")),
)


class ObstacleFilter(django_filters.FilterSet):
    """Filters of the list of obstacles."""

    q = django_filters.CharFilter(method="by_words", label=_l("Người, đơn vị hoặc nội dung"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    state = django_filters.ChoiceFilter(choices=ObstacleState.choices, label=_l("Trạng thái"))

    class Meta:
        model = Obstacle
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Obstacle], _name: str, value: str) -> QuerySet[Obstacle]:
        """Words of a unit's or the registrant's name, diacritics ignored, or a part of what blocks."""
        found = Q(what__icontains=value)
        for name in ("unit", "owes", "person"):
            named = Q()
            for word in fold(value).split():
                named &= Q(**{f"{name}__search__contains": word})
            found |= named
        return queryset.filter(found)


def obstacle_tone(row: Obstacle, today: dt.date) -> tuple[str, str]:
    """An obstacle's state in words and tone, overdue computed from the day."""
    if row.state == ObstacleState.OPEN and row.answer_due < today:
        return str(_l("Quá hạn trả lời")), "late"
    return str(ObstacleState(row.state).label), OBSTACLE_TONES[row.state]


OBSTACLES: ListSpec[Obstacle] = ListSpec(
    key="vuong-mac",
    caption=_l("Vướng mắc, kiến nghị"),
    columns=(
        Column("what", _l("Vướng mắc"), lambda row: row.what),
        Column("who", _l("Người, đơn vị đăng ký"), lambda row: who(row.commitment), order=("unit__sort_key",)),
        Column("item", _l("Nội dung đăng ký"), lambda row: row.item.deed),
        Column("owes", _l("Nơi phải trả lời"), lambda row: row.owes.name, order=("owes__sort_key",)),
        Column("raised_on", _l("Ngày nêu"), lambda row: row.raised_on, order=("raised_on",)),
        Column("answer_due", _l("Hạn trả lời"), lambda row: row.answer_due, order=("answer_due",)),
        Column(
            "state",
            _l("Trạng thái"),
            lambda row: ObstacleState(row.state).label,
            tone=lambda row: OBSTACLE_TONES[row.state],
        ),
        Column("need", _l("Kiến nghị"), lambda row: row.need, export_only=True),
        Column("answer", _l("Trả lời"), lambda row: row.answer, export_only=True),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("-raised_on", "pk"),
    filters=ObstacleFilter,
    people=("person_id",),
    row_href=lambda row: reverse("commitments:obstacle", args=[row.pk]),
    empty=(
        _l("Chưa có vướng mắc nào"),
        _l("Vướng mắc được nêu ở từng nội dung của bản đăng ký; nơi phải trả lời và hạn trả lời hiện ở đây."),
    ),
)

TURNS: ListSpec[ObstacleTurn] = ListSpec(
    key="luot-tra-loi",
    caption=_l("Lượt trả lời vướng mắc"),
    columns=(
        Column("what", _l("Vướng mắc"), lambda row: row.obstacle.what),
        Column("unit", _l("Nơi phải trả lời"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("who", _l("Người, đơn vị đăng ký"), lambda row: who(row.obstacle.commitment)),
        Column("since", _l("Từ ngày"), lambda row: row.since, order=("since",)),
        Column("due_on", _l("Hạn trả lời"), lambda row: row.due_on, order=("due_on",)),
        Column("outcome", _l("Kết quả"), lambda row: TurnOutcome(row.outcome).label, order=("outcome",)),
    ),
    order=("unit__sort_key", "due_on", "pk"),
    people=("obstacle__person_id",),
    row_href=lambda row: reverse("commitments:obstacle", args=[row.obstacle_id]),
    empty=(_l("Chưa có vướng mắc nào"), _l("Vướng mắc gửi tới đơn vị để trả lời hiện ở đây.")),
)


def item_tone(item: Item, today: dt.date) -> tuple[str, str]:
    """An item's state in words and tone, overdue computed from the day."""
    if item.status == "OPEN" and item.due_on and item.due_on < today:
        return str(_l("Quá hạn")), "late"
    return str(ItemStatus(item.status).label), {"OPEN": "info", "DONE": "good"}.get(item.status, "none")


def _related(queryset: QuerySet[Any], prefix: str) -> QuerySet[Any]:
    return queryset.select_related(*(f"{prefix}{name}" for name in ("person", "unit", "period")))


register_rows(
    "commitments.Commitment", COMMITMENTS, rules.policy,
    lambda rows: rows.select_related("person", "unit", "period"),
)  # fmt: skip
register_rows("commitments.Item", ITEMS, rules.items, lambda rows: _related(rows, "commitment__"))
register_rows("commitments.Return", RETURNS, rules.returns, lambda rows: _related(rows, "commitment__"))
register_rows(
    "commitments.Progress", PROGRESS, rules.progress,
    lambda rows: _related(rows.select_related("period", "item"), "item__commitment__"),
)  # fmt: skip
register_rows(
    "commitments.Obstacle", OBSTACLES, rules.obstacles,
    lambda rows: rows.select_related("item", "commitment__person", "commitment__unit", "owes", "unit"),
)  # fmt: skip
register_rows(
    "commitments.ObstacleTurn", TURNS, rules.turns,
    lambda rows: rows.select_related("unit", "obstacle__commitment__person", "obstacle__commitment__unit"),
)  # fmt: skip
