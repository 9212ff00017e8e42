"""What stands alone on the first page of a paper, as far as it can be read: paragraphs, cells, lines.

What cannot be read gives nothing: a scan, an encrypted PDF. The reader's own statement at the door stands for those.
"""

import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import cast
from xml.etree import ElementTree

from neuguong.base.files.content.kinds import DAMAGED, DOCX, PDF, TEXT, XLSX, Kind
from neuguong.base.files.content.pdf import first_page
from neuguong.base.files.content.secrecy import is_field

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = 8_000_000
_MOST = 150  # paragraphs of a first page
_SHEET_TEXT = re.compile(rb"<(?:\w+:)?t(?: [^>]*)?>([^<]{2,40})</(?:\w+:)?t>")
_SHEETS = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")


def lines_of(path: Path, kind: Kind) -> list[str]:
    """The lines of the first page, or of a whole sheet's cells; none for pictures and for what cannot be read."""
    try:
        return list(_lines(path, kind))
    except DAMAGED:
        return []


def _lines(path: Path, kind: Kind) -> Iterator[str]:
    if kind is DOCX:
        yield from islice(_word(path), _MOST)
    elif kind is XLSX:
        yield from _cells(path)
    elif kind is PDF:
        yield from first_page(path.read_bytes())
    elif kind is TEXT:
        yield from islice(path.read_text("utf-8-sig").splitlines(), _MOST)


def _word(path: Path) -> Iterator[str]:
    """The paragraphs of the page headers and of the body up to the first page break, text boxes too."""
    with zipfile.ZipFile(path) as archive:
        headers = sorted(name for name in archive.namelist() if re.fullmatch(r"word/header\d*\.xml", name))
        for part in [*headers, "word/document.xml"]:
            yield from _paragraphs(archive, part)


def _paragraphs(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    parser = ElementTree.XMLPullParser(("end",))
    with archive.open(part) as stream:
        parser.feed(stream.read(_PART))
    text: list[str] = []
    try:
        for _event, element in cast(Iterator[tuple[str, ElementTree.Element]], parser.read_events()):
            if element.tag == f"{_W}t":
                text.append(element.text or "")
            elif element.tag == f"{_W}p":
                yield "".join(text)
                text.clear()
            elif element.tag == f"{_W}br" and element.get(f"{_W}type") == "page":
                return
    except ElementTree.ParseError:
        return  # Word itself would not open it


def _cells(path: Path) -> Iterator[str]:
    """The short texts of the workbook. Where one of them is the head of a column "Độ mật", what may stand under it is
    given as its value: a workbook keeps its texts once each, not row by row."""
    texts: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for part in _SHEETS:
            if part in archive.namelist():
                with archive.open(part) as stream:
                    texts += [text.decode("utf-8", "replace") for text in _SHEET_TEXT.findall(stream.read(_PART))]
    heads = [text for text in texts if is_field(text)]
    yield from texts
    yield from (f"{heads[0]}: {text}" for text in texts if heads)
