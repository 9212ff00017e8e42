"""Work that runs apart from the request, on PostgreSQL's own queue (procrastinate).

A job gets ids only, runs after commit, and calls one service. Clock work is declared with `@periodic`.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

F = TypeVar("F", bound=Callable[..., Any])


def job(name: str, *, queue: str = "default", attempts: int = 3) -> Callable[[F], Any]:
    """Declare a function as a job. Defer with `.defer(...)`: inside a transaction it is sent with the commit."""
    return app.task(name=name, queue=queue, retry=RetryStrategy(max_attempts=attempts, exponential_wait=5))


def periodic(cron: str, name: str, *, queue: str = "clock") -> Callable[[F], Any]:
    """Declare clock work; the function takes one argument, the timestamp it was due at (seconds)."""

    def declare(function: F) -> Any:
        return app.periodic(cron=cron)(app.task(name=name, queue=queue, queueing_lock=name)(function))

    return declare
