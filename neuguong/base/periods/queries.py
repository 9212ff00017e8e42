"""Reading the calendar: periods, deadlines, working days."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Deadline, Holiday, Period

CIVIL = "civil"
STATE = "state"
DAY = dt.timedelta(days=1)


def year(number: int, calendar: str = CIVIL) -> Period:
    """The year `number` of a calendar; Period.DoesNotExist, with a sentence for people, if it was never opened."""
    return _one(calendar, PeriodKind.YEAR, number, 1)


def quarter(year_number: int, number: int, calendar: str = CIVIL) -> Period:
    """One quarter, `number` 1 to 4; Period.DoesNotExist if it was never opened."""
    return _one(calendar, PeriodKind.QUARTER, year_number, number)


def quarters(year_number: int, calendar: str = CIVIL) -> list[Period]:
    """The quarters of a year in order; empty if it was never opened."""
    return list(all_quarters(calendar).filter(year=year_number))


def all_quarters(calendar: str = CIVIL) -> QuerySet[Period]:
    """The quarters of every open year, in order of time."""
    return Period.objects.filter(calendar__code=calendar, kind=PeriodKind.QUARTER).order_by("year", "number")


def years(calendar: str = CIVIL) -> list[Period]:
    """The years that are open, newest first."""
    return list(Period.objects.filter(calendar__code=calendar, kind=PeriodKind.YEAR).order_by("-year"))


def containing(day: dt.date, kind: str, calendar: str = CIVIL) -> Period:
    """The period of a kind in which `day` lies; Period.DoesNotExist if it was never opened."""
    found = Period.objects.filter(calendar__code=calendar, kind=kind, starts_on__lte=day, ends_on__gte=day)
    period = found.order_by("-starts_on", "pk").first()
    if period is None:
        raise Period.DoesNotExist(_("Chưa mở kỳ nào có ngày %(day)s.") % {"day": f"{day:%d/%m/%Y}"})
    return period


def _one(calendar: str, kind: PeriodKind, year_number: int, number: int) -> Period:
    found = Period.objects.filter(calendar__code=calendar, kind=kind, year=year_number, number=number).first()
    if found is None:
        words = Period(kind=kind, year=year_number, number=number)
        raise Period.DoesNotExist(_("Chưa mở kỳ “%(period)s”.") % {"period": words})
    return found


def deadline(period: Period, subject: str, level: int) -> dt.date:
    """By when `level` hands in `subject` ("REGISTER", "REPORT") of the period; its last day where nobody set a day."""
    return deadlines(period, subject).get(level, period.ends_on)


def deadlines(period: Period, subject: str) -> dict[int, dt.date]:
    """The days that are set, by level (one query)."""
    rows = Deadline.objects.filter(period=period, subject=subject)
    return dict(rows.values_list("level", "due_on"))


def is_working_day(day: dt.date) -> bool:
    """Whether state offices work on `day`: not on weekends and public holidays, but on the days worked in exchange."""
    return _works(day, dict(Holiday.objects.filter(on=day).values_list("on", "works")))


def working_days_after(day: dt.date, count: int) -> list[dt.date]:
    """The next `count` working days, `day` itself not counted (one query). ValueError for a negative count."""
    if count < 0:
        raise ValueError("a count of working days is not negative")
    known = dict(Holiday.objects.filter(on__gt=day).values_list("on", "works"))
    return list(islice(_working(day + DAY, known), count))


def add_working_days(day: dt.date, count: int) -> dt.date:
    """The working day that comes `count` working days after `day`; for 0 the day itself, or the next working day."""
    if count == 0:
        return day if is_working_day(day) else working_days_after(day, 1)[0]
    return working_days_after(day, count)[-1]


def working_days_between(start: dt.date, end: dt.date) -> int:
    """How many working days lie after `start` up to `end`, `end` counted; 0 if `end` is not later."""
    known = dict(Holiday.objects.filter(on__gt=start, on__lte=end).values_list("on", "works"))
    return sum(_works(start + n * DAY, known) for n in range(1, (end - start).days + 1))


def _working(day: dt.date, known: dict[dt.date, bool]) -> Iterator[dt.date]:
    while True:
        if _works(day, known):
            yield day
        day += DAY


def _works(day: dt.date, known: dict[dt.date, bool]) -> bool:
    return known.get(day, day.weekday() < 5)
