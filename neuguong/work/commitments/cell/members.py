"""The members of a cell in a year, each with her registration and what it still lacks."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.orgs.models import Appointment, Person, Unit
from neuguong.base.orgs.queries import people_of
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import IN_FORCE, IN_HAND, OWED, WRITABLE, Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.lists import TONES
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy


@dataclass(frozen=True)
class Member:
    """A member and her registration of the year at this cell; `row` is None where she has none here.

    `missing` are the sentences that keep it from being handed in; `group` is the word of the filter it falls under.
    """

    person: Person
    row: Commitment | None = None
    items: int = 0
    missing: tuple[str, ...] = ()
    is_late: bool = False
    is_elsewhere: bool = False
    is_own: bool = False
    can_write: bool = False
    can_decide: bool = False

    @property
    def state(self) -> str:
        """Her registration's state in words."""
        if self.row is None:
            return _("Đăng ký ở nơi khác") if self.is_elsewhere else _("Chưa có bản đăng ký")
        state = str(self.row.get_state_display())
        return _("%(state)s, quá hạn") % {"state": state} if self.is_late else state

    @property
    def tone(self) -> str:
        """The tone in which the state is said."""
        return "late" if self.is_late else TONES[self.row.state] if self.row else "none"

    @property
    def is_ready(self) -> bool:
        """Whether it can be handed in as it stands."""
        return bool(self.row and self.row.state in WRITABLE and not self.missing and self.can_write)

    @property
    def can_tick(self) -> bool:
        """Whether the reader hands it in, or records the decision on it."""
        return bool(self.row and (self.can_decide or (self.can_write and self.row.state in WRITABLE)))

    @property
    def group(self) -> str:
        """Under which filter of the page she is found."""
        if self.row is None:
            return "" if self.is_elsewhere else "chua-viet"
        if self.row.state in IN_HAND:
            return "san-sang" if self.is_ready else "do-dang" if self.items else "chua-viet"
        return {State.SUBMITTED: "cho-duyet"}.get(State(self.row.state), "da-duyet")


def address(unit: Unit, period: Period, row: Commitment | None = None) -> str:
    """The page of the cell in the year, with the member's registration opened."""
    here = reverse("commitments:cell", args=[unit.code]) + f"?nam={period.year}"
    return f"{here}&mo={row.pk}#tv-{row.pk}" if row else here


def members(unit: Unit, period: Period, user: Any, today: dt.date) -> list[Member]:
    """Everybody who registers at the cell in the year or lives there now, by given name (three queries)."""
    rows = _rows(Commitment.objects.filter(unit=unit, period=period, kind=Kind.INDIVIDUAL), user)
    found = _members(rows, user, today)
    here = {one.person.pk for one in found}
    if period.year >= today.year:
        other = Commitment.objects.filter(person=OuterRef("pk"), period=period, kind=Kind.INDIVIDUAL)
        living = people_of(unit.pk, today).exclude(pk__in=here).annotate(is_elsewhere=Exists(other))
        found += [Member(one, is_elsewhere=one.is_elsewhere, is_own=one.user_id == user.pk) for one in living]
    return sorted(found, key=lambda one: (one.person.sort_key.encode(), one.person.pk))


def member_of(row: Commitment, user: Any, today: dt.date) -> Member | None:
    """The line of one registration, as it stands now."""
    return next(iter(_members(_rows(Commitment.objects.filter(pk=row.pk), user), user, today)), None)


def _rows(rows: QuerySet[Commitment], user: Any) -> QuerySet[Commitment]:
    seen = policy.abilities(policy.visible(rows, user), user, ("write", "decide"))
    return seen.select_related("person", "unit", "period", "decider_unit").annotate(n_items=Count("items"))


def _members(rows: QuerySet[Commitment], user: Any, today: dt.date) -> list[Member]:
    lacking = FLOW.unmet_of(Commitment.objects.filter(pk__in=[row.pk for row in rows], state__in=WRITABLE), "submit")
    return [_member(row, lacking.get(row.pk, []), user, today) for row in rows]


def _member(row: Any, lacking: list[str], user: Any, today: dt.date) -> Member:
    return Member(
        row.person, row, row.n_items, tuple(lacking) if row.n_items else (),
        is_late=row.state in OWED and row.due_on < today, is_own=row.person.user_id == user.pk,
        can_write=row.can_write, can_decide=row.can_decide,
    )  # fmt: skip


def who_decides(row: Commitment, today: dt.date) -> str:
    """Who decides the registration of somebody who records the cell's decisions herself: never she (one query)."""
    if row.state in IN_FORCE:
        return ""
    if row.decider_unit_id != row.unit_id:
        return _("Bản của đồng chí do %(unit)s quyết định.") % {"unit": row.decider_unit}
    posts = Appointment.objects.filter(unit=row.unit, valid__contains=today).exclude(person=row.person_id)
    chair = posts.filter(title__istartswith="phó").select_related("person").order_by("pk").first()
    chair = chair or posts.filter(is_head=True).select_related("person").order_by("pk").first()
    if chair is None:
        return _("Bản của đồng chí do chi bộ quyết định, người khác chủ trì và ghi.")
    words = {"who": chair.person, "title": chair.title.lower()}
    return _("Bản của đồng chí do đồng chí %(who)s, %(title)s, chủ trì quyết định và ghi.") % words
