"""Arrangements that are built once for a worker and laid down again, row for row, for every other test.

The cast takes some 500 statements through the services; two thousand tests begin with it. Its rows are copied out of
the first test that asks and into each later one, with triggers off, for what they wrote is among the rows. The keys
stay the same; the sequences have long passed them, since neither a rollback nor a flush turns a sequence back.
"""

import pickle
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connection, transaction

Built = TypeVar("Built")

_TABLES = """SELECT quote_ident(relname) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relispartition ORDER BY oid"""


class Kept(Generic[Built]):
    """What ``build`` returns, pickled, and the rows it wrote; ``build`` takes an empty database."""

    def __init__(self, build: Callable[[], Built]) -> None:
        self._build = build
        self._built: bytes | None = None
        self._rows: dict[str, bytes] = {}

    def lay(self) -> Built:
        """Write it into the database; the objects are new ones each time, so a test may change them."""
        if self._built is None:
            return self._first()
        with transaction.atomic():
            _put(self._rows)
        built: Built = pickle.loads(self._built)
        return built

    def _first(self) -> Built:
        before = _counts()
        built = self._build()
        if _may_skip_triggers():
            grown = [name for name, count in _counts().items() if count != before[name]]
            mixed = {name: before[name] for name in grown if before[name]}
            assert mixed == {}, "rows stood there before: which of them are the arrangement's is not known"
            self._rows = {name: _taken(name) for name in grown}
            self._built = pickle.dumps(built)
        return built


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names))
        return dict(cursor.fetchall())


def _taken(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as rows:
        return b"".join(bytes(part) for part in rows)


def _put(rows: dict[str, bytes]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, text in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(text)
        # Not left to the end of the transaction, which in a test is the end of the test.
        cursor.execute("SET LOCAL session_replication_role = origin")


def _may_skip_triggers() -> bool:
    """Whether the role is a superuser, as in a server of our own; else everything is built anew each time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        answer: tuple[Any, ...] = cursor.fetchone()
    return bool(answer[0] == "on")
