"""A pytest plugin: the flush after a transactional test may empty fact tables, which nothing else may."""

from typing import Any

import pytest
from django.db import connection


@pytest.fixture(autouse=True, scope="session")
def flush_may_truncate() -> None:
    """Django flushes with one TRUNCATE over all tables, figures included; it is let through for that transaction."""
    flush = connection.ops.sql_flush

    def allowed(*args: Any, **kwargs: Any) -> list[str]:
        return ["SET LOCAL neuguong.reset = 'on'", *flush(*args, **kwargs)]

    connection.ops.sql_flush = allowed
