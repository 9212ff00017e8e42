"""Filling in registrations for many: pasted from a workbook, or copied from the year before. Nothing typed is lost:
what is filled in is added to what stands there, and an empty cell takes nothing away."""

import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from django.db import transaction

from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import IN_HAND, Kind
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.services.beginning import new_commitment
from neuguong.work.commitments.services.opening import due_day
from neuguong.work.commitments.services.writing import ItemInput, save_draft


class Fate(StrEnum):
    """What becomes of an item that is filled in."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


def merged(kept: Sequence[ItemInput], given: Sequence[ItemInput]) -> tuple[list[ItemInput], list[Fate]]:
    """The items as they are to stand, and what became of each one given.

    An item that says the same deed is the same item: what the given one leaves empty stays as it is. A copy never
    touches what is there already. Given twice, nothing changes the second time.
    """
    standing = {one.number: one for one in kept}
    free, fates = dict(standing), []
    top = max(standing, default=0)
    for one in given:
        old = next((old for old in free.values() if _is_in(one, old)), None) or next(
            (old for old in free.values() if one.deed and said(one.deed) == said(old.deed)), None
        )
        if old is None:
            top += 1
            standing[top] = replace(one, number=top)
            fates.append(Fate.ADDED)
            continue
        free.pop(old.number)
        standing[old.number] = old if one.copied_from_id else _over(one, old)
        fates.append(Fate.SAME if standing[old.number] == old else Fate.CHANGED)
    return list(standing.values()), fates


def said(text: str) -> str:
    """What a text says, letter case, blanks and the form of its letters apart."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _is_in(one: ItemInput, old: ItemInput) -> bool:
    """Whether the old item says all that the given one says, or is that very copy."""
    if one.copied_from_id:
        return one.copied_from_id == old.copied_from_id
    return _over(one, old) == old


def _over(one: ItemInput, old: ItemInput) -> ItemInput:
    given = {name: value for name in _WRITTEN if (value := getattr(one, name)) not in ("", None, {})}
    is_same_deed = said(one.deed) == said(old.deed)
    unread = {name: words for name, words in old.unread.items() if name not in given}
    return replace(old, **given | ({"deed": old.deed} if is_same_deed else {}) | {"unread": {**unread, **one.unread}})


_WRITTEN = [one.name for one in fields(ItemInput) if one.name not in ("number", "group", "unread", "copied_from_id")]


def standing_items(rows: Iterable[int]) -> dict[int, list[ItemInput]]:
    """The items of each registration as they were typed (one query)."""
    found: dict[int, list[ItemInput]] = defaultdict(list)
    names = [one.name for one in fields(ItemInput)]
    for item in Item.objects.filter(commitment__in=list(rows)).order_by("commitment_id", "number"):
        found[item.commitment_id].append(ItemInput(**{name: getattr(item, name) for name in names}))
    return found


@transaction.atomic
def begun(*, person: Person, unit: Unit, period: Period, actor: Any, now: dt.datetime, today: dt.date) -> Commitment:
    """Her registration of the year at the cell; a new one if she has none. As `new_commitment` otherwise."""
    Person.objects.select_for_update().get(pk=person.pk)  # a second press waits for what the first one begins
    there = Commitment.objects.filter(person=person, unit=unit, period=period, kind=Kind.INDIVIDUAL).first()
    return there or new_commitment(
        kind=Kind.INDIVIDUAL, period=period, unit=unit, person=person, due_on=due_day(period, unit, today),
        actor=actor, now=now, today=today,
    )  # fmt: skip


@transaction.atomic
def fill_in(
    *,
    given: Mapping[Person, Sequence[ItemInput]],
    unit: Unit,
    period: Period,
    actor: Any,
    now: dt.datetime,
    today: dt.date,
) -> Counter[Fate]:
    """Add the items to the drafts of the members of a cell, all or none; how many met which fate.

    Who has no registration of the year gets one. PermissionDenied where the actor may not write; ValidationError where
    somebody else saves at this very moment.
    """
    there = Commitment.objects.filter(person__in=list(given), unit=unit, period=period, kind=Kind.INDIVIDUAL)
    rows = {row.person_id: row for row in there.select_related("period", "unit", "person")}
    items = standing_items(row.pk for row in rows.values())
    counted: Counter[Fate] = Counter()
    for person, own in given.items():
        row = rows.get(person.pk) or begun(
            person=person, unit=unit, period=period, actor=actor, now=now, today=today,
        )  # fmt: skip
        whole, fates = merged(items.get(row.pk, []), own)
        counted.update(fates)
        if set(fates) - {Fate.SAME}:
            save_draft(
                commitment=row, fields={}, items=whole, edition=row.edition, actor=actor, now=now, today=today
            )  # fmt: skip
    return counted


def copied(item: Item, period: Period) -> ItemInput:
    """The item of an earlier year as it begins in `period`: the same words, the same day of that year."""
    return ItemInput(
        number=0, deed=item.deed, due_on=_moved(item.due_on, period), group=item.group, standard_id=item.standard_id,
        measure_taken=item.measure_taken, product=item.product, target=item.target, measure_unit=item.measure_unit,
        indicator_id=item.indicator_id, copied_from_id=item.pk,
    )  # fmt: skip


def _moved(day: dt.date | None, period: Period) -> dt.date | None:
    if day is None:
        return None
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=period.year, day=last)


def is_fillable(row: Commitment | None) -> bool:
    """Whether items may be filled in: it is still in hand, or not there yet."""
    return row is None or row.state in IN_HAND
