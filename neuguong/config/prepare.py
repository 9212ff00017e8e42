"""What must be so before anything runs: the tables, the cache's table, the static files."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

from neuguong.config.ahead import look_ahead
from neuguong.config.static import collect

_LOCK = 20040


@contextmanager
def alone() -> Iterator[None]:
    """Two starts on one database prepare it one after the other; the lock is dropped when its holder dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def prepare() -> None:
    """Bring tables and static files up to date; half a second where they are. Call it `alone`."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect()
    look_ahead()
