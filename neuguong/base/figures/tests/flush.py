"""A pytest plugin: what a transactional test wrote is taken away quickly, fact tables included.

Django empties every table with one TRUNCATE, which makes some thousand files anew, and then lists all permissions
again: 1.3 s after each such test. Here the tables that hold something are emptied row by row, and what the migrations'
end wrote (types, permissions) stays, for no test changes it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.core.management.commands import flush as command
from django.db.backends.postgresql.operations import DatabaseOperations

STAY = {"django_content_type", "auth_permission"}


@pytest.fixture(autouse=True, scope="session")
def quick_flush() -> Iterator[None]:
    """Set on the class: under a browser's event loop the tests speak through another connection object."""
    whole = DatabaseOperations.sql_flush

    def emptied(self: DatabaseOperations, style: Any, tables: Sequence[str], **kwargs: Any) -> list[str]:
        changing = [name for name in tables if name not in STAY]
        if not _may_skip_triggers(self):  # the role of a server that is not ours
            return ["SET LOCAL neuguong.reset = 'on'", *whole(self, style, changing, **kwargs)]
        full = _holding(self, [self.quote_name(name) for name in changing])
        return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {name}" for name in full)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", emptied)
        patch.setattr(command, "emit_post_migrate_signal", lambda *_args, **_kwargs: None)
        yield


def _may_skip_triggers(operations: DatabaseOperations) -> bool:
    with operations.connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        return bool(cursor.fetchone() == ("on",))


def _holding(operations: DatabaseOperations, tables: list[str]) -> list[str]:
    """The tables that hold a row."""
    with operations.connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT FROM {one})" for one in tables))
        return [name for (name,) in cursor.fetchall()]
