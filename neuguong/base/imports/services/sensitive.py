"""Sensitive columns on their way in: never in a file, apart while they wait, gone when the batch is done.

Of a workbook with such columns a copy is kept that holds only the columns taken in. What the sensitive ones said is
dropped at once, unless the installation keeps such records and the person who loads is one of their keepers.
"""

import datetime as dt
import io
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.utils.translation import gettext as _

from neuguong.base.files.services import refuse_large
from neuguong.base.imports.models import Batch, SensitiveCells, StagedRow
from neuguong.base.imports.rules import may_load_sensitive
from neuguong.base.imports.services.sole import Busy, sole
from neuguong.base.orgs.queries import keeps_sensitive
from neuguong.kit import sheets
from neuguong.kit.sheets import Head, Sheet

WAITS = dt.timedelta(days=7)

Cells = Mapping[str, Mapping[str, str]]


def keepable(stream: BinaryIO, sheet: Sheet, head: Head, actor: Any) -> tuple[BinaryIO, Cells | None, list[str]]:
    """What of the upload may be kept as a file, the sensitive values to be kept apart (None: none are taken), and what
    there is to tell of the upload that its copy does not show.

    ValidationError for a file that is too large.
    """
    refuse_large(stream)
    if not _keys(sheet) and not sheets.sensitive_among(head, sheets.sheets()):
        return stream, None, []
    grid, copy = sheets.read(stream), io.BytesIO()
    sheets.write_kept(grid, head, copy)
    copy.seek(0)
    told = sheets.about(grid, head)
    if not may_load_sensitive(actor):
        return copy, None, told
    wide = sheets.find_head(grid, sheet, sensitive=True)
    return copy, sheets.apart(grid, wide, sheet) if wide.columns != head.columns else None, told


def waiting(batch: Batch) -> Cells | None:
    """The sensitive values that wait for this batch; None if it has none to load."""
    if not keeps_sensitive():
        return None
    return SensitiveCells.objects.filter(batch=batch).values_list("cells", flat=True).first()


def left_out(headers: list[str]) -> str:
    """What is told about sensitive columns that were not taken."""
    words = {"names": ", ".join(headers), "days": WAITS.days}
    if keeps_sensitive():
        return (
            _(
                "Không nhận thông tin nhạy cảm ở cột: %(names)s; giá trị không được lưu. Chỉ cán bộ quản lý hồ sơ đảng"
                " viên nạp được, trong vòng %(days)s ngày kể từ khi tải lên."
            )
            % words
        )
    return _("Hệ thống này không nhận thông tin nhạy cảm; giá trị ở cột: %(names)s đã bị bỏ, không lưu ở đâu.") % words


@transaction.atomic
def forget(batch: Batch) -> None:
    """Drop the sensitive values of the batch, those in its staged rows too."""
    SensitiveCells.objects.filter(batch=batch).delete()
    keys = _keys(sheets.sheet(batch.kind))
    if keys:
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {StagedRow._meta.db_table} SET cells = cells - %s::text[]"  # noqa: S608 (a table of our own)
                " WHERE batch_id = %s AND cells ?| %s::text[]",
                [keys, batch.pk, keys],
            )


def forget_given_up(*, now: dt.datetime) -> int:
    """Drop the sensitive values of batches that nobody applied in time; how many. The batches say so."""
    forgotten = 0
    for batch in Batch.objects.filter(sensitive__isnull=False, made_at__lt=now - WAITS).order_by("pk"):
        with suppress(Busy), sole(batch), transaction.atomic():
            forget(batch)
            columns = sheets.sheet(batch.kind).columns
            names = [column.header for column in columns if column.sensitive and column.key in batch.head]
            batch.notes = [*batch.notes, left_out(names)]
            batch.save(update_fields=["notes"])
            forgotten += 1
    return forgotten


def _keys(sheet: Sheet) -> list[str]:
    return [column.key for column in sheet.columns if column.sensitive]
