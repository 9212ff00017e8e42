"""Everything with a date, over the slices: each says in its dates.py what falls on which day, for whom.

`config/dates.py` lists the sources; the calendar asks them all and knows the insides of none.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string

MOST = 400  # of one kind in one stretch of days
M = TypeVar("M", bound=Model)
T = TypeVar("T")


@dataclass(frozen=True)
class Cut:
    """A kind of which there are more than fit: it is complete up to the day before `since`."""

    kind: str
    since: dt.date


@dataclass(frozen=True)
class Asked:
    """What the reader asks for: her own (`unit_id` None) or a unit's, from a day to a day, both counted. A source
    narrows it to what `user` may see. `cut` fills as sources are read: what the reader has to be told."""

    user: Any
    starts_on: dt.date
    ends_on: dt.date
    unit_id: int | None = None
    cut: list[Cut] = field(default_factory=list)

    def of(self, rows: QuerySet[M], day: str) -> list[M]:
        """Those of the rows whose date `day` lies in the stretch, the earliest first, `MOST` at most (one query)."""
        span = {f"{day}__gte": self.starts_on, f"{day}__lte": self.ends_on}
        found = rows.filter(**span).order_by(day, "pk")
        return self.first(found, str(rows.model._meta.verbose_name), lambda row: getattr(row, day))

    def first(self, rows: QuerySet[Any, T], kind: str, on: Callable[[T], dt.date]) -> list[T]:
        """The first `MOST` of rows in order of days; that there are more is noted in `cut`."""
        found = list(rows[: MOST + 1])
        if len(found) > MOST:
            self.cut.append(Cut(kind, on(found[MOST])))
        return found[:MOST]


@dataclass(frozen=True)
class Dated:
    """One thing on one day: `what` it is ("Hạn báo cáo"), its own words, where it is done, and whether it is."""

    on: dt.date
    what: str | Promise
    title: str
    href: str
    is_done: bool = False


Source = Callable[[Asked], Iterable[Dated]]


def dated(asked: Asked) -> list[Dated]:
    """Everything that the sources know, in order of days; the same words on the same day once."""
    paths: Sequence[str] = import_string(settings.NEUGUONG_DATES)
    found: dict[tuple[dt.date, str, str], Dated] = {}
    for path in paths:
        source: Source = import_string(path)
        for one in source(asked):
            found.setdefault((one.on, one.href, one.title), one)
    return sorted(found.values(), key=lambda one: (one.on, str(one.what), one.title))
