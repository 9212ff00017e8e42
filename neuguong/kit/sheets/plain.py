"""A workbook of one plain sheet, written line by line as fast as text can be joined; the same rows, the same bytes."""

import datetime as dt
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

_MADE = (2000, 1, 1, 0, 0, 0)
_FIRST_DAY = dt.date(1899, 12, 30)
_LEAP = dt.date(1900, 3, 1)  # Excel has a 29 February 1900
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_APPLICATION = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_APPLICATION}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_APPLICATION}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_APPLICATION}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill/>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
    '<xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>',
}
_PIECE = 500
# What XML cannot say; calamine has read it from an escape, and it means nothing.
_UNSAYABLE = dict.fromkeys([*(c for c in range(32) if c not in (9, 10, 13)), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
_CARRIAGE = {"\r": "&#13;"}

Write = Callable[[int, Sequence[str]], None]


@contextmanager
def plain_book(stream: BinaryIO, title: str) -> Iterator[Write]:
    """A function that writes the cells of one line, lines in rising order; the file is whole when the context ends."""
    sheets = f'<sheets><sheet name={quoteattr(title)} sheetId="1" r:id="rId1"/></sheets>'
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheets}</workbook>'
    lines: list[str] = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in {**_PARTS, "xl/workbook.xml": book}.items():
            archive.writestr(_info(name), (_DECLARED + body).encode())
        with archive.open(_info("xl/worksheets/sheet1.xml"), "w") as sheet:
            sheet.write(f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())

            def write(line: int, cells: Sequence[str]) -> None:
                lines.append(f'<row r="{line}">{"".join(cells)}</row>')
                if len(lines) >= _PIECE:
                    sheet.write("".join(lines).encode())
                    lines.clear()

            yield write
            sheet.write(("".join(lines) + "</sheetData></worksheet>").encode())


def text_cell(place: str, text: str) -> str:
    """A cell at "B7" that holds a text as it is, blanks at its ends too."""
    said = text if text.isprintable() else text.translate(_UNSAYABLE)
    if "_x" in said:  # "_x0041_" would be read as a letter
        said = said.replace("_x", "_x005F_x")
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(said, _CARRIAGE)}</t></is></c>'


def day_cell(place: str, day: dt.date) -> str:
    """A cell that holds a day from 1900 on."""
    return f'<c r="{place}" s="1"><v>{(day - _FIRST_DAY).days - (day < _LEAP)}</v></c>'


def formula_cell(place: str, formula: str) -> str:
    """A cell that holds a formula without a result."""
    return f'<c r="{place}"><f>{escape(formula.translate(_UNSAYABLE), _CARRIAGE)}</f></c>'


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _MADE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info._compresslevel = 1  # type: ignore[attr-defined]  # the public argument is of writestr alone
    return info
