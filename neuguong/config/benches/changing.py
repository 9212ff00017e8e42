"""What a change costs, whether anybody waits for it, and that nothing is lost when many change at once."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from statistics import median
from typing import Any

import psycopg

from neuguong.config.benches.ground import Result, seconds

CHANGES, ROUNDS = 300, 5
CONCURRENT, WRITERS = 50_000, 4
COST_MS, RECOUNT_S = 0.1, 60
# There and back between the last day of January and the day before: a dimension of the cube that no flow keeps.
_CHANGE = """
UPDATE commitments_commitment SET due_on = due_on + CASE extract(day FROM due_on) WHEN 31 THEN -1 ELSE 1 END
 WHERE id = %s
"""


def recounted(words: str) -> Iterator[Result]:
    """Everything counted again from the facts, and what differs from what is kept."""
    from neuguong.base.figures.services import recount  # noqa: PLC0415 (needs Django set up)

    found: list[Any] = []
    took = seconds(lambda: found.extend(recount()))
    yield Result(words, took, "s", RECOUNT_S, holds=took <= RECOUNT_S)
    yield Result(f"{words}: mismatches", len(found), "", 0, holds=not found)


def leave_pending(count: int) -> None:
    """Change registrations all over the country until so many deltas wait; nobody folds."""
    from django.db import connection  # noqa: PLC0415 (needs Django set up)

    from neuguong.base.figures.queries import pending  # noqa: PLC0415

    ids = _ids(count, seed=5)
    with connection.cursor() as cursor:
        while pending() < count:
            part = (count - pending()) // 2 + 1  # a change leaves two deltas: one taken away, one added
            some, ids = ids[:part], ids[part:]
            cursor.execute(_CHANGE.replace("id = %s", "id = ANY(%s)"), [some])


def cost() -> Iterator[Result]:
    """One change, one transaction, one client: with the triggers of its cube and without, alternately."""
    taken: dict[bool, list[float]] = {True: [], False: []}
    ids = _ids(CHANGES, seed=17)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for _round in range(ROUNDS):
            for is_counted in (True, False):
                word = "ENABLE" if is_counted else "DISABLE"
                connection.execute(f"ALTER TABLE commitments_commitment {word} TRIGGER figures_update")
                for one in ids * 2:  # there and back: nothing is left changed behind the back of the figures
                    taken[is_counted].append(seconds(partial(connection.execute, _CHANGE, [one])) * 1000)
        connection.execute("ALTER TABLE commitments_commitment ENABLE TRIGGER figures_update")
    counted, bare = median(taken[True]), median(taken[False])
    yield Result("one change, counted by its cube, median", round(counted, 3), "ms")
    yield Result("one change, not counted, median", round(bare, 3), "ms")
    added = counted - bare
    yield Result("added cost of one change", round(added, 3), "ms", COST_MS, holds=added <= COST_MS)


def waits() -> Iterator[Result]:
    """Two writers in one unit, the first of whom does not commit: the second must not wait for him."""
    from neuguong.work.commitments.models import Commitment  # noqa: PLC0415 (needs Django set up)

    unit = Commitment.objects.order_by("pk").values_list("unit_id", flat=True)[0]
    first, second = Commitment.objects.filter(unit=unit).order_by("pk").values_list("pk", flat=True)[:2]
    address, waited = os.environ["DATABASE_URL"], 0
    with psycopg.connect(address) as one, psycopg.connect(address) as other:
        one.execute(_CHANGE, [first])
        other.execute("SET lock_timeout = '200ms'")
        try:
            other.execute(_CHANGE, [second])
        except psycopg.errors.LockNotAvailable:
            waited = 1
        other.rollback()
        one.rollback()
    yield Result("writers who waited for another writer", waited, "", 0, holds=not waited)


def under_fire() -> Iterator[Result]:
    """Many writers at once while the folding process runs; then everything is counted again."""
    ids = _ids(CONCURRENT, seed=23)
    command = [sys.executable, "-m", "neuguong", "fold"]
    folder = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        shares = [ids[at::WRITERS] for at in range(WRITERS)]
        with ThreadPoolExecutor(WRITERS) as pool:
            took = seconds(lambda: list(pool.map(_write, shares)))
    finally:
        folder.terminate()
        folder.wait(20)
    yield Result("changes by four writers while the folder runs", len(ids), "rows")
    yield Result("changes a second", round(len(ids) / took), "changes/s")
    yield from recounted("full recount after the concurrent changes")


def _write(ids: list[int]) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for one in ids:
            connection.execute(_CHANGE, [one])


def _ids(count: int, seed: int) -> list[int]:
    from django.db.models import Max  # noqa: PLC0415 (needs Django set up)

    from neuguong.work.commitments.models import Commitment  # noqa: PLC0415

    last = Commitment.objects.aggregate(last=Max("pk"))["last"]
    return random.Random(seed).sample(range(1, last + 1), min(count, last))  # noqa: S311 (which rows are changed)
