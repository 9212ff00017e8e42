"""Reception days and dialogues: what the rules demand, what is announced, what waits to be recorded."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Path, Unit
from neuguong.base.periods.queries import is_working_day, working_days_after
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.choices import Every, Outcome, ReceptionState
from neuguong.work.dialogues.models import Promise, Reception, ReceptionDuty

RECEIVING = (
    UnitKind.PARTY_PROVINCE, UnitKind.PARTY_DISTRICT, UnitKind.PARTY_COMMUNE, UnitKind.STATE_PROVINCE,
    UnitKind.STATE_DISTRICT, UnitKind.STATE_COMMUNE, UnitKind.DEPARTMENT,
)  # fmt: skip
_WEEK = dt.timedelta(days=7)


def receiving_units(today: dt.date) -> QuerySet[Unit]:
    """Units that stand today and take cases in: committees and administrations down to the commune, departments."""
    standing = Path.objects.filter(unit=OuterRef("pk"), alive=True, valid_from__lte=today, valid_to__gt=today)
    return Unit.objects.filter(Exists(standing), kind__in=RECEIVING).order_by("level", "sort_key", "pk")


def duty_of(unit: Unit, on: dt.date) -> ReceptionDuty | None:
    """How often the head of the unit has to receive citizens on a day; None where no rule says."""
    return ReceptionDuty.objects.filter(unit_kind=unit.kind, valid__contains=on).order_by("pk").first()


def days_of_year(duty: ReceptionDuty, year: int, weekday: int, since: dt.date) -> list[dt.date]:
    """The days that fulfil the duty in a year from `since` on, all on one `weekday` (0 is Monday).

    Every week, or in each month the first such day and, two weeks on, the next. A day on which offices are closed
    moves to the next working day.
    """
    found = list(_every_week(year, weekday) if duty.every == Every.WEEK else _in_months(year, weekday, duty.times))
    moved = [day if is_working_day(day) else working_days_after(day, 1)[0] for day in found]
    return sorted({day for day in moved if day >= since and day.year == year})


def _every_week(year: int, weekday: int) -> Iterator[dt.date]:
    day = _first(dt.date(year, 1, 1), weekday)
    while day.year == year:
        yield day
        day += _WEEK


def _in_months(year: int, weekday: int, times: int) -> Iterator[dt.date]:
    for month in range(1, 13):
        first = _first(dt.date(year, month, 1), weekday)
        yield from (first + n * (2 if times <= 2 else 1) * _WEEK for n in range(min(times, 4)))


def _first(day: dt.date, weekday: int) -> dt.date:
    return day + dt.timedelta(days=(weekday - day.weekday()) % 7)


def announced(today: dt.date) -> QuerySet[Reception]:
    """Reception days to come that are public, in order."""
    rows = Reception.objects.filter(state=ReceptionState.PUBLISHED, on__gte=today)
    return rows.select_related("unit", "host").order_by("on", "unit__level", "unit__sort_key", "pk")


def to_record(user: Any, today: dt.date) -> QuerySet[Reception]:
    """Reception days that are past and of which this user's desk has not yet written what became."""
    mine = Reception.objects.filter(rules.receptions.rule("hold")(user), on__lt=today)
    return mine.select_related("unit").order_by("on", "pk")


def promises_of(user: Any) -> QuerySet[Promise]:
    """Promises still open that this user's desk is to keep, the most pressing first."""
    mine = Promise.objects.filter(rules.promises.rule("owe")(user), outcome=Outcome.OPEN)
    return mine.select_related("dialogue", "unit", "owner_unit").order_by("due_on", "pk")
