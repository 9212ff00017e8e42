"""Fixtures of the whole suite: one browser, the fixed cast, a quick flush after a transactional test."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from tests import pattern

pytest_plugins = ["tests.browser", "tests.cast", "neuguong.base.figures.tests.flush"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """The database of a worker is a copy of the migrated pattern, where there is one: see tests/pattern.py."""
    settings: Any = connection.settings_dict
    if name := pattern.wait(os.environ["DATABASE_URL"]):
        settings["TEST"]["TEMPLATE"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """The database of pytest-django, which cannot be dropped while anybody still speaks to it.

    Under a browser's event loop our own process speaks through a second connection, which ends when Python collects
    it: mostly, not always, before the last test is over. So this asks from outside, by a connection of its own.
    """
    yield
    at = connection.settings_dict
    server = make_conninfo("", host=at["HOST"], port=at["PORT"], user=at["USER"], password=at["PASSWORD"] or None)
    with psycopg.connect(server, dbname="postgres", autocommit=True) as outside:
        outside.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [at["NAME"]])
