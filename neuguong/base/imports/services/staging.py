"""From the file into the staging table, piece by piece, so that the page can show how far it is."""

from collections.abc import Iterator
from itertools import islice

import msgspec
from django.db import connection
from django.utils.translation import gettext as _

from neuguong.base.imports.models import Batch, StagedRow
from neuguong.base.imports.services.files import open_grid
from neuguong.base.imports.services.sensitive import left_out, waiting
from neuguong.kit import sheets
from neuguong.kit.sheets import Head, ReadRow, Sheet

PIECE = 5_000


def stage(batch: Batch, sheet: Sheet) -> None:
    """Read the file anew into the staging table and note on the batch what was seen; SheetFileError if it cannot be."""
    StagedRow.objects.filter(batch=batch).delete()
    grid, sensitive = open_grid(batch), waiting(batch)
    head = sheets.find_head(grid, sheet, sensitive=sensitive is not None)
    sheets.put_back(grid, head, sensitive or {})
    batch.head, batch.notes = head.letters, _notes(head)
    batch.rows = batch.done_rows = 0
    rows = sheets.parse_rows(grid, head, sheet)
    while piece := list(islice(rows, PIECE)):
        _copy(batch, piece)
        batch.rows += len(piece)
        batch.save(update_fields=["rows", "head", "notes", "done_rows"])
    if not batch.rows:
        raise sheets.SheetFileError(_("Tệp chỉ có dòng tiêu đề, không có dòng dữ liệu nào."))


def _copy(batch: Batch, rows: list[ReadRow]) -> None:
    encode = msgspec.json.encode
    columns: Iterator[tuple[int, int, str, str]] = (
        (batch.pk, row.line, encode(row.cells).decode(), encode(row.errors).decode()) for row in rows
    )
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {StagedRow._meta.db_table} (batch_id, line, cells, errors) FROM STDIN") as copy,
    ):
        for values in columns:
            copy.write_row(values)


def _notes(head: Head) -> list[str]:
    sensitive = sheets.sensitive_among(head, sheets.sheets())
    ignored = [header for header in head.unknown if header not in sensitive]
    notes = []
    if ignored:
        notes.append(_("Bỏ qua cột không thuộc mẫu: %(names)s.") % {"names": ", ".join(ignored)})
    if sensitive:
        notes.append(left_out(sensitive))
    return notes
