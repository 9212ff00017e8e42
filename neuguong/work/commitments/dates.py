"""What of this slice falls on which day: registrations to hand in, contents to carry out, answers owed."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.access.rules import at
from neuguong.kit.dated import Asked, Dated
from neuguong.work.commitments import rules
from neuguong.work.commitments.choices import IN_HAND, ItemStatus, ObstacleState
from neuguong.work.commitments.models import Commitment, Item, Obstacle

_desk = at(*rules.OFFICE, unit="owes_id")


def dates(asked: Asked) -> Iterator[Dated]:
    """Deadlines of registrations and of what was promised in them; of answers to what blocks it."""
    for row in asked.of(_seen(asked).filter(state__in=IN_HAND), "due_on"):
        yield Dated(row.due_on, _("Hạn đăng ký"), _called(row), reverse("commitments:detail", args=[row.pk]))
    going = (ItemStatus.OPEN, ItemStatus.DONE)
    items = Item.objects.filter(commitment__in=_seen(asked).values("pk"), status__in=going)
    for item in asked.of(items.select_related("commitment__person", "commitment__unit"), "due_on"):
        if item.due_on is not None:
            title = f"{_called(item.commitment)}: {item.deed}"
            href = reverse("commitments:detail", args=[item.commitment_id])
            yield Dated(item.due_on, _("Hạn thực hiện"), title, href, item.status == ItemStatus.DONE)
    yield from _obstacles(asked)


def _obstacles(asked: Asked) -> Iterator[Dated]:
    """Answers that one's own office owes, or that one waits for; of a unit, what it owes."""
    at_desk = _desk(asked.user) | Q(raised_by=asked.user) | Q(person__user=asked.user)
    seen = rules.obstacles.visible(Obstacle.objects.exclude(state=ObstacleState.WITHDRAWN), asked.user)
    for row in asked.of(seen.filter(Q(owes=asked.unit_id) if asked.unit_id else at_desk), "answer_due"):
        href = reverse("commitments:obstacle", args=[row.pk])
        is_done = row.state != ObstacleState.OPEN
        yield Dated(row.answer_due, _("Hạn trả lời vướng mắc"), row.what, href, is_done)


def _seen(asked: Asked) -> QuerySet[Commitment]:
    rows = rules.policy.visible(Commitment.objects.select_related("person", "unit"), asked.user, "read")
    mine = Q(person__user=asked.user) if asked.unit_id is None else Q(unit=asked.unit_id)
    return rows.filter(mine)


def _called(row: Commitment) -> str:
    return row.person.full_name if row.person else row.unit.name
