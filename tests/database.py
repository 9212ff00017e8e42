"""A PostgreSQL for the tests, when nobody gave one: ours, through the launcher, before Django reads its settings.

Loaded by `-p tests.database` in pyproject.toml, for conftest.py comes too late. The workers of xdist inherit the
address from the process that started them. The data folder stays (var/test), so a second run starts at once.
"""

import os
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from neuguong.config.postgres import Server, ensure
from tests import pattern

FOLDER = Path(__file__).parents[1] / "var" / "test"
# The data are worth nothing: a crash may lose them, and nothing waits for the disk.
CARELESS = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Before pytest-django, which loads the settings in the same hook."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATA_DIR"] = str(FOLDER)
        server = ensure(FOLDER, os.environ)
        early_config.add_cleanup(server.stop)
        _hurry(server)
        os.environ["DATABASE_URL"] = server.url
        pattern.begin(server.url)
    return (yield)


def _hurry(server: Server) -> None:
    with psycopg.connect(server.url, autocommit=True) as connection:
        for setting in CARELESS:
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
