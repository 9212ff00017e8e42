"""A pytest plugin: the flush after a transactional test may empty fact tables, which nothing else may."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations


@pytest.fixture(autouse=True, scope="session")
def flush_may_truncate() -> Iterator[None]:
    """Django flushes with one TRUNCATE over all tables, figures included; it is let through for that transaction.

    Set on the class: under a browser's event loop the tests speak through another connection object.
    """
    flush = DatabaseOperations.sql_flush

    def allowed(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        return ["SET LOCAL neuguong.reset = 'on'", *flush(self, *args, **kwargs)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", allowed)
        yield
