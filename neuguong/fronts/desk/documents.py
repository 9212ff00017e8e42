"""What the desk gives out as files: all the data of one person."""

import datetime as dt
import json
import tempfile
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _

from neuguong.base.files.queries import uploaded_by
from neuguong.fronts.desk.queries import Part
from neuguong.kit.documents import Block, Cell, Column, Document, Head, Heading, Paragraph, System, Table, write_xlsx
from neuguong.kit.ui import moment


def data_archive(parts: Sequence[Part], user: Any, now: dt.datetime) -> IO[bytes]:
    """A ZIP on disk that goes when it is closed: the parts as JSON (for machines) and as a workbook (for people), and
    every file that `user` uploaded and whose bytes are still there."""
    stream = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        told = {"nguoi": str(user), "lap_luc": now.isoformat(), "du_lieu": [part.plain for part in parts]}
        archive.writestr("du-lieu.json", json.dumps(told, ensure_ascii=False, indent=1))
        with archive.open("du-lieu.xlsx", "w") as sheet, tempfile.TemporaryFile() as made:
            write_xlsx(_document(parts, user, now), made, now)
            made.seek(0)
            sheet.write(made.read())
        for path, name in uploaded_by(user):
            archive.write(path, f"tep/{name}", zipfile.ZIP_STORED)
    stream.seek(0)
    return stream


def _document(parts: Sequence[Part], user: Any, now: dt.datetime) -> Document:
    head = Head(System.PARTY, _("Hệ thống Nêu Gương"), _("Dữ liệu của tôi"), on=now.date(), summary=str(user))
    blocks: list[Block] = []
    for part in parts:
        blocks += [Heading(part.title), Paragraph(part.source)]
        if part.rows:
            columns = tuple(Column(label, width=2) for label in part.columns)
            rows = tuple(tuple(_cell(value) for value in row) for row in part.rows)
            blocks.append(Table(columns, rows, caption=part.title))
        else:
            blocks.append(Paragraph(_("Không có.")))
    return Document(head, tuple(blocks))


def _cell(value: Any) -> Cell:
    if isinstance(value, dt.datetime):
        return moment(value)
    return value if value is None or isinstance(value, int | Decimal | dt.date) else str(value)
