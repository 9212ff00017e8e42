"""The file of a batch: kept as it came, read again when needed, and the refused rows as a workbook."""

import datetime as dt
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.files import queries as files
from neuguong.base.files.services import attach, store
from neuguong.base.imports.models import Batch, Phase, StagedRow
from neuguong.kit import sheets
from neuguong.kit.sheets import HEAD_WITHIN, Grid, Sheet, SheetFileError
from neuguong.kit.text import nfc


def sensitive_wanted() -> bool:
    """Whether this installation takes ethnicity, religion and the like (off unless it says so)."""
    return bool(getattr(settings, "NEUGUONG_SENSITIVE", False))


def upload(*, kind: str | None, name: str, stream: BinaryIO, actor: Any, now: dt.datetime) -> Batch:
    """Keep a workbook as a new batch, not read yet. Without `kind` it is told by the headers.

    SheetFileError, and nothing kept, if it is no workbook that we take; KeyError for an unknown kind.
    """
    chosen = _chosen(kind, stream)
    stream.seek(0)
    person = actor if getattr(actor, "pk", None) else None
    with transaction.atomic():
        try:
            file = store(stream=stream, name=name, actor=person, now=now)
        except ValidationError as error:
            raise SheetFileError(" ".join(error.messages)) from error
        batch = Batch.objects.create(
            kind=chosen.key, file=file, name=nfc(name)[:200], made_by=person, made_at=now, phase=Phase.UPLOADED
        )
        attach(file=file, obj=batch)
    return batch


def _chosen(kind: str | None, stream: BinaryIO) -> Sheet:
    if kind:
        sheets.open_parts(stream)
        return sheets.sheet(kind)
    return sheets.detect(sheets.read(stream, HEAD_WITHIN), sheets.sheets())


def open_grid(batch: Batch) -> Grid:
    """The data sheet of the batch's file; SheetFileError if the file cannot be read (any more)."""
    if batch.file is None:
        raise SheetFileError(_("Tệp của lô dữ liệu này không còn."))
    try:
        # The slice of files has no door yet to read a content back without a person who asks for it.
        with files.storage.place(batch.file.sha256).open("rb") as stream:  # type: ignore[attr-defined]
            return sheets.read(stream)
    except FileNotFoundError as error:
        raise SheetFileError(_("Tệp của lô dữ liệu này không còn.")) from error


def write_result(batch: Batch, stream: BinaryIO) -> int:
    """Write the refused rows as they came, the reason beside each; returns how many."""
    sheet = sheets.sheet(batch.kind)
    grid = open_grid(batch)
    head = sheets.find_head(grid, sheet)
    bad = StagedRow.objects.filter(batch=batch).exclude(errors={}).order_by("line").values_list("line", "errors")
    return sheets.write_result(sheet, grid, head, ((line, list(errors.values())) for line, errors in bad), stream)
