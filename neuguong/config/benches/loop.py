"""The loop at the size of the demo: workbooks in, figures, pages, a decision on many, recount.

The scale is that of the workbooks (about 7,700 people, 24,000 registrations, 95,000 quarterly results); `--scale` is
kept for the benchmarks of national size and changes nothing here.
"""

import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import partial
from typing import Any

from neuguong.config.benches.ground import Result, database, opened, seconds, signed_in, timed


def measure(_scale: float) -> list[Result]:
    """Build the database, check it, and time the work on it."""
    with database():
        return list(_results())


def _results() -> Iterator[Result]:
    from neuguong.base.figures.services import recount  # noqa: PLC0415 (needs Django set up)
    from neuguong.config.demo.load import prepare_demo  # noqa: PLC0415

    with redirect_stdout(sys.stderr):  # what it says of its progress is no part of the result
        loaded = seconds(prepare_demo)
    yield Result("demo loaded from its workbooks", loaded, "s")
    found: list[Any] = []
    yield Result("full recount", seconds(lambda: found.extend(recount())), "s")
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
    yield from timed("7 figures of a province", lambda: figures(asked, unit.pk, [period], today=today), 20)
    yield from timed("table of all its sub-units", lambda: by_child(asked, unit.pk, period, today=today), 20)


def _pages() -> Iterator[Result]:
    client = signed_in("thuongvutinh")
    for words, address in (
        ("my work, provincial approver", "/"),
        ("list of registrations, first 50, province", "/cam-ket/"),
        ("unit page of a province", "/don-vi/tuyen-quang/"),
        ("report of a province, HTML", _preview()),
    ):
        yield from timed(words, partial(opened, client, address))


def _preview() -> str:
    from neuguong.base.periods.queries import year  # noqa: PLC0415 (needs Django set up)

    return f"/bao-cao/xem/?don-vi=tuyen-quang&ky={year(2026).pk}"
