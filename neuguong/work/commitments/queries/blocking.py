"""Reading what blocks the items of registrations, and who owes an answer."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.commitments import rules
from neuguong.work.commitments.choices import ObstacleState, TurnOutcome
from neuguong.work.commitments.models import Commitment, Obstacle, ObstacleTurn

_DATA = Path(__file__).parents[1] / "data" / "obstacles.toml"


@cache
def _periods() -> list[dict[str, Any]]:
    described = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return sorted(described["waiting"], key=lambda one: one["from"])


def waiting_days(on: dt.date) -> int:
    """Within how many working days an obstacle is answered before it climbs a level, as in force on a day."""
    return int(next(one["working_days"] for one in reversed(_periods()) if one["from"] <= on))


def obstacles(viewer: Any) -> QuerySet[Obstacle]:
    """Obstacles that the viewer may see, with what a line of a list shows."""
    rows = rules.obstacles.visible(Obstacle.objects.all(), viewer)
    related = ("item", "commitment__person", "commitment__unit", "commitment__period", "asked", "owes", "unit")
    return rows.select_related(*related, "raised_by", "answered_by", "answered_unit")


def obstacles_of(commitment: Commitment, viewer: Any) -> dict[int, list[Obstacle]]:
    """The obstacles of a registration that the viewer may see, by item, the oldest first."""
    found: dict[int, list[Obstacle]] = {}
    for one in obstacles(viewer).filter(commitment=commitment).order_by("raised_on", "pk"):
        found.setdefault(one.item_id, []).append(one)
    return found


def to_answer(user: Any) -> QuerySet[Obstacle]:
    """Obstacles that wait for an answer this user may give, the most pressing first."""
    rows = Obstacle.objects.filter(rules.obstacles.rule("answer")(user))
    return rows.select_related("commitment__person", "unit").order_by("answer_due", "pk")


def to_settle(user: Any) -> QuerySet[Obstacle]:
    """Answered obstacles that this user or hers raised: is it settled, or not."""
    rows = Obstacle.objects.filter(rules.obstacles.rule("settle")(user))
    return rows.select_related("commitment__person", "unit", "answered_unit").order_by("answered_on", "pk")


def turns(obstacle: Obstacle) -> QuerySet[ObstacleTurn]:
    """At whom it lay, from when to when, and what came of it, in order of time."""
    return ObstacleTurn.objects.filter(obstacle=obstacle).select_related("unit").order_by("number")


def answers_failed(unit: Unit, period: Period, today: dt.date) -> QuerySet[ObstacleTurn]:
    """What the unit should have answered in a year and did not, or not in time: what its review reads."""
    late = Q(outcome__in=(TurnOutcome.PASSED, TurnOutcome.LATE)) | Q(outcome=TurnOutcome.WAITING, due_on__lt=today)
    rows = ObstacleTurn.objects.filter(late, unit=unit, period=period)
    return rows.select_related("obstacle__commitment__person", "obstacle__item", "unit").order_by("due_on", "pk")


def open_at(unit: Unit, viewer: Any) -> QuerySet[Obstacle]:
    """Obstacles that lie unanswered at a unit itself, or were raised there, as far as the viewer may see them."""
    rows = obstacles(viewer).filter(Q(owes=unit) | Q(unit=unit), state=ObstacleState.OPEN)
    return rows.order_by("answer_due", "pk")
