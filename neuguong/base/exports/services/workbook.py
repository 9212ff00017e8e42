"""A workbook of plain rows, written straight into the parts of its archive.

xlsxwriter keeps a row as a table of cells before it writes it, which for a list of three million cells is more than
half of all the time (docs/decisions/exports.md). A list needs three kinds of cell and one bold line.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from neuguong.kit.lists import show

CELL_LETTERS = 32_767
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BOLD, _DAY = ' s="1"', ' s="2"'
_DAY_NOUGHT = dt.date(1899, 12, 30).toordinal()
_FIRST_DAY = dt.date(1900, 3, 1)  # before it Excel counts a day that never was
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
# What XML does not take, and what Excel would read as an escape of its own.
_ODD = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_x": "_x005F_x"}

_STYLES = (
    f'{_XML}<styleSheet xmlns="{_NAMESPACE}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
    '<alignment wrapText="1"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Sheet:
    """One sheet, written to a file of its own row by row."""

    def __init__(self, name: str, path: Path, *, is_first: bool = False, widths: Sequence[int] = ()) -> None:
        self.name, self.path = name, path
        self._file: TextIO = path.open("w", encoding="utf-8")
        self._line = 0
        self._begins: list[str] = []
        self._file.write(f'{_XML}<worksheet xmlns="{_NAMESPACE}"><sheetViews><sheetView')
        self._file.write(f'{" tabSelected=" + chr(34) + "1" + chr(34) if is_first else ""} workbookViewId="0">')
        self._file.write(
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if not widths else ""
        )
        self._file.write("</sheetView></sheetViews>")
        if widths:
            columns = "".join(
                f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, 1)
            )
            self._file.write(f"<cols>{columns}</cols>")
        self._file.write("<sheetData>")

    def write(self, row: Sequence[Any], *, bold: int = 0) -> None:
        """The next row; its first `bold` cells are bold text."""
        self._line += 1
        line = self._line
        while len(self._begins) < len(row):
            self._begins.append(f'<c r="{_letters(len(self._begins))}')
        cells = []
        for at, value in enumerate(row):
            if value is None or value == "":
                continue
            begin = f'{self._begins[at]}{line}"{_BOLD if at < bold else ""}'
            cells.append(_text(begin, value) if type(value) is str else _cell(begin, value))
        self._file.write(f'<row r="{line}">{"".join(cells)}</row>')

    def end(self) -> None:
        """No more rows."""
        self._file.write("</sheetData></worksheet>")
        self._file.close()


def _cell(begin: str, value: Any) -> str:
    """One cell; `begin` is its tag up to where its kind follows."""
    if isinstance(value, bool):
        return _text(begin, show(value))
    if isinstance(value, (int, Decimal, float)):
        return f"{begin}><v>{value}</v></c>"
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        if day < _FIRST_DAY:
            return _text(begin, show(day))
        return f"{begin}{_DAY}><v>{day.toordinal() - _DAY_NOUGHT}</v></c>"
    return _text(begin, str(value))


def _text(begin: str, text: str) -> str:
    """A cell of text: as it is where nothing in it could be odd, which is nearly everywhere."""
    if len(text) > CELL_LETTERS:  # Excel holds no more in a cell, and would call the file damaged
        text = f"{text[: CELL_LETTERS - 1]}…"
    if not text.isprintable() or "&" in text or "<" in text or ">" in text or "_x" in text:
        text = _ODD.sub(_taken, text)
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f'{begin} t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _taken(found: re.Match[str]) -> str:
    odd = found.group()
    return _NAMED.get(odd) or f"_x{ord(odd):04X}_"


def _letters(at: int) -> str:
    """The letters of a column, 0 is A."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_name(words: str, number: int = 1) -> str:
    """What Excel takes as a name, 31 letters at most; a second sheet of the same words says so."""
    mark = f" ({number})" if number > 1 else ""
    return _NOT_IN_A_NAME.sub(" ", words).strip()[: 31 - len(mark)] + mark


def bind(path: Path, sheets: Iterable[Sheet]) -> None:
    """Put ended sheets together as a workbook."""
    named = list(enumerate(sheets, 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, text in _parts([sheet.name for _number, sheet in named]):
            archive.writestr(name, text)
        for number, sheet in named:
            archive.write(sheet.path, f"xl/worksheets/sheet{number}.xml")
            sheet.path.unlink()


def _parts(names: Sequence[str]) -> Iterable[tuple[str, str]]:
    numbers = range(1, len(names) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_OFFICE}.worksheet+xml"/>' for n in numbers
    )
    listed = "".join(
        f'<sheet name="{_ODD.sub(_taken, name).replace(chr(34), "&quot;")}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_OFFICE}.styles+xml"/>{types}</Types>',
    )
    yield (
        "_rels/.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    yield (
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_NAMESPACE}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>',
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{related}'
        f'<Relationship Id="rId{len(names) + 1}" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    )
    yield "xl/styles.xml", _STYLES
