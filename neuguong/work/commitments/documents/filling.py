"""The forms of one registration or of many: what stands in each, read for all of them at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import translation

from neuguong.base.orgs.choices import CELLS
from neuguong.base.orgs.models import Appointment, Person, Unit
from neuguong.base.orgs.queries import STATE_KINDS, Letterhead, committee_above, letterhead, people_of
from neuguong.base.periods.models import Period
from neuguong.kit.documents import Bundle, System
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.documents.heads import of_system
from neuguong.work.commitments.documents.registration import Form, registration_paper
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.rules import policy
from neuguong.work.programmes.models import Standard
from neuguong.work.programmes.queries import standards_in

Posts = dict[int, tuple[str, str, str]]
NOTHING_WRITTEN = (State.EXPECTED, State.WITHDRAWN)
_NO_POSTS = ("", "", "")


def written(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """`rows` with all that their forms show (a constant number of queries)."""
    items = Item.objects.select_related("standard").order_by("number")
    related = (
        "unit", "period", "programme", "person__home", "steering", "supervisor", "decider_unit", "approval",
    )  # fmt: skip
    return rows.select_related(*related).prefetch_related(Prefetch("items", items))


def forms_of(rows: Sequence[Commitment], on: dt.date, system: System | None = None) -> Bundle:
    """The forms of registrations of one unit, each on a page of its own, posts as they are on a day; `rows` at least
    one, as `written` gives them. `system` asks for another form than the unit's own."""
    with translation.override("vi"):
        posts = _posts([row.person_id for row in rows if row.person_id], on)
        called = {pk: letterhead(unit, on) for pk, unit in _units(rows).items()}
        own = of_system(called[rows[0].unit_id], system)
        standards = tuple(standards_in(rows[0].period))
        made = [_filled(row, own, called[row.decider_unit_id], standards, posts) for row in rows]
        return Bundle(tuple(registration_paper(one) for one in made))


def _filled(
    row: Commitment, called: Letterhead, decider: Letterhead, standards: tuple[Standard, ...], posts: Posts
) -> Form:
    party, state, workplace = posts.get(row.person_id or 0, _NO_POSTS)
    return Form(
        row.kind, row.unit, row.period, called, decider, standards, row.programme.title if row.programme else "",
        row.person, party, state, workplace, row, tuple(row.items.all()),
    )  # fmt: skip


def empty_forms(
    unit: Unit, period: Period, kind: str, on: dt.date, *, people: Sequence[Person] = (), system: System | None = None
) -> Bundle:
    """Forms to be written by hand: one without a name, or one for each of `people` with her name and posts."""
    with translation.override("vi"):
        called = of_system(letterhead(unit, on), system)
        decider = called if kind == Kind.INDIVIDUAL and unit.kind in CELLS else _above(unit, on) or called
        posts = _posts([one.pk for one in people], on)
        standards = tuple(standards_in(period))
        made = [
            Form(kind, unit, period, called, decider, standards, "", one, *posts.get(one.pk, _NO_POSTS))
            if one
            else Form(kind, unit, period, called, decider, standards)
            for one in people or (None,)
        ]
        return Bundle(tuple(registration_paper(one) for one in made))


def rows_of(unit: Unit, period: Period, kind: str, viewer: Any) -> list[Commitment]:
    """The registrations of a kind that were begun at the unit in the year and that `viewer` may read, in the order of
    given names."""
    rows = Commitment.objects.filter(unit=unit, period=period, kind=kind).exclude(state__in=NOTHING_WRITTEN)
    readable = policy.visible(written(rows), viewer, "read")
    return list(readable.order_by("person__sort_key", "pk"))


def unwritten(unit: Unit, period: Period, on: dt.date) -> list[Person]:
    """The members of a cell, or the heads of another unit, who have handed in nothing of the year yet."""
    begun = Commitment.objects.filter(period=period).exclude(state__in=NOTHING_WRITTEN)
    if unit.kind in CELLS:
        return list(people_of(unit.pk, on).exclude(pk__in=begun.filter(kind=Kind.INDIVIDUAL).values("person")))
    posts = Appointment.objects.filter(unit=unit, is_head=True, valid__contains=on)
    heads = Person.objects.filter(pk__in=posts.values("person")).select_related("home").order_by("sort_key", "pk")
    return list(heads.exclude(pk__in=begun.filter(kind=Kind.HEAD, unit=unit).values("person")))


def _units(rows: Iterable[Commitment]) -> dict[int, Unit]:
    return {unit.pk: unit for row in rows for unit in (row.unit, row.decider_unit)}


def _above(unit: Unit, on: dt.date) -> Letterhead | None:
    pk = committee_above(unit.pk, on)
    return letterhead(Unit.objects.get(pk=pk), on) if pk else None


def _posts(people: Iterable[int], on: dt.date) -> Posts:
    """By person: posts in the Party, posts in the state and the front, where she holds the latter (one query)."""
    held: dict[int, list[Appointment]] = {}
    rows = Appointment.objects.filter(person__in=list(people), valid__contains=on).select_related("unit")
    for one in rows.order_by("-is_head", "pk"):
        held.setdefault(one.person_id, []).append(one)
    return {pk: _sorted(all_) for pk, all_ in held.items()}


def _sorted(posts: Sequence[Appointment]) -> tuple[str, str, str]:
    state = [one for one in posts if one.unit.kind in STATE_KINDS]
    party = [one for one in posts if one.unit.kind not in STATE_KINDS]
    titles = (", ".join(dict.fromkeys(one.title for one in some)) for some in (party, state))
    return (*titles, state[0].unit.name if state else "")  # type: ignore[return-value]  # two and one
