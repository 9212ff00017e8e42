"""The file of a batch: kept, read again when needed, and the refused rows as a workbook."""

import datetime as dt
import hashlib
import io
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.files import queries as files
from neuguong.base.files.services import attach, store
from neuguong.base.imports.models import Batch, Phase, Progress, SensitiveCells, StagedRow
from neuguong.base.imports.services.sensitive import keepable
from neuguong.kit import sheets
from neuguong.kit.sheets import HEAD_WITHIN, Grid, Head, Sheet, SheetFileError
from neuguong.kit.text import nfc

PIECE = 1024 * 1024


def upload(*, kind: str | None, name: str, stream: BinaryIO, actor: Any, now: dt.datetime) -> Batch:
    """Keep a workbook as a new batch, not read yet. Without `kind` it is told by the headers.

    It is kept as it came; one that may have sensitive columns is kept without them (see `sensitive`). SheetFileError,
    and nothing kept, if it is no workbook that we take; KeyError for an unknown kind.
    """
    chosen, head = _recognised(kind, stream)
    person = actor if getattr(actor, "pk", None) else None
    sha256 = _hash(stream)
    with transaction.atomic():
        try:
            content, sensitive, told = keepable(stream, chosen, head, person)
            file = store(stream=content, name=name, actor=person, now=now)
        except ValidationError as error:
            raise SheetFileError(" ".join(error.messages)) from error
        batch = Batch.objects.create(
            kind=chosen.key,
            file=file,
            name=nfc(name)[:200],
            sha256=sha256,
            told=told,
            made_by=person,
            made_at=now,
            phase=Phase.UPLOADED,
        )
        Progress.objects.create(batch=batch, since=now)
        attach(file=file, obj=batch)
        if sensitive is not None:
            SensitiveCells.objects.create(batch=batch, cells=sensitive)
    return batch


def _hash(stream: BinaryIO) -> str:
    stream.seek(0)
    found = hashlib.sha256()
    while piece := stream.read(PIECE):
        found.update(piece)
    stream.seek(0)
    return found.hexdigest()


def _recognised(kind: str | None, stream: BinaryIO) -> tuple[Sheet, Head]:
    """The kind and its headers, all there: a member list sent as something else is not kept to be looked at later."""
    grid = sheets.read(stream, HEAD_WITHIN)
    chosen = sheets.sheet(kind) if kind else sheets.detect(grid, sheets.sheets())
    try:
        return chosen, sheets.find_head(grid, chosen)
    except SheetFileError:
        sheets.find_head(sheets.read(stream), chosen)  # the whole file tells better why
        raise


def open_grid(batch: Batch) -> Grid:
    """The data sheet of the batch's file; SheetFileError if the file cannot be read (any more)."""
    if batch.file is None:
        raise SheetFileError(_("Tệp của lô dữ liệu này không còn."))
    try:
        return sheets.read(io.BytesIO(files.content(batch.file)))
    except FileNotFoundError as error:
        raise SheetFileError(_("Tệp của lô dữ liệu này không còn.")) from error


def write_result(batch: Batch, stream: BinaryIO) -> int:
    """Write the refused rows as they came, the reason beside each; returns how many."""
    sheet = sheets.sheet(batch.kind)
    grid = open_grid(batch)
    head = sheets.find_head(grid, sheet)
    bad = StagedRow.objects.filter(batch=batch).exclude(errors={}).order_by("line").values_list("line", "errors")
    return sheets.write_result(sheet, grid, head, ((line, list(errors.values())) for line, errors in bad), stream)
