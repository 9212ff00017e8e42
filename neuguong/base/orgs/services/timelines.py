"""Where every unit stands on every day: pure arithmetic over placements and successions.

A unit's time is cut into segments that cover all days. Before its first day it stands where it began. After its last
day it stands where it last stood; if that parent is dead too, under what its nearest dead ancestor's records went to
(the living successor; for several, their lowest common ancestor). A unit whose late records were given to its
successor stands under that one instead. Recursion is as deep as the tree.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from neuguong.base.orgs.events import Shift
from neuguong.base.orgs.models.units import LABEL_WIDTH

BEGIN = dt.date.min
END = dt.date.max


@dataclass(frozen=True, slots=True)
class Segment:
    """From a day until a day (exclusive), a unit stands at `path`; `alive` says whether it existed."""

    since: dt.date
    until: dt.date
    path: str
    alive: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A placement: under `parent` (None: a root) from a day until a day (exclusive)."""

    since: dt.date
    until: dt.date
    parent: int | None


def common(paths: Iterable[str]) -> str:
    """The path of the lowest common ancestor."""
    pieces = [[path[i : i + LABEL_WIDTH] for i in range(0, len(path), LABEL_WIDTH)] for path in paths]
    shared: list[str] = []
    for column in zip(*pieces, strict=False):
        if len(set(column)) > 1:
            break
        shared.append(column[0])
    return "".join(shared)


def label(unit_id: int) -> str:
    """A unit's piece of a path, as the database generates it."""
    return format(unit_id, f"0{LABEL_WIDTH}x")


def shifts(before: Sequence[Segment], after: Sequence[Segment]) -> tuple[Shift, ...]:
    """Where and when the two timelines of a unit differ in its path; [] stands for nowhere at any time."""
    if [(s.since, s.path) for s in before] == [(s.since, s.path) for s in after]:
        return ()
    days = sorted({BEGIN, END, *(s.since for s in before), *(s.since for s in after)})
    spans = [Shift(a, b, _path_on(before, a), _path_on(after, a)) for a, b in pairwise(days)]
    return tuple(one for one in spans if one.old != one.new)


def _path_on(segments: Sequence[Segment], day: dt.date) -> str:
    return next((s.path for s in segments if s.since <= day < s.until), "")


class Timelines:
    """The timelines of one tree. `places`: unit -> its placements in order; `heirs`: unit -> successors; `takers`:
    unit -> those of them under whom it stands after its end, with whatever is recorded of it late."""

    def __init__(
        self,
        places: Mapping[int, list[Place]],
        heirs: Mapping[int, list[int]],
        takers: Mapping[int, list[int]] | None = None,
    ) -> None:
        self._places = places
        self._heirs = heirs
        self._takers = takers or {}
        self._paths: dict[int, list[Segment]] = {}
        self._reaches: dict[int, list[Segment]] = {}
        self._open: set[int] = set()

    def path(self, unit: int) -> list[Segment]:
        """The segments of `unit`, in order, covering all time; [] if it never stood in this tree.

        ValidationError for a ring.
        """
        if unit not in self._paths:
            if unit in self._open:
                raise ValidationError(_("Đơn vị không thể trực thuộc chính mình hay đơn vị cấp dưới của mình."))
            self._open.add(unit)
            self._paths[unit] = _joined(self._build(unit))
        return self._paths[unit]

    def reach(self, unit: int) -> list[Segment]:
        """Where the records of `unit` lie, day by day; segments overlap where several successors share them."""
        if unit not in self._reaches:
            own = self.path(unit)
            self._reaches[unit] = own  # a ring of successions ends here instead of going round
            last = max((s.until for s in own if s.alive), default=BEGIN)
            heirs = self._heirs.get(unit, [])
            if heirs and last < END:
                before = _cut(own, BEGIN, last)
                self._reaches[unit] = before + [s for heir in heirs for s in _cut(self.reach(heir), last, END)]
        return self._reaches[unit]

    def _build(self, unit: int) -> list[Segment]:
        places = self._places.get(unit, [])
        if not places:
            return []
        segments: list[Segment] = []
        for here, following in [*pairwise(places), (places[-1], None)]:
            segments += self._under(unit, here, here.since, here.until, alive=True)
            gap_ends = following.since if following else END
            if here.until < gap_ends and following is None and unit in self._takers:
                segments += self._taken(unit, here.until)
            elif here.until < gap_ends:
                segments += self._under(unit, here, here.until, gap_ends, alive=False)
        first = segments[0]
        return [Segment(BEGIN, first.since, first.path, alive=False), *segments] if first.since > BEGIN else segments

    def _under(self, unit: int, place: Place, since: dt.date, until: dt.date, *, alive: bool) -> list[Segment]:
        own = label(unit)
        if place.parent is None:
            return [Segment(since, until, own, alive)]
        return [Segment(s.since, s.until, s.path + own, alive) for s in self._host(place.parent, since, until)]

    def _taken(self, unit: int, since: dt.date) -> list[Segment]:
        hosts = _shared([s for taker in self._takers[unit] for s in _cut(self.reach(taker), since, END)])
        return [Segment(s.since, s.until, s.path + label(unit), alive=False) for s in hosts]

    def _host(self, parent: int, since: dt.date, until: dt.date) -> list[Segment]:
        """Where things under `parent` stand: at the parent while it lives, then where its records went."""
        hosts: list[Segment] = []
        for s in _cut(self.path(parent), since, until):
            if s.alive or not self._heirs.get(parent):
                hosts.append(s)
                continue
            inherited = _shared(_cut(self.reach(parent), s.since, s.until))
            hosts += [Segment(one.since, one.until, one.path or s.path, alive=False) for one in inherited]
        return hosts


def _shared(segments: list[Segment]) -> list[Segment]:
    """Day by day the lowest common ancestor of where the segments lie."""
    days = sorted({day for s in segments for day in (s.since, s.until)})
    return [
        Segment(a, b, common(s.path for s in segments if s.since <= a < s.until), alive=False)
        for a, b in pairwise(days)
    ]


def _cut(segments: list[Segment], since: dt.date, until: dt.date) -> list[Segment]:
    cut = (Segment(max(s.since, since), min(s.until, until), s.path, s.alive) for s in segments)
    return [s for s in cut if s.since < s.until]


def _joined(segments: list[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for s in segments:
        last = joined[-1] if joined else None
        if last and last.path == s.path and last.alive == s.alive and last.until == s.since:
            joined[-1] = Segment(last.since, s.until, s.path, s.alive)
        else:
            joined.append(s)
    return joined
