"""What of this slice falls on which day: receptions, dialogues, promises, answers to cases."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at
from neuguong.kit.dated import Asked, Dated
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.choices import RUNNING, CaseState, DialogueState, Outcome, ReceptionState
from neuguong.work.dialogues.models import Case, Dialogue, Promise, Reception

CLOSED = (CaseState.ANSWERED, CaseState.REFUSED)
_desk = at(Role.STAFF, Role.APPROVER)
_owner = at(Role.STAFF, Role.APPROVER, unit="owner_unit_id")


def dates(asked: Asked) -> Iterator[Dated]:
    """What one's own desk holds and owes; of a unit, its own."""
    mine = Q(unit=asked.unit_id) if asked.unit_id else _desk(asked.user)
    receptions = rules.receptions.visible(Reception.objects.select_related("unit"), asked.user).filter(mine)
    for day in asked.of(receptions.exclude(state=ReceptionState.MISSED), "on"):
        href = reverse("dialogues:reception", args=[day.pk])
        yield Dated(day.on, _("Tiếp công dân"), day.unit.name, href, day.state == ReceptionState.HELD)
    dialogues = rules.dialogues.visible(Dialogue.objects.all(), asked.user).filter(mine)
    for one in asked.of(dialogues.exclude(state=DialogueState.CANCELLED), "on"):
        href = reverse("dialogues:dialogue", args=[one.pk])
        yield Dated(one.on, _("Đối thoại"), one.topic, href, one.state == DialogueState.HELD)
    owed = mine | (Q(owner_unit=asked.unit_id) if asked.unit_id else _owner(asked.user))
    promises = rules.promises.visible(Promise.objects.all(), asked.user).filter(owed)
    for promise in asked.of(promises, "due_on"):
        href = reverse("dialogues:promise", args=[promise.pk])
        yield Dated(promise.due_on, _("Việc đã hứa"), promise.text, href, promise.outcome != Outcome.OPEN)
    yield from _cases(asked, mine)


def _cases(asked: Asked, mine: Q) -> Iterator[Dated]:
    """By its number alone: nothing of what it is about stands on a calendar that hangs on a wall."""
    seen = rules.cases.visible(Case.objects.filter(mine), asked.user).filter(state__in=(*RUNNING, *CLOSED))
    for case in asked.of(seen, "due_on"):
        href = reverse("dialogues:case", args=[case.pk])
        yield Dated(case.due_on, _("Hạn trả lời đơn thư"), str(case), href, case.state in CLOSED)
