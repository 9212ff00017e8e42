"""What this slice announces."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class TreeChanging:
    """The tree is about to change; its exclusive lock is held. Whatever holds positions must settle them now."""

    tree_id: int


@dataclass(frozen=True)
class TreeChanged:
    """The paths of `unit_ids` have changed; still the same transaction and lock."""

    tree_id: int
    unit_ids: frozenset[int]


@dataclass(frozen=True)
class MemberMoved:
    """A member now lives in another cell, from `on`."""

    person_id: int
    from_unit_id: int | None
    to_unit_id: int
    on: dt.date
