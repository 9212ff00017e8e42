"""Numbers of indicators in: a workbook of 100,000 values, from the stored upload until they are committed.

It goes through everything that a person's upload goes through: rights, the deadline, the seal, the number's kind.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from neuguong.config.benches.books import Book
from neuguong.config.benches.ground import Result
from neuguong.config.benches.importing import MEMORY, Load, brought_in

ROWS, RATE = 100_000, 10_000
INDICATORS = 40


def values_in(scale: float, cells: list[int], rounds: int = 3) -> Iterator[Result]:
    """Build the indicators in a country that is there, with a user "loader" who may load everywhere; bring one workbook
    of so many rows in for each of `rounds` sets of indicators, and tell the rate."""
    rows = round(ROWS * scale)
    loads = []
    for series in range(rounds):
        _catalogue(series)
        loads.append(brought_in(_book(series, rows, cells)))
    yield from _told(rows, loads)


def _told(rows: int, loads: Sequence[Load]) -> Iterator[Result]:
    right = all(one.counts == [rows, 0, 0, 0] for one in loads)
    yield Result("indicator values: rows committed, each as a new one", rows, "rows", holds=right)
    times = sorted(one.total for one in loads)
    median, worst = times[len(times) // 2], times[-1]
    yield Result("indicator values: stored upload to committed, median", round(median, 2), "s")
    rate = round(rows / median)
    yield Result("indicator values: stored upload to committed, median", rate, "rows/s", RATE, holds=rate >= RATE)
    yield Result("indicator values: stored upload to committed, slowest", round(rows / worst), "rows/s")
    peak = max(one.peak for one in loads)
    yield Result("indicator values: peak memory of the worker", round(peak), "MB", MEMORY, holds=peak <= MEMORY)


def _catalogue(series: int) -> None:
    from django.db import connection  # noqa: PLC0415 (needs Django set up)

    from neuguong.base.orgs.models import Unit  # noqa: PLC0415
    from neuguong.work.indicators.models import Indicator  # noqa: PLC0415

    root = Unit.objects.get(level=0)
    common: dict[str, Any] = {"issuer": root, "every": "QUARTER", "reported_by": ["SUB_CELL"], "valid": (None, None)}
    Indicator.objects.bulk_create(
        Indicator(code=_code(series, n), name=f"Chỉ tiêu {n}", sort_key=f"{n:03}", **common, **_kind(n))
        for n in range(INDICATORS)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database that has stood for a day


def _kind(n: int) -> dict[str, Any]:
    """Counts, lengths and ratios in turn."""
    return (
        {"kind": "COUNT", "measure_unit": "hộ"},
        {"kind": "LENGTH", "measure_unit": "km", "places": 3},
        {"kind": "RATIO", "measure_unit": "%", "places": 1, "over_tree": "WEIGHTED", "over_time": "SUM"},
    )[n % 3]


def _code(series: int, n: int) -> str:
    return f"ct-{series}-{n}"


def _book(series: int, rows: int, cells: list[int]) -> Book:
    """Cell by cell, each with every indicator, as lists are kept."""
    from neuguong.kit import clock  # noqa: PLC0415 (needs Django set up)

    today = clock.today()
    period = f"Quý {(today.month - 1) // 3 + 1}/{today.year}"

    def made() -> Iterator[Sequence[Any]]:
        for n in range(rows):
            at, which = divmod(n, INDICATORS)
            amounts = ((n % 90 + 1, ""), (f"{n % 40},25", ""), (n % 60 + 40, 100))[which % 3]
            yield [_code(series, which), "", f"n{cells[at % len(cells)]}", period, "", *amounts, "", "", "",
                   "Sổ theo dõi của chi bộ", ""]  # fmt: skip

    return Book("so-lieu-chi-tieu", list(made()))
