"""How wide the columns of a table are on paper."""

import datetime as dt
from collections.abc import Sequence

from neuguong.kit.documents.blocks import Cell, Column, Figure, Table
from neuguong.kit.documents.clean import BREAKABLE_FROM

# Millimetres at 12 points: a digit of Times takes half its size, bold letters a little more.
_POINTS = 12
_LINE = 5.0
_DIGIT = 2.15
_BOLD_LETTER = 2.5
_CODE_LETTER = 1.5
_MARGINS = 3.5


def column_widths(table: Table, total: float, points: int = _POINTS) -> list[float]:
    """The widths in millimetres, `total` together: as the columns share it, but none too narrow for its numbers.

    Numbers, dates and the words of a column's head cannot be broken over lines; other text can. Where even that does
    not fit, every column gives way in proportion. `points` is the size of the letters.
    """
    least = [_least(place, table) * points / _POINTS + _MARGINS for place in range(len(table.columns))]
    if sum(least) >= total:
        return [total * width / sum(least) for width in least]
    fixed: dict[int, float] = {}
    while True:
        free = [place for place in range(len(least)) if place not in fixed]
        unit = (total - sum(fixed.values())) / sum(table.columns[place].width for place in free)
        narrow = {place: least[place] for place in free if table.columns[place].width * unit < least[place]}
        if not narrow:
            return [fixed.get(place, column.width * unit) for place, column in enumerate(table.columns)]
        fixed |= narrow


def height_of(cells: Sequence[str], widths: Sequence[float], points: int = _POINTS) -> float:
    """About how many millimetres a row of these texts takes: rather too many than too few."""
    letter = _DIGIT * points / _POINTS
    lines = (
        sum(1 + int(len(line) * letter / max(wide - _MARGINS, letter)) for line in text.split("\n"))
        for text, wide in zip(cells, widths, strict=True)
    )
    return max(lines, default=0) * _LINE * points / _POINTS


def _least(place: int, table: Table) -> float:
    column = table.columns[place]
    rows = (*table.rows, table.totals) if table.totals else table.rows
    cells = (_width(row[place], column) for row in rows if column.numeric or isinstance(row[place], dt.date))
    return max(_longest(column.label) * _BOLD_LETTER, *cells, 0)


def _width(cell: Cell, column: Column) -> float:
    code = len(cell.code) + 1 if isinstance(cell, Figure) and cell.code else 0
    return _longest(column.show(cell)) * _DIGIT + code * _CODE_LETTER


def _longest(text: str) -> int:
    """The letters of the longest word that cannot be broken."""
    return max((len(word) for word in text.split() if len(word) < BREAKABLE_FROM), default=0)
