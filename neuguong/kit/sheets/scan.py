"""What only the XML of a sheet tells: which cells hold a formula, and how far the cells reach.

Reading gives back the value that a formula once had, and a lone cell at XFD1048576 would make a table of seventeen
thousand million cells; both must be known before the reader opens the sheet. Most files are plain: a search over the
bytes settles it, and only the others are walked through cell by cell.
"""

import re
from typing import Any

from django.utils.translation import gettext as _

from neuguong.kit.sheets.archive import SheetFileError, parse_xml

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELLS = 12_000_000  # of the rectangle that holds them all: the reader keeps it whole

# A file is plain if none of these is found: no formula, every cell and row says first where it stands, nothing is far
# out, and names carry no prefix.
_ODD = tuple(
    re.compile(pattern)
    for pattern in (
        rb"<f[\s/>]",
        rb":(?:c|f|row)[\s/>]",
        rb"<c(?=[\s/>])(?! r=\"[A-Z]{1,2}[0-9]{1,6}\")",
        rb"<row(?=[\s/>])(?! r=\"[0-9]{1,6}\")",
        rb" r=\"(?:[B-Z][A-Z]|[A-Z]{3})[0-9]",
        rb" r=\"[A-Z]*[2-9][0-9]{5}\"",
    )
)
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def formulas(sheet: bytes) -> frozenset[tuple[int, int]]:
    """The cells that hold a formula, as (line, column) counted from 1; SheetFileError if the sheet is too large."""
    if sheet.lstrip()[:1] == b"<" and not any(pattern.search(sheet) for pattern in _ODD):
        return frozenset()
    return _Walk(sheet).formulas()


def letter(column: int) -> str:
    """The letters of a column counted from 1: 6 is F, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Walk:
    """A walk through a sheet's cells, minding where each stands."""

    def __init__(self, sheet: bytes) -> None:
        self._line = self._lowest = 0
        self._column = self._rightmost = 0
        self._found: set[tuple[int, int]] = set()
        self._sheet = sheet

    def formulas(self) -> frozenset[tuple[int, int]]:
        parse_xml(self._sheet, self._start)
        return frozenset(self._found)

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        plain = name.rpartition(":")[2]
        if plain == "c":
            self._cell(attributes.get("r", ""))
        elif plain == "row":
            written = str(attributes.get("r", ""))
            self._line = int(written) if written.isdecimal() else self._line + 1
            self._column = 0
            self._check()
        elif plain == "f":
            self._found.add((self._line, self._column))

    def _cell(self, place: str) -> None:
        match = _PLACE.fullmatch(place)
        if match:
            self._column, self._line = _number(match[1]), int(match[2])
        else:
            self._column += 1
        self._check()

    def _check(self) -> None:
        self._lowest, self._rightmost = max(self._lowest, self._line), max(self._rightmost, self._column)
        if self._lowest > MAX_ROWS or self._rightmost > MAX_COLUMNS or self._lowest * self._rightmost > MAX_CELLS:
            raise SheetFileError(
                _("Trang tính quá lớn: tối đa 200.000 dòng và 200 cột. Hãy xóa phần thừa hoặc chia thành nhiều tệp.")
            )


def _number(letters: str) -> int:
    total = 0
    for char in letters.upper():
        total = total * 26 + ord(char) - 64
    return total
