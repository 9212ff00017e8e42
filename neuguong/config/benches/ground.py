"""What every benchmark stands on: a database of its own, a stopwatch, a result."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

import psycopg
from psycopg import sql

from neuguong.config import env
from neuguong.config.postgres import ensure

DATABASE = "neuguong_bench"
ROUNDS = 41  # so that the 95th of a hundred lies among what was measured and is not drawn out of it


@dataclass(frozen=True)
class Result:
    """One measured value; `target` None: printed for the record."""

    name: str
    value: float
    unit: str
    target: float | None = None
    holds: bool = True


@contextmanager
def database(name: str = DATABASE) -> Iterator[None]:
    """A fresh, migrated database beside the installation's own, with Django set up on it; dropped at the end."""
    with ensure(env.data_dir(), os.environ) as server:
        base = server.url.rpartition("/")[0]
        with psycopg.connect(server.url, autocommit=True) as connection:
            own = sql.Identifier(name)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(own))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(own))
            os.environ["DATABASE_URL"] = f"{base}/{name}"
            os.environ["DJANGO_SETTINGS_MODULE"] = "neuguong.config.settings"
            os.environ["NEUGUONG_TODAY"] = "2026-11-15"
            try:
                _set_up()
                yield
            finally:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(own))


def _set_up() -> None:
    import django  # noqa: PLC0415 (only now is the database known)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 (needs Django set up)

    from neuguong.config.static import collect  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect()


def signed_in(username: str) -> Any:
    """A client that asks as the user, through every middleware."""
    from django.test import Client  # noqa: PLC0415 (needs Django set up)

    from neuguong.base.accounts.models import User  # noqa: PLC0415

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(
        User.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def opened(client: Any, address: str) -> Any:
    """The answer of a page that must be there."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return answer


def seconds(work: Callable[[], Any]) -> float:
    """How long `work` takes, once."""
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 4)


def spans(work: Callable[[], Any], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each round, after one that is not counted."""
    work()
    return [seconds(work) * 1000 for _round in range(rounds)]


def timed(name: str, work: Callable[[], Any], target: float | None = None) -> Iterator[Result]:
    """Median and p95 of `work` in milliseconds; the target is that of the p95."""
    taken = spans(work)
    p95 = quantiles(taken, n=20)[-1]
    yield Result(f"{name}, median", round(median(taken), 1), "ms")
    yield Result(f"{name}, p95", round(p95, 1), "ms", target, holds=target is None or p95 <= target)
