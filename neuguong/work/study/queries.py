"""Reading themes, sessions and rolls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.queries import ancestors, under
from neuguong.base.periods.models import Period
from neuguong.work.study import rules
from neuguong.work.study.choices import MISSED, OPEN, Side, Status
from neuguong.work.study.models import Attendance, Conclusion, Mark, Minutes, Scoring, Session, Theme

MOST_THEMES = 50
AT_ONCE = 200  # people on one page of a roll


def themes_seen_from(unit: Unit | None, period: Period) -> QuerySet[Theme]:
    """Themes of a year set above the unit, by it or under it, the highest first; without a unit all."""
    found = Theme.objects.filter(period=period).select_related("unit", "programme", "period")
    if unit is not None:
        above = [one.pk for one in ancestors(unit.pk, period.tree_on)]
        found = found.filter(Q(unit__in=above) | Q(unit__in=under(unit.pk, period.tree_on).values("pk")))
    return found.order_by("unit__level", "unit__sort_key", "pk")


def themes_for(units: QuerySet[Unit], period: Period) -> QuerySet[Theme]:
    """Themes of a year that one of these few units studies: set by it or above it."""
    setters = {above.pk for unit in units for above in ancestors(unit.pk, period.tree_on)}
    found = Theme.objects.filter(Q(unit__in=setters) | Q(unit__in=units.values("pk")), period=period)
    return found.order_by("unit__level", "pk")


def sessions_of(user: Any) -> QuerySet[Session]:
    """Open sessions that the user keeps, calls the roll of, or is to attend, the nearest first."""
    mine = Session.objects.filter(
        rules.sessions.rule("call")(user) | Q(pk__in=Attendance.objects.filter(rules.herself(user)).values("session")),
        state__in=OPEN,
    )
    return mine.select_related("unit", "theme").order_by("on", "pk")


@dataclass
class Line:
    """How many of a unit were called together and how they stand."""

    unit: Unit
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def should(self) -> int:
        return sum(self.counts.values())


def by_unit(rows: QuerySet[Attendance]) -> list[Line]:
    """Rows of attendance counted by unit and status, units in alphabetical order (two queries)."""
    counted = rows.order_by().values_list("unit_id", "status").annotate(n=Count("pk"))
    lines: dict[int, dict[str, int]] = {}
    for unit, status, n in counted:
        lines.setdefault(unit, {})[status] = n
    units = Unit.objects.filter(pk__in=lines).order_by("level", "sort_key", "pk")
    return [Line(unit, lines[unit.pk]) for unit in units]


def counts(rows: QuerySet[Attendance]) -> dict[str, int]:
    """Rows of attendance counted by status, 0 where there is none."""
    found = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    return {status: found.get(status, 0) for status in Status.values}


def roll(session: Session, user: Any, unit_id: int = 0) -> QuerySet[Attendance]:
    """The rows whose roll the user may call, by unit and name; of one unit, where it is named."""
    rows = rules.attendances.visible(Attendance.objects.filter(session=session), user, "call")
    rows = rows.filter(unit_id=unit_id) if unit_id else rows
    return rows.select_related("person", "unit", "marked_by").order_by("unit__sort_key", "person__sort_key", "pk")


def clashing(rows: Iterable[Attendance]) -> dict[int, list[Mark]]:
    """For rows in dispute the marks made on them, newest first, with who made them (one query; none for none)."""
    ids = [row.pk for row in rows if row.is_disputed]
    found: dict[int, list[Mark]] = {pk: [] for pk in ids}
    for mark in Mark.objects.filter(attendance__in=ids).select_related("by").order_by("-made_at", "pk") if ids else ():
        found[mark.attendance_id].append(mark)
    return found


def invitable(user: Any) -> QuerySet[Person]:
    """People whom the user may call together: those who live in her reach."""
    homes = rules.units.visible(Unit.objects.all(), user, "invite")
    return Person.objects.filter(home__in=homes.values("pk")).select_related("home")


def scorings_shown(session: Session, user: Any) -> list[Scoring]:
    """What the reader may know of the points: all once both sides have given theirs; before, what her own side gave."""
    found = list(rules.scorings.visible(session.scorings.select_related("sheet", "scored_by"), user).order_by("side"))
    if len(found) == len(Side):
        return found
    own = {
        Side.CELL: rules.sessions.can(user, "score_own", session),
        Side.ABOVE: rules.sessions.can(user, "score_above", session),
    }
    return [one for one in found if own[Side(one.side)]]


def conclusions_of(user: Any) -> QuerySet[Conclusion]:
    """Conclusions that the user is to carry out and has not, the most pressing first."""
    mine = Conclusion.objects.filter(assignee__user=user, is_done=False).select_related("session", "unit")
    return mine.order_by("due_on", "pk")


@dataclass(frozen=True)
class Minuted:
    """All that the minutes of a cell meeting say, as far as the reader may know.

    `counts` are of those who were called, by status; `guests` came uninvited. `absent` are the rows of those who
    missed it: all of them, or none for a reader who may not see one of them.
    """

    session: Session
    places: Sequence[str]
    agenda: str
    text: str
    chair: str
    clerk: str
    counts: dict[str, int]
    guests: int
    absent: Sequence[Attendance]
    conclusions: Sequence[Conclusion]
    scorings: Sequence[Scoring]

    @property
    def called(self) -> int:
        return sum(self.counts.values())

    @property
    def missed(self) -> int:
        return sum(self.counts[status] for status in MISSED)


def minuted(session: Session, user: Any) -> Minuted:
    """The minutes of a meeting for somebody who may read them. How many came is for all of these, who was missing and
    why for who may see those rows."""
    written = Minutes.objects.filter(session=session).select_related("chair", "clerk").first() or Minutes()
    rows = Attendance.objects.filter(session=session)
    called = counts(rows.filter(expected=True))
    missing = rows.filter(expected=True, status__in=MISSED).select_related("person", "unit")
    seen = list(rules.attendances.visible(missing, user).order_by("person__sort_key", "pk"))
    tasks = rules.conclusions.visible(session.conclusions.select_related("assignee"), user).order_by("number")
    return Minuted(
        session=session,
        places=[place.name for place in session.places.all()],
        agenda=written.agenda,
        text=written.text,
        chair=written.chair.full_name if written.chair else "",
        clerk=written.clerk.full_name if written.clerk else "",
        counts=called,
        guests=rows.filter(expected=False, status=Status.PRESENT).count(),
        absent=seen if len(seen) == sum(called[status] for status in MISSED) else [],
        conclusions=list(tasks),
        scorings=scorings_shown(session, user),
    )
