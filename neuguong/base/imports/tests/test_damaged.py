"""Two thousand damaged workbooks: each gives its sentence or loads what can be loaded; none is our fault.

All are read as far as a workbook says anything by itself; every fifth goes on through upload, staging and checks.
"""

import io
import resource
import time

import pytest

from neuguong.base.imports.models import Phase
from neuguong.base.imports.services import SheetFileError, check, upload
from neuguong.base.imports.tests.loading import workbook
from neuguong.base.imports.tests.test_batches import person
from neuguong.kit import sheets
from neuguong.kit.sheets.tests.damage import damaged
from tests.cast import NOW, TODAY, Cast

PARTS, EACH, FULL = 8, 250, 5
SECONDS, MEGABYTES = 30, 300  # of a file that hangs or swells, also on a busy machine


def sources() -> list[bytes]:
    people = workbook("nguoi", [person(f"N{n}") for n in range(12)])
    results = workbook("ket-qua", [[f"2026-N{n}", n, 3, "Đã làm xong", 2.5, "30/09/2026"] for n in range(12)])
    return [people.getvalue(), results.getvalue()]


def what_becomes_of(stream: io.BytesIO, kind: str | None) -> str:
    """The sentence that the file is refused with, at the door or when it is read; empty if it was checked."""
    try:
        batch = check(upload(kind=kind, name="hỏng.xlsx", stream=stream, actor=None, now=NOW), now=NOW, today=TODAY)
    except SheetFileError as error:
        return str(error)
    assert (batch.phase, batch.fault != "") in ((Phase.CHECKED, False), (Phase.FAILED, True))
    return batch.fault


def what_is_read_of(stream: io.BytesIO, kind: str | None) -> str:
    """The sentence that the reader refuses the file with; empty if it read every row."""
    try:
        grid = sheets.read(stream)
        sheet = sheets.sheet(kind) if kind else sheets.detect(grid, sheets.sheets())
        for _row in sheets.parse_rows(grid, sheets.find_head(grid, sheet), sheet, []):
            pass
    except SheetFileError as error:
        return str(error)
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_a_damaged_workbook_gives_a_sentence_or_loads(cast: Cast, part: int) -> None:
    books, peak = sources(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for seed in range(part * EACH, (part + 1) * EACH):
        started = time.perf_counter()
        way = what_is_read_of if seed % FULL else what_becomes_of
        said = way(damaged(books[seed % 2], seed), ("nguoi", "ket-qua")[seed % 2] if seed % 3 else None)
        assert not said or (said.endswith(".") and not said.isascii()), (seed, said)
        assert time.perf_counter() - started < SECONDS, seed
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < MEGABYTES * 1024
