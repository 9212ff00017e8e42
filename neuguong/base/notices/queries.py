"""Reading notices: a reader's own, never another's; and how many of them still wait to be opened."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from neuguong.base.notices.models import Notice, Task
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.queries import people_of


def notices_of(user: Any) -> QuerySet[Notice]:
    """What the user was told, newest first; nothing for nobody."""
    if not getattr(user, "is_authenticated", False):
        return Notice.objects.none()
    return Notice.objects.filter(user=user).order_by("-made_at", "-pk")


def unread_of(user: Any) -> QuerySet[Notice]:
    """What the user has not read yet, newest first."""
    return notices_of(user).filter(read_at=None)


def unread(user: Any) -> int:
    """How many notices the user has not read. Every page asks, so by hand: the ORM writes it anew each time."""
    if not getattr(user, "is_authenticated", False):
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM notices_notice WHERE user_id = %s AND read_at IS NULL", [user.pk])
        return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class Unopened:
    """What one person of a unit has not opened yet: how many tasks, and since when the oldest waits. `user_id` is None
    for somebody without a login, who is to be told in person."""

    person: Person
    user_id: int | None
    tasks: int
    since: dt.datetime | None


def unopened(unit: Unit, today: dt.date) -> list[Unopened]:
    """The people of a unit on a day, by given name, each with the unread notices that ask something of her (one query).

    Counts alone: neither what a notice says nor anything that is merely news.
    """
    waiting = Q(user__notices__read_at=None) & ~Q(user__notices__task=Task.READ)
    people = people_of(unit.pk, today).annotate(
        tasks=Count("user__notices", filter=waiting), since=Min("user__notices__made_at", filter=waiting)
    )
    return [Unopened(one, one.user_id, one.tasks, one.since) for one in people]
