"""Workbooks in: 100,000 people, their registrations and results, from the stored upload until they are committed.

Everything that a person's upload goes through is measured: reading, checks, the writing with its triggers and its
journal; of people also the way of whoever looks at the preview first, where a rehearsal and a second round of checks
come on top. A process of its own does the work, so that its memory can be told.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from neuguong.config.benches.ground import Result, database, seconds

if TYPE_CHECKING:
    from neuguong.config.benches.books import Book

PEOPLE = 100_000
ROUNDS = 5
TIME, MEMORY = 10, 500


@dataclass(frozen=True)
class Load:
    """One workbook brought in: seconds from the stored upload to checked (0 if all was done in one pass), on to
    committed, and the peak in MB."""

    checked: float
    applied: float
    peak: float
    counts: list[int]

    @property
    def total(self) -> float:
        """From the stored upload until committed."""
        return self.checked + self.applied


def measure(scale: float) -> list[Result]:
    """Build the units, load small workbooks and look at what came of them, then load the large ones."""
    with database("neuguong_bench_import"), TemporaryDirectory() as folder:
        keep_files_in(folder)
        return list(_results(scale))


def keep_files_in(folder: str) -> None:
    """What is uploaded here goes with the database."""
    from django.conf import settings  # noqa: PLC0415 (needs Django set up)

    os.environ["DATA_DIR"] = folder
    settings.DATA_DIR = Path(folder)


def _results(scale: float) -> Iterator[Result]:
    from neuguong.base.access.choices import Role  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.orgs.models import Unit  # noqa: PLC0415
    from neuguong.config.benches import books, nation, valuing  # noqa: PLC0415
    from neuguong.kit import clock  # noqa: PLC0415
    from neuguong.work.programmes.services import load_standards  # noqa: PLC0415

    load_standards(now=clock.now())
    cells = [place.pk for place in nation.build_units(0.1 * scale) if place.kind == "SUB_CELL"]
    nation.user_of("loader", Role.STAFF, Unit.objects.get(level=0))
    people = round(PEOPLE * scale)
    yield from _agree(books.people(200, cells, series=0, wrong=3), wrong=3)
    loads, copies, twice = [], [], []
    for series in range(1, 2 * ROUNDS, 2):
        book = books.people(people, cells, series=series)
        loads.append(brought_in(book))
        copies.append(seconds(book.copy))
        twice.append(brought_in(books.people(people, cells, series=series + 1), look_first=True))
    yield from _told("people", people, loads, TIME, MEMORY)
    yield from _told("people, looked at first", people, twice, None, MEMORY)
    yield Result("bare COPY of the same cells, median", round(median(copies), 3), "s")
    ratios = [load.total / copy for load, copy in zip(loads, copies, strict=True)]
    yield Result("import against bare COPY, median", round(median(ratios), 1), "times")
    for words, book in (
        ("registrations", books.registrations(people, cells, series=1)),
        ("results of a quarter", books.results(people, series=1)),
    ):
        yield from _told(words, people, [brought_in(book)], None, MEMORY)
    yield from valuing.values_in(scale, cells)


def _told(words: str, rows: int, loads: list[Load], time: float | None, memory: float) -> Iterator[Result]:
    """Median and p95, against targets that were set for scale 1."""
    right = all(load.counts == [rows, 0, 0, 0] for load in loads)
    yield Result(f"{words}: rows committed, each as a new one", rows, "rows", holds=right)
    totals, peak = [load.total for load in loads], max(load.peak for load in loads)
    p95 = quantiles(totals, n=20)[-1] if len(totals) > 1 else totals[0]
    if checked := median(load.checked for load in loads):
        yield Result(f"{words}: stored upload to checked, median", round(checked, 2), "s")
        yield Result(f"{words}: checked to committed, median", round(median(load.applied for load in loads), 2), "s")
    yield Result(f"{words}: stored upload to committed, median", round(median(totals), 2), "s")
    yield Result(
        f"{words}: stored upload to committed, p95", round(p95, 2), "s", time, holds=time is None or p95 <= time
    )
    yield Result(f"{words}: peak memory of the worker", round(peak), "MB", memory, holds=peak <= memory)


def _agree(book: "Book", wrong: int) -> Iterator[Result]:
    """A small workbook with wrong rows: they stay out, the others are in, and each has its own place."""
    from neuguong.base.orgs.models import Membership, Person  # noqa: PLC0415 (needs Django set up)

    load = brought_in(book)
    good = len(book.rows) - wrong
    right = load.counts == [good, 0, 0, wrong]
    right = right and Person.objects.filter(home__isnull=False).count() == Membership.objects.count() == good
    yield Result("small workbook: the good rows in, the wrong ones out", good, "rows", holds=right)


def brought_in(book: "Book", *, look_first: bool = False) -> Load:
    """Store the workbook, and let a process of its own do the rest: in one pass, or checked first and then applied.

    RuntimeError if not every row that is right was written, for instance because something had to be asked about.
    """
    from neuguong.base.accounts.models import User  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.imports.services import upload  # noqa: PLC0415
    from neuguong.kit import clock  # noqa: PLC0415

    actor = User.objects.get(username="loader")
    batch = upload(kind=book.kind, name=f"{book.kind}.xlsx", stream=book.stream(), actor=actor, now=clock.now())
    command = [sys.executable, "-m", "neuguong.config.benches.loaded", str(batch.pk)]
    command.append("twice" if look_first else "once")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout)
    batch.refresh_from_db()
    if not batch.is_over:
        raise RuntimeError(f"{book.kind}: {batch.fault or batch.doubts or batch.bad_rows}")
    return Load(**found)
