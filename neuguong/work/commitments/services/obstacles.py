"""What blocks an item: raised, answered, and one level up where nobody answers."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.files.models import StoredFile
from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import attach, refuse_secret
from neuguong.base.journal.services import Outcome, record, take_step
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import committee_above
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import add_working_days
from neuguong.kit.numbers import date
from neuguong.work.commitments import notices
from neuguong.work.commitments.choices import ItemStatus, Kind, ObstacleState, TurnOutcome
from neuguong.work.commitments.flow import OBSTACLES
from neuguong.work.commitments.models import Commitment, Item, Obstacle, ObstacleTurn
from neuguong.work.commitments.queries import waiting_days
from neuguong.work.commitments.rules import obstacles, policy


@transaction.atomic
def raise_obstacle(
    *,
    item: Item,
    what: str,
    need: str,
    asked: Unit,
    needed_by: dt.date,
    actor: Any,
    now: dt.datetime,
    today: dt.date,
    evidence: Sequence[StoredFile] = (),
) -> Obstacle:
    """Say what blocks an item of a registration in force, what is needed, from which unit and by when.

    The unit has so many working days to answer (`queries.waiting_days`). The same words on the same item while they
    wait are the same obstacle. ValidationError for an item that is over, for a day that is past, or for a unit asked of
    itself; without the right.
    """
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=item.commitment_id)
    capacity = capacity_of(actor, policy, "hinder", commitment)
    _refuse(commitment, item, asked, needed_by, today)
    refuse_secret(mark_of("", what, need), _("Vướng mắc này"))
    same = Obstacle.objects.filter(item=item, what=what, state=ObstacleState.OPEN).first()
    if same:
        _attach_all(evidence, same)
        return same
    due = add_working_days(today, waiting_days(today))
    period = _year(today) or commitment.period
    made = Obstacle.objects.create(
        commitment=commitment, item=item, unit_id=item.unit_id, person_id=commitment.person_id, period=period,
        what=what, need=need, needed_by=needed_by, asked=asked, owes=asked, answer_due=due, raised_on=today,
        raised_by=actor,
    )  # fmt: skip
    _attach_all(evidence, made)
    ObstacleTurn.objects.create(obstacle=made, number=1, unit=asked, period=period, since=today, due_on=due)
    record(made, "raise", actor=actor, now=now, capacity=capacity)
    record(commitment, "obstacle", actor=actor, now=now, capacity=capacity, note=what)
    notices.obstacle_to_answer([made.pk], now)
    return made


def _refuse(commitment: Commitment, item: Item, asked: Unit, needed_by: dt.date, today: dt.date) -> None:
    if item.status != ItemStatus.OPEN:
        raise ValidationError(_("Nội dung này không còn đang thực hiện."))
    if needed_by < today:
        raise ValidationError({"needed_by": _("Ngày này đã qua. Hãy ghi ngày từ hôm nay trở đi.")})
    if commitment.kind != Kind.INDIVIDUAL and asked.pk == commitment.unit_id:
        raise ValidationError({"asked": _("Đơn vị không tự trả lời vướng mắc của mình. Hãy chọn nơi giải quyết.")})


def _year(day: dt.date) -> Period | None:
    """The open year of a day."""
    try:
        return periods.year(day.year)
    except Period.DoesNotExist:
        return None


@transaction.atomic
def answer_obstacle(
    *, obstacle: Obstacle, answer: str, actor: Any, now: dt.datetime, evidence: Sequence[StoredFile] = ()
) -> Outcome:
    """Answer for the unit at which it lies; who raised it says whether that helped.

    PermissionDenied without the right, for one's own matter, or for one that is not open.
    """
    row = Obstacle.objects.select_for_update(of=("self",)).get(pk=obstacle.pk)
    if not obstacles.can(actor, "answer", row):
        raise PermissionDenied
    refuse_secret(mark_of("", answer), _("Câu trả lời này"))
    Obstacle.objects.filter(pk=row.pk).update(answer=answer)
    outcome = take_step(OBSTACLES, row, "answer", actor, now=now)
    if outcome.refused:
        raise ValidationError([one.reason for one in outcome.refused])
    _attach_all(evidence, row)
    return outcome


def _attach_all(evidence: Sequence[StoredFile], obstacle: Obstacle) -> None:
    for file in evidence:
        attach(file=file, obj=obstacle)


@transaction.atomic
def climb_unanswered(*, today: dt.date, now: dt.datetime) -> int:
    """Every obstacle whose time at a level is over goes to the committee above, for as many working days again.

    Idempotent, and safe beside another run: what climbed is not due any more. Where no committee stands above it stays,
    overdue. The level that let it lie keeps that as a fact of its own. Returns how many climbed.
    """
    over = ObstacleTurn.objects.filter(outcome=TurnOutcome.WAITING, due_on__lt=today)
    rows = list(
        over.select_related("obstacle", "unit").select_for_update(of=("self",), skip_locked=True).order_by("pk")
    )
    due = add_working_days(today, waiting_days(today)) if rows else today
    period = _year(today) if rows else None
    climbed = [row.obstacle_id for row in rows if _climb(row, due, period, today, now)]
    notices.obstacle_to_answer(climbed, now)
    notices.obstacle_climbed(climbed, now)
    return len(climbed)


def _climb(turn: ObstacleTurn, due: dt.date, period: Period | None, today: dt.date, now: dt.datetime) -> bool:
    above = committee_above(turn.unit_id, today)
    if above is None or above == turn.unit_id:
        return False
    ObstacleTurn.objects.filter(pk=turn.pk).update(outcome=TurnOutcome.PASSED, ended_on=today)
    ObstacleTurn.objects.create(
        obstacle=turn.obstacle, number=turn.number + 1, unit_id=above, since=today, due_on=due,
        period_id=period.pk if period else turn.period_id,
    )  # fmt: skip
    Obstacle.objects.filter(pk=turn.obstacle_id).update(owes=above, answer_due=due)
    names = dict(Unit.objects.filter(pk__in=[turn.unit_id, above]).values_list("pk", "name"))
    changes = [
        (_("Nơi phải trả lời"), names[turn.unit_id], names[above]),
        (_("Hạn trả lời"), date(turn.due_on), date(due)),
    ]
    record(turn.obstacle, "climb", actor=None, now=now, data={"changes": changes})
    return True
