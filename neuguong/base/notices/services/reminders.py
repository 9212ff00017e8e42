"""Reminders before and after a deadline: slices above say what is due, this slice says when to remind."""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from neuguong.base.notices.models import NoticeKind
from neuguong.base.notices.services.telling import Told, tell_each

Due = tuple[int, str, str, str, dt.date]
Source = Callable[[dt.date], Iterable[Due]]

_DATA = Path(__file__).parents[1] / "data" / "reminders.toml"
_sources: list[Source] = []


def register_reminder(source: Source) -> None:
    """Ask `source(today)` every day what is due: (user id, key, text, href, due on).

    `key` names the matter, 90 letters at most. The source may yield anything; what is not due on one of
    `due_days(today)` is left alone, so it does well to read no more than those.
    """
    if source not in _sources:
        _sources.append(source)


@cache
def _offsets() -> tuple[int, ...]:
    days = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return (*(int(day) for day in days["before"]), *(-int(day) for day in days["after"]))


def due_days(today: dt.date) -> list[dt.date]:
    """The days of which a reminder goes out today: so many days before and after."""
    return [today + dt.timedelta(days=offset) for offset in _offsets()]


def remind(*, today: dt.date, now: dt.datetime) -> int:
    """Tell everybody what their slices say is due. Idempotent: returns how many were not told before."""
    wanted = set(due_days(today))
    return sum(tell_each(list(_told(source(today), wanted, today)), now=now) for source in tuple(_sources))


def _told(found: Iterable[Due], wanted: set[dt.date], today: dt.date) -> Iterator[Told]:
    for user_id, key, text, href, due_on in found:
        if due_on in wanted:
            left = (due_on - today).days
            kind = NoticeKind.LATE if left < 0 else NoticeKind.DUE
            # The day is part of the cause: a deadline that was moved is reminded of anew.
            yield Told(user_id, kind, f"{key}@{due_on:%Y%m%d}{left:+d}", f"{_words(left)}: {text}", href)


def _words(left: int) -> str:
    if left == 0:
        return _("Hạn hôm nay")
    return _("Còn %(n)s ngày") % {"n": left} if left > 0 else _("Quá hạn %(n)s ngày") % {"n": -left}
