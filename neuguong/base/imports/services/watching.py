"""A worker's companion: tells how far the work is, and stops it when somebody asks.

It has a thread and a connection of its own, because the worker's connection is busy in a statement or holds a
transaction nobody sees into. The work is stopped by cancelling that statement; between statements it looks by itself.
"""

import datetime as dt
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _

from neuguong.base.imports.models import Batch, Progress, Step

EVERY = 0.5  # seconds between two looks; a worker asked to stop does so within two
_TABLE = Progress._meta.db_table


class Stopped(Exception):  # noqa: N818 (asked for, not a fault)
    """Somebody asked for the work to stop; nothing of it is kept."""


class Watch:
    """What the worker says of itself. Cheap to call for every piece of work."""

    def __init__(self, batch: Batch, now: dt.datetime) -> None:
        self._batch, self._began, self._clock = batch.pk, now, time.monotonic()
        self._step, self._done, self._total, self._since = Step.WAITING, 0, 0, now
        self._asked, self._ended = threading.Event(), threading.Event()

    def at(self, step: Step, total: int = 0) -> None:
        """Another part of the work begins, of so many rows (0: not known)."""
        self._step, self._done, self._total = step, 0, total
        self._since = self._began + dt.timedelta(seconds=time.monotonic() - self._clock)
        self.look()

    def did(self, rows: int) -> None:
        """So many rows of this part are done. Raises Stopped."""
        self._done = rows
        self.look()

    def look(self) -> None:
        """Raises Stopped if somebody asked for it."""
        if self._asked.is_set():
            raise Stopped

    @property
    def was_asked(self) -> bool:
        """Whether somebody asked for the work to stop."""
        return self._asked.is_set()

    def keep(self, worker: Any) -> None:
        """The thread: write how far it is, and cancel what `worker` (a psycopg connection) does when it is to stop."""
        own = connection.copy()
        try:
            while not self._ended.wait(EVERY):
                with own.cursor() as cursor:
                    cursor.execute(
                        f"UPDATE {_TABLE} SET step = %s, done = %s, total = %s, since = %s WHERE batch_id = %s"  # noqa: S608
                        " RETURNING stop_asked",
                        [self._step, self._done, self._total, self._since, self._batch],
                    )
                    (asked,) = cursor.fetchone() or (False,)
                if asked:
                    self._asked.set()
                    worker.cancel_safe(timeout=2)
        except DatabaseError:
            pass  # the database went away: the worker finds out by itself
        finally:
            own.close()

    def end(self) -> None:
        """No more is told."""
        self._ended.set()


@contextmanager
def watched(batch: Batch, now: dt.datetime) -> Iterator[Watch]:
    """Do the work under a watch; what a stop breaks off comes out as Stopped."""
    Progress.objects.update_or_create(batch=batch, defaults={"step": Step.WAITING, "done": 0, "total": 0, "since": now})
    watch = Watch(batch, now)
    connection.ensure_connection()
    thread = threading.Thread(target=watch.keep, args=(connection.connection,), name=f"watch-{batch.pk}", daemon=True)
    thread.start()
    try:
        yield watch
    except OperationalError as error:
        if watch.was_asked:
            raise Stopped(_("Đã dừng theo yêu cầu.")) from error
        raise
    finally:
        watch.end()
        thread.join()
