"""What only the XML of a sheet tells: which cells hold a formula, which lines are hidden, how far the cells reach.

Reading gives back the value that a formula once had, and a lone cell at XFD1048576 would make a table of seventeen
thousand million cells; both must be known before the reader opens the sheet. Most files are plain: a search over the
bytes settles it, and only the others are walked through cell by cell.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from neuguong.kit.sheets.markup import SheetFileError, parse_xml

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELLS = 12_000_000  # of the rectangle that holds them all: the reader keeps it whole

# A file is plain if none of these is found: no formula, nothing hidden, every cell and row says first where it stands,
# nothing is far out, and names carry no prefix.
_ODD = tuple(
    re.compile(pattern)
    for pattern in (
        rb"<f[\s/>]",
        rb" hidden=",
        rb":(?:c|f|row)[\s/>]",
        rb"<c(?=[\s/>])(?! r=\"[A-Z]{1,2}[0-9]{1,6}\")",
        rb"<row(?=[\s/>])(?! r=\"[0-9]{1,6}\")",
        rb" r=\"(?:[B-Z][A-Z]|[A-Z]{3})[0-9]",
        rb" r=\"[A-Z]*[2-9][0-9]{5}\"",
    )
)
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_YES = ("1", "true")


@dataclass(frozen=True)
class Seen:
    """The texts of the formulas by (line, column) from 1, and the hidden lines."""

    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)


def scan(sheet: bytes) -> Seen:
    """Look through the XML of a sheet; SheetFileError if it is too large."""
    if sheet.lstrip()[:1] == b"<" and not any(pattern.search(sheet) for pattern in _ODD):
        return Seen()
    return _Walk(sheet).seen()


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
        self._seen = Seen()
        self._sheet = sheet
        self._inside: list[str] | None = None

    def seen(self) -> Seen:
        parse_xml(self._sheet, self._start, self._end, self._text)
        return self._seen

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        plain = name.rpartition(":")[2]
        if plain == "c":
            self._cell(attributes.get("r", ""))
        elif plain == "row":
            self._row(attributes)
        elif plain == "f":
            self._inside = []

    def _end(self, name: str) -> None:
        if self._inside is not None and name.rpartition(":")[2] == "f":
            self._seen.formulas[self._line, self._column] = "".join(self._inside)
            self._inside = None

    def _text(self, text: str) -> None:
        if self._inside is not None:
            self._inside.append(text)

    def _row(self, attributes: dict[str, Any]) -> None:
        written = str(attributes.get("r", ""))
        self._line = int(written) if written.isdecimal() and len(written) < 9 else self._line + 1
        self._column = 0
        if attributes.get("hidden") in _YES:
            self._seen.hidden.append(self._line)
        self._check()

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
