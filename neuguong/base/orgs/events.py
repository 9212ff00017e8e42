"""What this slice announces."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class TreeChanging:
    """The tree is about to change; its exclusive lock is held. Whatever holds positions must settle them now."""

    tree_id: int


@dataclass(frozen=True, slots=True)
class Shift:
    """From a day until a day (exclusive) a unit stood at the path `old` and stands at `new` now; "" is nowhere."""

    since: dt.date
    until: dt.date
    old: str
    new: str


@dataclass(frozen=True)
class TreeChanged:
    """The units in `shifts` stand elsewhere on those days; `rolled` begin to store balances. Still the same
    transaction and lock."""

    tree_id: int
    shifts: Mapping[int, tuple[Shift, ...]]
    rolled: frozenset[int] = frozenset()


@dataclass(frozen=True)
class MemberMoved:
    """A member now lives in another cell, from `on`."""

    person_id: int
    from_unit_id: int | None
    to_unit_id: int
    on: dt.date
