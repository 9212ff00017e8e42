"""The work of compiling: under a unit, who is late with what, and whom to press.

Late registrations, reports and plans are the rows behind the figures of those names. Results not recorded in a quarter
are a difference of two facts and no figure: they are counted from the very list that the number opens.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from neuguong.base.access.choices import Role
from neuguong.base.access.queries import holders
from neuguong.base.figures.queries import rows
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import under
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import quarters
from neuguong.kit.figures import measure
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.queries import silent_in
from neuguong.work.reports.queries.reading import year_of

REGISTER, REPORT, PLAN, PROGRESS = "register", "report", "plan", "progress"
CAUSES = (REGISTER, REPORT, PLAN, PROGRESS)
PRESSED = "press"
_OFFICE = (Role.SECRETARY, Role.STAFF, Role.APPROVER)
_TYPISTS = (Role.SECRETARY, Role.STAFF)  # for a person: who decides on her registration does not write it


@dataclass(frozen=True)
class Place:
    """Where one looks: a unit, the period whose reports are owed, its year, and the quarter of which results are."""

    unit: Unit
    period: Period
    year: Period
    quarter: Period | None


def place(unit: Unit, period: Period, today: dt.date) -> Place:
    """The place for a year or a quarter; of a year the last quarter that is over. ValidationError for others."""
    year = year_of(period)
    if period.kind == PeriodKind.QUARTER:
        return Place(unit, period, year, period)
    over = [one for one in quarters(year.year) if one.ends_on < today]
    return Place(unit, period, year, over[-1] if over else None)


def silent(at: Place) -> QuerySet[Commitment]:
    """Registrations in force under the unit without a result in the quarter; none before the year has a quarter."""
    if at.quarter is None:
        return Commitment.objects.none()
    inside = under(at.unit.pk, at.quarter.tree_on).values("pk")
    return silent_in(at.quarter).filter(unit__in=inside)


@dataclass(frozen=True)
class Said:
    """Whom a reminder reaches: each user with how many matters of each cause are hers; and who must be told on paper,
    (name, unit id) with the same, because nobody who answers for it has a login."""

    users: dict[int, Counter[str]] = field(default_factory=dict)
    paper: dict[tuple[str, int], Counter[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Matter:
    """One late thing: its cause, the person it belongs to ("" for a unit's own), her login if she has one."""

    cause: str
    unit_id: int
    person: str = ""
    user_id: int | None = None


def late_ones(at: Place, today: dt.date) -> Said:
    """Everybody who answers for something late under the unit: the person, or the office that writes for her or for
    the unit (a constant number of queries)."""
    matters = [*_registrations(at, today), *_owed(at, today)]
    silent_units = {one.unit_id for one in matters if one.user_id is None}
    offices: dict[int, set[tuple[int, str]]] = {}
    for unit_id, user_id, role in holders(silent_units, _OFFICE, today):
        offices.setdefault(unit_id, set()).add((user_id, role))
    said = Said()
    for one in matters:
        reached = [one.user_id] if one.user_id else _office(offices.get(one.unit_id, set()), one)
        for user_id in reached:
            said.users.setdefault(user_id, Counter())[one.cause] += 1
        if not reached:
            said.paper.setdefault((one.person, one.unit_id), Counter())[one.cause] += 1
    return said


def _office(people: Iterable[tuple[int, str]], matter: _Matter) -> list[int]:
    roles = _TYPISTS if matter.person else _OFFICE
    return sorted({user_id for user_id, role in people if role in roles})


def _registrations(at: Place, today: dt.date) -> Iterator[_Matter]:
    late = rows(measure("missing"), at.unit.pk, at.year, today=today)
    is_over = at.quarter is not None and at.quarter.ends_on < today  # in a quarter that runs nobody is late yet
    for cause, found in ((REGISTER, late), *(((PROGRESS, silent(at)),) if is_over else ())):
        columns = ("kind", "unit_id", "person__full_name", "person__user_id", "person__user__is_active")
        for kind, unit_id, name, user_id, is_active in found.order_by("pk").values_list(*columns):
            is_own = kind != Kind.COLLECTIVE
            yield _Matter(cause, unit_id, name if is_own else "", user_id if is_own and is_active else None)


def _owed(at: Place, today: dt.date) -> Iterator[_Matter]:
    late = ((REPORT, "reports_missing", at.period), (PLAN, "plans_missing", at.year))
    for cause, key, period in late:
        found: QuerySet[Any] = rows(measure(key), at.unit.pk, period, today=today)
        for unit_id in found.order_by("pk").values_list("unit_id", flat=True):
            yield _Matter(cause, unit_id)


def last_pressed(unit: Unit) -> Entry | None:
    """The newest reminder to all under the unit, with who sent it."""
    entries = Entry.objects.filter(model=Unit._meta.label, object_id=unit.pk, step=PRESSED).select_related("actor")
    return entries.order_by("-at", "-pk").first()
