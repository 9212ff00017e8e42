"""What has to change hands after a reorganisation: pure arithmetic over the paths before and after.

A unit that keeps balances and has moved with everything under it carries them: its own balance is the sum of what it
takes along. Whatever moved otherwise is carried by its own facts, unit by unit.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from neuguong.base.orgs.events import Shift
from neuguong.base.orgs.models.units import LABEL_WIDTH
from neuguong.base.orgs.queries import ids_in

Move = tuple[str, str]  # the old path above the topmost unit that moved, and the new one


@dataclass(frozen=True, slots=True)
class Carry:
    """On a day `unit_id` brings its balance (`whole`), or the facts directly at it, to the unit `above` (`sign` 1) or
    away from it (-1)."""

    day: dt.date
    unit_id: int
    whole: bool
    above: int
    sign: int


def carries(shifts: Mapping[int, tuple[Shift, ...]], days: Sequence[dt.date], stored: Collection[int]) -> list[Carry]:
    """What moves on which of the `days` (in order); `stored` are the moved units that had balances before."""
    found: list[Carry] = []
    for since, until, moved in _stretches(shifts, days):
        there = days[bisect_left(days, since) : bisect_left(days, until)]
        for unit, is_whole, left, joined in _bearers(moved, stored):
            signed = [(one, -1) for one in left] + [(one, 1) for one in joined]
            found += [Carry(day, unit, is_whole, above, sign) for day in there for above, sign in signed]
    return found


def _stretches(
    shifts: Mapping[int, tuple[Shift, ...]], days: Sequence[dt.date]
) -> Iterator[tuple[dt.date, dt.date, dict[int, Shift]]]:
    """The stretches of time within which nobody moves and some of the days lie, with who stands elsewhere in them."""
    bounds = sorted({day for own in shifts.values() for one in own for day in (one.since, one.until)})
    for since, until in pairwise(bounds):
        if bisect_left(days, since) < bisect_left(days, until):
            here = {unit: one for unit, own in shifts.items() for one in own if one.since <= since < one.until}
            yield since, until, here


def _bearers(
    moved: Mapping[int, Shift], stored: Collection[int]
) -> Iterator[tuple[int, bool, frozenset[int], frozenset[int]]]:
    """Who carries: unit, whether with all that is under it, the ids above it before and after that differ."""
    companies: dict[Move, list[int]] = {}
    went: dict[str, set[Move]] = {}
    for unit, shift in moved.items():
        move = _move(shift)
        companies.setdefault(move, []).append(unit)
        for end in range(LABEL_WIDTH, len(shift.old) + 1, LABEL_WIDTH):
            went.setdefault(shift.old[:end], set()).add(move)
    for move, company in companies.items():
        old, new = (frozenset(ids_in(path)) for path in move)
        whole: set[str] = set()
        for unit in sorted(company, key=lambda one: len(moved[one].old)):
            path = moved[unit].old
            if any(path[:end] in whole for end in range(LABEL_WIDTH, len(path), LABEL_WIDTH)):
                continue
            is_whole = unit in stored and went.get(path) == {move}
            if is_whole:
                whole.add(path)
            yield unit, is_whole, old - new, new - old


def _move(shift: Shift) -> Move:
    """The parts of the two paths above what they have in common at the end; a unit that stands nowhere on one side
    has nothing in common."""
    tail = 0
    while (end := shift.old[len(shift.old) - tail - LABEL_WIDTH : len(shift.old) - tail]) and (
        end == shift.new[max(len(shift.new) - tail - LABEL_WIDTH, 0) : len(shift.new) - tail]
    ):
        tail += LABEL_WIDTH
    return shift.old[: len(shift.old) - tail], shift.new[: len(shift.new) - tail]
