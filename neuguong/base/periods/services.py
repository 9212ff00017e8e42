"""Opening years from the shipped calendars, and moving deadlines."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.journal.services import record
from neuguong.base.periods.choices import CompilingLevel, PeriodKind
from neuguong.base.periods.models import Calendar, Deadline, Holiday, Period
from neuguong.kit import numbers
from neuguong.kit.text import nfc

_DATA = Path(__file__).parent / "data"


@cache
def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


@transaction.atomic
def open_years(*, years: Iterable[int], now: dt.datetime, actor: Any = None, capacity: str = "") -> int:
    """Make the periods of `years`, with default deadlines, in every shipped calendar; terms and holidays too.

    Idempotent: what is there stays as it is, moved deadlines included. Returns the number of years (of all
    calendars) that are new; each is journaled. Without an `actor` the installation opens.
    """
    Holiday.objects.bulk_create(_holidays(), ignore_conflicts=True)
    calendars = {row["code"]: _calendar(row) for row in _shipped("calendars")["calendar"]}
    terms = [_term(calendars[row["calendar"]], row) for row in _shipped("calendars")["term"]]
    fresh: list[Period] = []
    for number in sorted(set(years)):
        for row in _shipped("calendars")["calendar"]:
            fresh += _open_year(calendars[row["code"]], row["parts"], number, terms)
    for period in fresh:
        record(period, "opened", actor=actor, now=now, capacity=capacity)
    return len(fresh)


def _calendar(row: dict[str, Any]) -> Calendar:
    words = {"name": row["name"], "basis": row["basis"]}
    return Calendar.objects.get_or_create(code=row["code"], defaults=words)[0]


def _term(calendar: Calendar, row: dict[str, Any]) -> Period:
    span = {"starts_on": row["starts_on"], "ends_on": row["ends_on"], "tree_on": row["ends_on"]}
    return Period.objects.get_or_create(
        calendar=calendar, kind=PeriodKind.TERM, year=row["year"], number=1, defaults=span
    )[0]


def _holidays() -> Iterator[Holiday]:
    for year in _shipped("holidays-vn").values():
        for row in year["off"]:
            yield Holiday(on=row["on"], name=row["name"], basis=year["basis"])
        for row in year.get("works", ()):
            yield Holiday(on=row["on"], name=row["name"], basis=year["basis"], works=True)


def _open_year(calendar: Calendar, parts: list[dict[str, Any]], number: int, terms: list[Period]) -> list[Period]:
    """Make one year and its parts (the year comes first in the data); the year, if it is new."""
    whole, is_new = _part(calendar, parts[0], number, None)
    term = next((t for t in terms if t.calendar_id == calendar.pk and t.starts_on <= whole.ends_on <= t.ends_on), None)
    if is_new:
        whole.parent = term
        whole.save(update_fields=["parent"])
    made = [whole, *(_part(calendar, part, number, whole)[0] for part in parts[1:])]
    rows = (row for period in made for row in _deadlines(calendar.code, period))
    Deadline.objects.bulk_create(rows, ignore_conflicts=True)
    return [whole] if is_new else []


def _part(calendar: Calendar, part: dict[str, Any], year: int, parent: Period | None) -> tuple[Period, bool]:
    first, last = _day(part["from"], year), _day(part["to"], year)
    if first > last:
        first = _day(part["from"], year - 1)
    return Period.objects.get_or_create(
        calendar=calendar,
        kind=part["kind"],
        year=year,
        number=part["number"],
        defaults={"starts_on": first, "ends_on": last, "tree_on": last, "parent": parent},
    )


def _deadlines(calendar: str, period: Period) -> Iterator[Deadline]:
    for row in _shipped("deadlines")["deadline"]:
        if (row["calendar"], row["kind"]) != (calendar, period.kind):
            continue
        for level, due in row["due"].items():
            day = period.ends_on + dt.timedelta(days=due) if isinstance(due, int) else _day(due, period.year)
            yield Deadline(
                period=period,
                subject=row["subject"],
                level=CompilingLevel[level],
                due_on=day,
                basis=row["basis"],
            )


def _day(text: str, year: int) -> dt.date:
    day, _slash, month = text.partition("/")
    return dt.date(year, int(month), int(day))


@transaction.atomic
def move_deadline(
    *, deadline: Deadline, due_on: dt.date, basis: str, actor: Any, now: dt.datetime, capacity: str = ""
) -> Deadline:
    """Set another day, with the document it comes from. The journal keeps the old one."""
    row = Deadline.objects.select_for_update().get(pk=deadline.pk)
    old_day, old_basis = row.due_on, row.basis
    row.due_on, row.basis = due_on, nfc(basis)
    if (old_day, old_basis) == (row.due_on, row.basis):
        return row
    row.save(update_fields=["due_on", "basis"])
    changes = [(_("Hạn"), numbers.date(old_day), numbers.date(due_on)), (_("Căn cứ"), old_basis, row.basis)]
    kept = [change for change in changes if change[1] != change[2]]
    record(row, "moved", actor=actor, now=now, capacity=capacity, data={"changes": kept})
    return row
