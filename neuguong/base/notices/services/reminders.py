"""Reminders before and after a deadline: slices above say what is due, this slice says when to remind whom."""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from neuguong.base.notices.models import NoticeKind, Task
from neuguong.base.notices.services.telling import Told, tell_each

OWNER = "OWNER"
PIECE = 5_000


class Due(NamedTuple):
    """What is due on a day, to whom it is told. `key` names the matter, 90 letters at most.

    `level` says in which rhythm: OWNER is whoever has to do it; the names of `periods.CompilingLevel` are for the
    offices of that level, which are told one line of sums.
    """

    user_id: int
    key: str
    text: str
    href: str
    due_on: dt.date
    task: str = Task.READ
    level: str = OWNER


Source = Callable[[dt.date], Iterable[Due | tuple[int, str, str, str, dt.date]]]

_DATA = Path(__file__).parents[1] / "data" / "reminders.toml"
_sources: list[Source] = []


def register_reminder(source: Source) -> None:
    """Ask `source(today)` every day what is due.

    The source may yield anything; what is not due on one of `due_days(today, level)` is left alone, so it does well to
    read no more than those.
    """
    if source not in _sources:
        _sources.append(source)


@cache
def rhythm() -> dict[str, Any]:
    """The dated data of reminders: the days of each level, and the quiet hours (`QUIET`)."""
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


def due_days(today: dt.date, level: str = OWNER) -> list[dt.date]:
    """The days of which a reminder goes out today to that level: so many days before and after."""
    days = rhythm()[level]
    offsets = (*(int(day) for day in days["before"]), *(-int(day) for day in days["after"]))
    return [today + dt.timedelta(days=offset) for offset in offsets]


def remind(*, today: dt.date, now: dt.datetime) -> int:
    """Tell everybody what their slices say is due. Idempotent: returns how many were not told before."""
    return sum(_tell_in_pieces(_told(source(today), today), now) for source in tuple(_sources))


def _tell_in_pieces(told: Iterator[Told], now: dt.datetime) -> int:
    fresh = 0
    while piece := list(islice(told, PIECE)):
        fresh += tell_each(piece, now=now)
    return fresh


def _told(found: Iterable[Any], today: dt.date) -> Iterator[Told]:
    for due in (Due(*one) for one in found):
        if due.due_on in due_days(today, due.level):
            left = (due.due_on - today).days
            kind = NoticeKind.LATE if left < 0 else NoticeKind.DUE
            # The day is part of the cause: a deadline that was moved is reminded of anew.
            key = f"{due.key}@{due.due_on:%Y%m%d}{left:+d}"
            yield Told(due.user_id, kind, key, f"{_words(left)}: {due.text}", due.href, due.task)


def _words(left: int) -> str:
    if left == 0:
        return _("Hạn hôm nay")
    return _("Còn %(n)s ngày") % {"n": left} if left > 0 else _("Quá hạn %(n)s ngày") % {"n": -left}
