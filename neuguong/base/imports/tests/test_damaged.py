"""Two thousand damaged workbooks: each gives its sentence or loads what can be loaded; none is our fault."""

import io
import resource
import time

import pytest

from neuguong.base.imports.models import Phase
from neuguong.base.imports.services import SheetFileError, check, upload
from neuguong.base.imports.tests.loading import workbook
from neuguong.base.imports.tests.test_batches import person
from neuguong.kit.sheets.tests.damage import damaged
from tests.cast import NOW, TODAY, Cast

PARTS, EACH = 40, 50
SECONDS, MEGABYTES = 5, 500


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


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_a_damaged_workbook_gives_a_sentence_or_loads(cast: Cast, part: int) -> None:
    books = sources()
    for seed in range(part * EACH, (part + 1) * EACH):
        started = time.perf_counter()
        said = what_becomes_of(damaged(books[seed % 2], seed), ("nguoi", "ket-qua")[seed % 2] if seed % 3 else None)
        assert not said or (said.endswith(".") and not said.isascii()), (seed, said)
        assert time.perf_counter() - started < SECONDS, seed
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MEGABYTES * 1024
