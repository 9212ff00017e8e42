"""The kinds of file that a document can be given out as."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from neuguong.kit.documents.blocks import Document
from neuguong.kit.documents.docx import write_docx
from neuguong.kit.documents.pdf import write_pdf
from neuguong.kit.documents.xlsx import write_xlsx

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class FileFormat:
    """`write(document, stream, at)`: `at` (aware) is the instant of making that the file's properties name."""

    suffix: str
    media_type: str
    write: Callable[[Document, BinaryIO, dt.datetime], None]


FILE_FORMATS = {
    "docx": FileFormat("docx", f"{_OFFICE}.wordprocessingml.document", write_docx),
    "pdf": FileFormat("pdf", "application/pdf", write_pdf),
    "xlsx": FileFormat("xlsx", f"{_OFFICE}.spreadsheetml.sheet", write_xlsx),
}
