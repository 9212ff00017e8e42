"""The loop at the size of the demo: workbooks in, figures, pages, a decision on many, recount.

The scale is that of the workbooks (about 7,700 people, 24,000 registrations, 95,000 quarterly results); `--scale` is
kept for the benchmarks of national size and changes nothing here.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import partial
from statistics import median, quantiles
from typing import Any

import psycopg
from psycopg import sql

from neuguong.config import env
from neuguong.config.postgres import ensure

DATABASE = "neuguong_bench"
ROUNDS = 15


@dataclass(frozen=True)
class Result:
    """One measured value; `target` None: printed for the record."""

    name: str
    value: float
    unit: str
    target: float | None = None
    holds: bool = True


def measure(scale: float) -> list[Result]:
    """Build the database, check it, and time the work on it."""
    with _database():
        import django  # noqa: PLC0415 (only now is the database known)

        django.setup()
        return list(_results())


@contextmanager
def _database() -> Iterator[None]:
    """A fresh database beside the installation's own, dropped at the end."""
    with ensure(env.data_dir(), os.environ) as server:
        base = server.url.rpartition("/")[0]
        with psycopg.connect(server.url, autocommit=True) as connection:
            name = sql.Identifier(DATABASE)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
            os.environ["DATABASE_URL"] = f"{base}/{DATABASE}"
            os.environ["DJANGO_SETTINGS_MODULE"] = "neuguong.config.settings"
            os.environ["NEUGUONG_TODAY"] = "2026-11-15"
            try:
                yield
            finally:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _results() -> Iterator[Result]:
    from django.core.management import call_command  # noqa: PLC0415 (needs Django set up)

    from neuguong.base.figures.services import recount  # noqa: PLC0415
    from neuguong.config.demo.load import prepare_demo  # noqa: PLC0415
    from neuguong.config.static import collect  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect()
    with redirect_stdout(sys.stderr):  # what it says of its progress is no part of the result
        loaded = _seconds(prepare_demo)
    yield Result("demo loaded from its workbooks", loaded, "s")
    found: list[Any] = []
    yield Result("full recount", _seconds(lambda: found.extend(recount())), "s")
    yield Result("mismatches found by the recount", len(found), "", 0, holds=not found)
    yield from _reads()
    yield from _pages()


def _reads() -> Iterator[Result]:
    from neuguong.base.figures.queries import by_child, figures  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.orgs.models import Unit  # noqa: PLC0415
    from neuguong.base.periods.queries import year  # noqa: PLC0415
    from neuguong.kit import clock  # noqa: PLC0415
    from neuguong.kit.figures import measure as declared  # noqa: PLC0415

    asked = [
        declared(key) for key in ("should", "registered", "approved", "late", "missing", "achieved", "items_overdue")
    ]
    unit, period, today = Unit.objects.get(code="tuyen-quang"), year(2026), clock.today()
    yield from _timed("7 figures of a province", lambda: figures(asked, unit.pk, [period], today=today), 20)
    yield from _timed("table of all its sub-units", lambda: by_child(asked, unit.pk, period, today=today), 20)


def _pages() -> Iterator[Result]:
    from django.test import Client  # noqa: PLC0415 (needs Django set up)

    from neuguong.base.accounts.models import User  # noqa: PLC0415

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(
        User.objects.get(username="thuongvutinh"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for words, address in (
        ("my work, provincial approver", "/"),
        ("list of registrations, first 50, province", "/cam-ket/"),
        ("unit page of a province", "/don-vi/tuyen-quang/"),
        ("report of a province, HTML", _preview()),
    ):
        yield from _timed(words, partial(_open, client, address))


def _preview() -> str:
    from neuguong.base.periods.queries import year  # noqa: PLC0415 (needs Django set up)

    return f"/bao-cao/xem/?don-vi=tuyen-quang&ky={year(2026).pk}"


def _open(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def _timed(name: str, work: Callable[[], Any], target: float | None = None) -> Iterator[Result]:
    work()
    spans = [_seconds(work) * 1000 for _round in range(ROUNDS)]
    p95 = quantiles(spans, n=20)[-1]
    yield Result(f"{name}, median", round(median(spans), 1), "ms")
    yield Result(f"{name}, p95", round(p95, 1), "ms", target, holds=target is None or p95 <= target)


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 4)
