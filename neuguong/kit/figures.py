"""Figures declared once: a `Cube` over the columns of a fact table, `Measure`s as filters on it.

kit only declares; `base.figures` stores, keeps exact, reads and recounts. A cube's columns are real columns of the
fact table, so that the trigger (SQL) and the list of rows behind a figure (ORM) read the same thing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Before:
    """A condition on a date dimension: strictly before `day`, or before the reader's today if None."""

    day: dt.date | None = None


@dataclass(frozen=True)
class Cube:
    """A fact table seen as numbers.

    `model`   "app.Model" of the fact table; one row is one fact
    `unit`    column (attname) of the organisation unit the fact belongs to
    `period`  column (attname) of the period it counts in
    `dims`    columns it can be filtered by, in order; text or date or boolean, never null
    `sums`    numeric columns that can be added up (null counts as 0)
    `tree`    code of the tree it rolls up in
    `quarterly` its facts stand in quarters, each in its own tree; a year's figure is the sum of its four
    """

    key: str
    model: str
    dims: tuple[str, ...]
    unit: str = "unit_id"
    period: str = "period_id"
    sums: tuple[str, ...] = ()
    tree: str = "party"
    quarterly: bool = False

    def place(self, dim: str) -> int:
        """The 1-based place of `dim` in the stored array of dimensions."""
        return self.dims.index(dim) + 1


@dataclass(frozen=True)
class Measure:
    """A named figure: the rows of `cube` that meet `where`, counted (or one of its sums added up).

    `where`  dimension -> a value, a tuple of values, or `Before()`
    `of`     the key of the measure that it is a share of, if any
    `zero`   why it may be 0, said beside a zero
    """

    key: str
    label: str | Promise
    cube: Cube
    where: Mapping[str, Any] = field(default_factory=dict)
    sum_of: str = ""
    of: str = ""
    zero: str | Promise = ""
    measure_unit: str | Promise = ""

    def only(self, dim: str, value: Any) -> "Measure":
        """The same figure, of the facts alone whose dimension `dim` is `value`; its key stays."""
        self.cube.place(dim)
        return replace(self, where={**self.where, dim: value})

    def lookups(self, today: dt.date) -> dict[str, Any]:
        """The same filter in the ORM's words, over the fact table's columns."""
        return dict(_lookup(dim, condition, today) for dim, condition in self.where.items())


def _lookup(dim: str, condition: Any, today: dt.date) -> tuple[str, Any]:
    if isinstance(condition, Before):
        return f"{dim}__lt", condition.day or today
    if isinstance(condition, tuple):
        return f"{dim}__in", condition
    return dim, condition


_measures: dict[str, Measure] = {}


def register(measures: Sequence[Measure]) -> Sequence[Measure]:
    """Make measures known by their keys; called once in a slice's measures.py."""
    for measure in measures:
        if _measures.setdefault(measure.key, measure) is not measure:
            raise ValueError(f"measure {measure.key!r} is declared twice")
    return measures


def measure(key: str) -> Measure:
    """The measure of that key; KeyError if there is none."""
    return _measures[key]


def measures() -> Sequence[Measure]:
    """All measures, in the order of their declaration."""
    return tuple(_measures.values())


def cubes() -> Sequence[Cube]:
    """All cubes that some measure stands on, each once."""
    return tuple({measure.cube.key: measure.cube for measure in _measures.values()}.values())
