"""Lists of cases, reception days, dialogues and promises, which are also the rows behind their figures.

Nobody who sent a case stands in any of them.
"""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.figures.queries import register_rows
from neuguong.kit import clock, numbers
from neuguong.kit.lists import Column, ListSpec
from neuguong.kit.text import fold
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.choices import (
    RUNNING,
    CaseKind,
    CaseState,
    DialogueKind,
    DialogueState,
    HeldBy,
    Outcome,
    ReceptionState,
    Sector,
    Timing,
)
from neuguong.work.dialogues.models import Case, Dialogue, Promise, Reception

CASE_TONES: dict[str, str] = {
    CaseState.RECEIVED: "warn", CaseState.HANDLING: "info", CaseState.PAUSED: "none", CaseState.ANSWERED: "good",
    CaseState.REFUSED: "none", CaseState.MERGED: "none",
}  # fmt: skip
RECEPTION_TONES: dict[str, str] = {
    ReceptionState.PLANNED: "none", ReceptionState.PUBLISHED: "info", ReceptionState.HELD: "good",
    ReceptionState.MISSED: "late",
}  # fmt: skip
DIALOGUE_TONES: dict[str, str] = {
    DialogueState.PLANNED: "info", DialogueState.HELD: "good", DialogueState.CANCELLED: "none",
}  # fmt: skip


def _named(text: str, prefix: str = "unit__") -> Q:
    found = Q()
    for word in fold(text).split():
        found &= Q(**{f"{prefix}search__contains": word})
    return found


def is_late(row: Case) -> bool:
    """Whether a running case is past its deadline today."""
    return row.state in RUNNING and row.due_on < clock.today()


def case_words(row: Case) -> str:
    """Where a case stands; one that is late says so."""
    if is_late(row):
        return str(_l("Quá hạn"))
    return str(Timing.LATE.label if row.state == CaseState.ANSWERED and row.timing == Timing.LATE
               else row.get_state_display())  # fmt: skip


def case_tone(row: Case) -> str:
    """The tone of that."""
    if is_late(row):
        return "late"
    return "warn" if row.timing == Timing.LATE else CASE_TONES[row.state]


class CaseFilter(django_filters.FilterSet):
    """Filters of the list of cases."""

    q = django_filters.CharFilter(method="by_words", label=_l("Số, đơn vị hoặc tóm tắt"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    kind = django_filters.ChoiceFilter(choices=CaseKind.choices, label=_l("Loại"))
    sector = django_filters.ChoiceFilter(choices=Sector.choices, label=_l("Lĩnh vực"))
    state = django_filters.ChoiceFilter(choices=CaseState.choices, label=_l("Trạng thái"))
    late = django_filters.BooleanFilter(
        method="by_late", label=_l("Chỉ quá hạn"), widget=forms.CheckboxInput(attrs={"value": "true"})
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        """The case's number, else words of the unit's name or a part of the summary."""
        number, _slash, year = value.strip().partition("/")
        if number.isdecimal() and len(number) < 10 and (not year or year.isdecimal()):
            return queryset.filter(Q(pk=int(number)) | Q(book_number=value.strip()))
        return queryset.filter(_named(value) | Q(summary__icontains=value))

    def by_late(self, queryset: QuerySet[Case], _name: str, value: bool) -> QuerySet[Case]:
        """Running cases past their deadline."""
        return queryset.filter(state__in=RUNNING, due_on__lt=clock.today()) if value else queryset


CASE_UNITS = ("unit", "intake_unit", "escalated_to")  # the units that a row of the list names
CASES: ListSpec[Case] = ListSpec(
    key="don-thu",
    caption=_l("Đơn thư, phản ánh"),
    columns=(
        Column("number", _l("Số"), lambda row: row.number, order=("pk",)),
        Column("summary", _l("Tóm tắt"), lambda row: row.summary or str(_l("Chưa phân loại"))),
        Column("kind", _l("Loại"), lambda row: row.get_kind_display(), order=("kind",)),
        Column("unit", _l("Đơn vị giải quyết"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("received_on", _l("Tiếp nhận"), lambda row: row.received_on, order=("received_on",)),
        Column("due_on", _l("Hạn trả lời"), lambda row: row.due_on, order=("due_on",)),
        Column("state", _l("Trạng thái"), case_words, tone=case_tone),
        Column("sector", _l("Lĩnh vực"), lambda row: row.get_sector_display(), export_only=True),
        Column("channel", _l("Kênh tiếp nhận"), lambda row: row.get_channel_display(), export_only=True),
        Column("intake_unit", _l("Đơn vị tiếp nhận"), lambda row: row.intake_unit.name, export_only=True),
        Column(
            "escalated_to",
            _l("Đã báo cấp trên"),
            lambda row: row.escalated_to and row.escalated_to.name,
            export_only=True,
        ),
        Column("answered_on", _l("Ngày trả lời"), lambda row: row.answered_on, export_only=True),
        Column("rating", _l("Mức hài lòng"), lambda row: row.get_rating_display(), export_only=True),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("-received_on", "-pk"),
    filters=CaseFilter,
    row_href=lambda row: reverse("dialogues:case", args=[row.pk]),
    empty=(
        _l("Chưa có đơn thư nào"),
        _l("Phản ánh, kiến nghị, khiếu nại tiếp nhận tại cơ quan hoặc qua trang công dân sẽ hiện ở đây."),
    ),
)


class ReceptionFilter(django_filters.FilterSet):
    """Filters of the list of reception days."""

    q = django_filters.CharFilter(method="by_words", label=_l("Đơn vị"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    state = django_filters.ChoiceFilter(choices=ReceptionState.choices, label=_l("Trạng thái"))
    held_by = django_filters.ChoiceFilter(choices=HeldBy.choices, label=_l("Người tiếp"))

    class Meta:
        model = Reception
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Reception], _name: str, value: str) -> QuerySet[Reception]:
        """Words of the unit's name."""
        return queryset.filter(_named(value))


def reception_words(row: Reception) -> str:
    """Where a day stands; one that is past and not recorded says so."""
    is_open = row.state in (ReceptionState.PLANNED, ReceptionState.PUBLISHED)
    return str(_l("Quá ngày chưa ghi") if is_open and row.on < clock.today() else row.get_state_display())


def reception_tone(row: Reception) -> str:
    """The tone of that."""
    is_open = row.state in (ReceptionState.PLANNED, ReceptionState.PUBLISHED)
    return "late" if is_open and row.on < clock.today() else RECEPTION_TONES[row.state]


RECEPTIONS: ListSpec[Reception] = ListSpec(
    key="tiep-cong-dan",
    caption=_l("Lịch tiếp công dân"),
    columns=(
        Column("on", _l("Ngày"), lambda row: row.on, order=("on",)),
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("host", _l("Người chủ trì"), lambda row: row.host and row.host.full_name),
        Column("hours", _l("Giờ, nơi tiếp"), lambda row: f"{row.hours}, {row.place}"),
        Column("state", _l("Trạng thái"), reception_words, tone=reception_tone),
        Column("held_by", _l("Người tiếp"), lambda row: row.substitute or row.get_held_by_display()),
        Column("people", _l("Lượt người"), lambda row: row.people, numeric=True, order=("people",)),
        Column("reason", _l("Lý do"), lambda row: row.reason, export_only=True),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("-on", "pk"),
    filters=ReceptionFilter,
    people=("host_id",),
    row_href=lambda row: reverse("dialogues:reception", args=[row.pk]),
    empty=(_l("Chưa xếp lịch tiếp công dân"), _l("Lịch của người đứng đầu trong năm sẽ hiện ở đây.")),
)


class DialogueFilter(django_filters.FilterSet):
    """Filters of the list of dialogues."""

    q = django_filters.CharFilter(method="by_words", label=_l("Đơn vị hoặc chủ đề"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    kind = django_filters.ChoiceFilter(choices=DialogueKind.choices, label=_l("Loại"))
    state = django_filters.ChoiceFilter(choices=DialogueState.choices, label=_l("Trạng thái"))

    class Meta:
        model = Dialogue
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Dialogue], _name: str, value: str) -> QuerySet[Dialogue]:
        """Words of the unit's name, or a part of the topic."""
        return queryset.filter(_named(value) | Q(topic__icontains=value))


def _dialogue_tone(row: Dialogue) -> str:
    return DIALOGUE_TONES[row.state]


DIALOGUES: ListSpec[Dialogue] = ListSpec(
    key="doi-thoai",
    caption=_l("Đối thoại, tiếp xúc"),
    columns=(
        Column("topic", _l("Chủ đề"), lambda row: row.topic),
        Column("kind", _l("Loại"), lambda row: row.get_kind_display(), order=("kind",)),
        Column("on", _l("Ngày"), lambda row: row.on, order=("on",)),
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("chair", _l("Người chủ trì"), lambda row: row.chair),
        Column(
            "people", _l("Số người dự"), lambda row: row.people or None, numeric=True, order=("people",)
        ),  # 0: not counted
        Column("state", _l("Trạng thái"), lambda row: row.get_state_display(), tone=_dialogue_tone),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("-on", "pk"),
    filters=DialogueFilter,
    row_href=lambda row: reverse("dialogues:dialogue", args=[row.pk]),
    empty=(_l("Chưa có cuộc đối thoại nào"), _l("Đối thoại với Nhân dân, tiếp xúc cử tri sẽ hiện ở đây.")),
)


class PromiseFilter(django_filters.FilterSet):
    """Filters of the list of promises."""

    q = django_filters.CharFilter(method="by_words", label=_l("Đơn vị hoặc việc đã hứa"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    outcome = django_filters.ChoiceFilter(choices=Outcome.choices, label=_l("Kết quả"))

    class Meta:
        model = Promise
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Promise], _name: str, value: str) -> QuerySet[Promise]:
        """Words of the unit's name, or a part of what was promised."""
        return queryset.filter(_named(value) | Q(text__icontains=value))


def promise_words(row: Promise) -> str:
    """What became of a promise; an open one past its day says so."""
    is_overdue = row.outcome == Outcome.OPEN and row.due_on < clock.today()
    return str(_l("Quá hạn") if is_overdue else row.get_outcome_display())


def promise_tone(row: Promise) -> str:
    """The tone of that."""
    if row.outcome == Outcome.OPEN:
        return "late" if row.due_on < clock.today() else "info"
    return "good" if row.outcome == Outcome.KEPT else "warn"


def _owner(row: Promise) -> Any:
    return (row.owner_unit or row.unit).name


PROMISES: ListSpec[Promise] = ListSpec(
    key="viec-da-hua",
    caption=_l("Việc đã hứa với dân"),
    columns=(
        Column("text", _l("Việc đã hứa"), lambda row: row.text),
        Column("unit", _l("Đơn vị hứa"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("owner", _l("Đơn vị thực hiện"), _owner),
        Column("due_on", _l("Thời hạn"), lambda row: row.due_on, order=("due_on",)),
        Column("outcome", _l("Kết quả"), promise_words, tone=promise_tone),
        Column("result", _l("Đã làm gì"), lambda row: row.result),
        Column("dialogue", _l("Tại cuộc"), lambda row: f"{row.dialogue.topic}, {numbers.date(row.dialogue.on)}",
               export_only=True),
    ),
    order=("due_on", "pk"),
    filters=PromiseFilter,
    row_href=lambda row: reverse("dialogues:promise", args=[row.pk]),
    empty=(_l("Chưa ghi việc nào đã hứa"), _l("Việc người chủ trì hứa tại đối thoại sẽ hiện ở đây.")),
)  # fmt: skip

register_rows("dialogues.Case", CASES, rules.cases, lambda rows: rows.select_related(*CASE_UNITS))
register_rows("dialogues.Reception", RECEPTIONS, rules.receptions, lambda rows: rows.select_related("unit", "host"))
register_rows("dialogues.Dialogue", DIALOGUES, rules.dialogues, lambda rows: rows.select_related("unit"))
register_rows(
    "dialogues.Promise", PROMISES, rules.promises, lambda rows: rows.select_related("unit", "owner_unit", "dialogue")
)
