"""Bringing a made-up workbook in, for the tests of every slice's sheets."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from neuguong.base.imports.models import Batch, StagedRow
from neuguong.base.imports.services import apply, check, upload
from neuguong.kit import sheets
from neuguong.kit.sheets.tests.books import book
from tests.cast import NOW, TODAY


def checked(
    kind: str, rows: Iterable[Sequence[Any]], *, actor: Any = None, headers: Sequence[str] = (), today: dt.date = TODAY
) -> Batch:
    """A checked batch of a workbook with these rows, under all headers of its kind or those given."""
    sheet = sheets.sheet(kind)
    heads = list(headers) or [column.header for column in sheet.columns if not column.sensitive]
    batch = upload(kind=kind, name=f"{kind}.xlsx", stream=book(heads, rows), actor=actor, now=NOW)
    return check(batch, now=NOW, today=today)


def load(kind: str, rows: Iterable[Sequence[Any]], *, actor: Any = None, headers: Sequence[str] = ()) -> Batch:
    """As `checked`, and applied; every row must be good."""
    batch = checked(kind, rows, actor=actor, headers=headers)
    assert faults(batch) == {}, batch.fault
    return apply(batch, actor, now=NOW, today=TODAY)


def faults(batch: Batch) -> dict[int, dict[str, str]]:
    """Sentences by line and column."""
    return dict(StagedRow.objects.filter(batch=batch).exclude(errors={}).order_by("line").values_list("line", "errors"))


def counts(batch: Batch) -> tuple[int, int, int, int]:
    """Added, changed, unchanged, bad."""
    return batch.added, batch.changed, batch.unchanged, batch.bad_rows


def workbook(kind: str, rows: Iterable[Sequence[Any]]) -> io.BytesIO:
    """The workbook itself."""
    return book([c.header for c in sheets.sheet(kind).columns if not c.sensitive], rows)
