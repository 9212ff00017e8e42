"""Bringing a database up to date: one at a time."""

import threading

import psycopg
import pytest
from django.db import connection

from neuguong.config.prepare import _LOCK, alone


@pytest.mark.django_db(transaction=True)
def test_two_starts_follow_each_other() -> None:
    entered = threading.Event()

    def start() -> None:
        with alone():
            entered.set()
        connection.close()

    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        second = threading.Thread(target=start)
        second.start()
        assert not entered.wait(0.5)
    assert entered.wait(10)
    second.join()
