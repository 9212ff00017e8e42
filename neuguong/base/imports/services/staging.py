"""From the file into the staging table, piece by piece, so that the page can show how far it is."""

from itertools import islice

import msgspec
from django.db import connection
from django.utils.translation import gettext as _

from neuguong.base.imports.models import Batch, StagedRow, Step
from neuguong.base.imports.services.files import open_grid
from neuguong.base.imports.services.sensitive import left_out, waiting
from neuguong.base.imports.services.watching import Watch
from neuguong.kit import sheets
from neuguong.kit.sheets import Head, ReadRow, Sheet

PIECE = 5_000


def stage(batch: Batch, sheet: Sheet, watch: Watch) -> None:
    """Read the file anew into the staging table and note on the batch what was seen; SheetFileError if it cannot be."""
    watch.at(Step.READING)
    StagedRow.objects.filter(batch=batch).delete()
    grid, sensitive = open_grid(batch), waiting(batch)
    head = sheets.find_head(grid, sheet, sensitive=sensitive is not None)
    sheets.put_back(grid, head, sensitive or {})
    doubts: list[str] = []
    rows = sheets.parse_rows(grid, head, sheet, doubts)
    batch.rows = batch.done_rows = 0
    while piece := list(islice(rows, PIECE)):
        _copy(batch, piece)
        batch.rows += len(piece)
        watch.did(batch.rows)
    if not batch.rows:
        raise sheets.SheetFileError(_("Tệp chỉ có dòng tiêu đề, không có dòng dữ liệu nào."))
    batch.head, batch.doubts = head.letters, doubts
    batch.notes = list(dict.fromkeys([*batch.told, *sheets.about(grid, head), *_notes(head)]))
    batch.save(update_fields=["rows", "head", "notes", "doubts", "done_rows"])


def _copy(batch: Batch, rows: list[ReadRow]) -> None:
    """One COPY of lines made by hand: JSON has no tab and no line break, so only its backslashes need doubling."""
    encode, number = msgspec.json.encode, batch.pk
    text = "".join(
        f"{number}\t{row.line}\t{_escaped(encode(row.cells))}\t{_escaped(encode(row.errors)) if row.errors else '{}'}\n"
        for row in rows
    )
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {StagedRow._meta.db_table} (batch_id, line, cells, errors) FROM STDIN") as copy,
    ):
        copy.write(text)


def _escaped(json: bytes) -> str:
    return json.decode().replace("\\", "\\\\")


def _notes(head: Head) -> list[str]:
    sensitive = sheets.sensitive_among(head, sheets.sheets())
    ignored = [header for header in head.unknown if header not in sensitive]
    notes = []
    if ignored:
        notes.append(_("Bỏ qua cột không thuộc mẫu: %(names)s.") % {"names": ", ".join(ignored)})
    if sensitive:
        notes.append(left_out(sensitive))
    return notes
