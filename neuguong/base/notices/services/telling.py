"""Telling people things, once each: at once in the system, and in one digest a day by mail."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from neuguong.base.notices.models import Notice, Task

_LONGEST = 400


@dataclass(frozen=True)
class Told:
    """One thing to tell one user. `key` names the cause: the same key is never told twice to the same user. `task` is
    what she is asked to do, by which notices are grouped."""

    user_id: int
    kind: str
    key: str
    text: str
    href: str
    task: str = Task.READ


def tell(
    *, users: Iterable[int], kind: str, key: str, text: str, href: str, now: dt.datetime, task: str = Task.READ
) -> int:
    """Tell the same to each of `users` (ids). Returns how many had not been told before."""
    return tell_each([Told(user, kind, key, text, href, task) for user in users], now=now)


def tell_each(told: Sequence[Told], *, now: dt.datetime) -> int:
    """Tell many people things of their own, in one statement. Returns how many are new.

    `href` is an address in the system, without the host. A text of more than 400 letters is cut.
    """
    if not told:
        return 0
    rows = sorted({(one.user_id, one.key): one for one in told}.items())  # one order for all writers: no deadlock
    columns = [(one.user_id, one.kind, str(one.task), one.key, _cut(one.text), one.href) for _place, one in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Notice._meta.db_table} (user_id, kind, task, key, text, href, made_at)"  # noqa: S608 (our own name)
            " SELECT t.user_id, t.kind, t.task, t.key, t.words, t.href, %s"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])"
            " AS t(user_id, kind, task, key, words, href)"
            " ON CONFLICT (user_id, key) DO NOTHING",
            [now, *(list(column) for column in zip(*columns, strict=True))],
        )
        return int(cursor.rowcount)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def mark_read(*, user_id: int, now: dt.datetime, ids: Iterable[int] | None = None) -> int:
    """Mark as read the user's own notices of those ids, or all of them. Returns how many were unread."""
    mine = Q(user_id=user_id, read_at=None)
    wanted = mine if ids is None else mine & Q(pk__in=list(ids))
    return Notice.objects.filter(wanted).update(read_at=now)
