"""Work that runs apart from the request, on PostgreSQL's own queue (procrastinate).

A job gets ids only, runs after commit, and calls one service. Clock work is declared with `@periodic`.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection
from django.db.models.functions import Now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateWorker

_SILENT = dt.timedelta(seconds=45)  # a worker says every ten seconds that it lives
F = TypeVar("F", bound=Callable[..., Any])


def job(name: str, *, queue: str = "default", attempts: int = 3) -> Callable[[F], Any]:
    """Declare a function as a job. Defer with `.defer(...)`: inside a transaction it is sent with the commit."""
    return app.task(name=name, queue=queue, retry=RetryStrategy(max_attempts=attempts, exponential_wait=5))


def periodic(cron: str, name: str, *, queue: str = "clock") -> Callable[[F], Any]:
    """Declare clock work; the function takes one argument, the timestamp it was due at (seconds)."""

    def declare(function: F) -> Any:
        return app.periodic(cron=cron)(app.task(name=name, queue=queue, queueing_lock=name)(function))

    return declare


@contextmanager
def alone(family: int, pk: int) -> Iterator[bool]:
    """Whether nobody else is at work on the thing; as long as the block lasts, nobody else is told so.

    Known to the database, and gone with the worker's connection. `family` tells one kind of thing from another.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [family, pk])
        (held,) = cursor.fetchone() or (False,)
    try:
        yield bool(held)
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [family, pk])


def in_work(family: int, pk: int) -> bool:
    """Whether somebody is at work on the thing right now (see `alone`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted"
            " AND classid = %s AND objid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [family, pk],
        )
        (found,) = cursor.fetchone() or (False,)
    return bool(found)


def has_worker() -> bool:
    """Whether any worker is running that would take a job."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=Now() - _SILENT).exists()
