"""Fixtures of the whole suite: one browser, the fixed cast, a quick flush after a transactional test."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

pytest_plugins = ["tests.browser", "tests.cast", "neuguong.base.figures.tests.flush"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database of pytest-django, which cannot be dropped while anybody still speaks to it.

    Under a browser's event loop our own process speaks through a second connection, which ends when Python collects
    it: mostly, not always, before the last test is over.
    """
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
