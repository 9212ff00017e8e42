"""What members registered the year before, to be taken up again: first what was not finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum

from neuguong.base.orgs.models import Person
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import REGISTERED, Kind, State
from neuguong.work.commitments.models import Item
from neuguong.work.commitments.rules import items


@dataclass(frozen=True)
class LastYear:
    """What one member registered the year before: what is left of it, and what was achieved in full."""

    person: Person
    unfinished: tuple[Item, ...]
    achieved: tuple[Item, ...]


def last_year(people: Sequence[Person], period: Period, user: Any) -> list[LastYear]:
    """Of those who registered something, as far as the reader may read it (one query); in the order given."""
    found: dict[int | None, list[Any]] = {}
    for item in copyable([one.pk for one in people], period, user):
        found.setdefault(item.commitment.person_id, []).append(item)
    return [
        LastYear(
            one,
            tuple(item for item in found[one.pk] if not _is_achieved(item)),
            tuple(item for item in found[one.pk] if _is_achieved(item)),
        )
        for one in people
        if one.pk in found
    ]


def copyable(people: Sequence[int], period: Period, user: Any) -> QuerySet[Item]:
    """The items that members registered in the year before `period` and did not carry over into it; `done` is what was
    recorded of the target."""
    rows = Item.objects.filter(
        commitment__person__in=people, commitment__kind=Kind.INDIVIDUAL, commitment__state__in=REGISTERED,
        commitment__period__year=period.year - 1,
    ).exclude(carried__period=period)  # fmt: skip
    seen = items.visible(rows, user).select_related("commitment__person", "commitment__period")
    return seen.annotate(done=Sum("progress__amount")).order_by("commitment__person", "number", "pk")


def _is_achieved(item: Any) -> bool:
    """Confirmed in full, or its target was reached."""
    reached = item.target is not None and item.done is not None and item.done >= item.target
    return bool(item.commitment.state == State.ACHIEVED or reached)
