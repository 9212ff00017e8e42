"""A table of a document as a worksheet: numbers are numbers, dates dates, and text is never a formula."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from neuguong.kit.documents import blocks, form
from neuguong.kit.documents.clean import clean

LONGEST = 32_767  # letters in a cell
PAPERS = {"A4": 9, "A3": 8}  # as Excel numbers them
LINK = {"font_color": "#0563C1"}
Look = dict[str, Any]
_EXACT = 10**15  # a cell holds 15 digits; longer numbers are kept as text
_LONGEST_ADDRESS = 2_079


class TableSheet:
    """Writes one table on a fresh sheet; `style` makes the cell format of a look, each look once."""

    def __init__(self, sheet: Worksheet, document: blocks.Document, style: Callable[..., Any]) -> None:
        self._sheet = sheet
        self._document = document
        self._style = style

    def write(self, table: blocks.Table, title: str, landscape: bool) -> None:
        """Title, column heads, rows, totals, source, in this order; the heads stay in view and on every page."""
        self._set_up(table, landscape)
        self._string(0, 0, title, {"bold": True})
        for place, column in enumerate(table.columns):
            head = {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
            self._string(1, place, column.label, head)
        last = 1
        for last, row in enumerate(table.rows, 2):
            self._row(last, row, table.columns, {"border": 1})
        if table.totals:
            last += 1
            self._row(last, table.totals, table.columns, {"border": 1, "bold": True})
        if table.source:
            self._string(last + 1, 0, form.SOURCE + table.source, {"italic": True})

    def _set_up(self, table: blocks.Table, landscape: bool) -> None:
        sheet = self._sheet
        sheet.set_paper(PAPERS[self._document.paper])
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
        sheet.freeze_panes(2, 0)
        if landscape:
            sheet.set_landscape()
        unit = (140 if landscape else 95) / sum(column.width for column in table.columns)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, max(6, column.width * unit))

    def _row(self, line: int, row: tuple[blocks.Cell, ...], columns: tuple[blocks.Column, ...], look: Look) -> None:
        for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
            self._cell(line, place, cell, column, look)

    def _cell(self, line: int, place: int, cell: blocks.Cell, column: blocks.Column, look: Look) -> None:
        if isinstance(cell, blocks.Figure):
            address = clean(self._document.absolute(cell))
            if address.startswith("http") and len(address) <= _LONGEST_ADDRESS:
                look = {**look, **LINK}
                self._sheet.write_url(line, place, address, self._style(**look), "")
            cell = cell.text if cell.value is None else cell.value
        number, shown_as = _number(cell, column)
        if number is None:
            align: Look = {"align": "right"} if column.numeric else {"text_wrap": True, "valign": "top"}
            self._string(line, place, column.show(cell), {**look, **align})
        else:
            self._sheet.write_number(line, place, number, self._style(**look, num_format=shown_as))

    def _string(self, line: int, place: int, text: str, look: Look) -> None:
        if text or "border" in look:
            self._sheet.write_string(line, place, clean(text)[:LONGEST], self._style(**look))


def _number(cell: blocks.Cell, column: blocks.Column) -> tuple[int | Decimal | None, str]:
    """The number that a cell holds and how to show it; no number for what has to stay text."""
    match cell:
        case dt.date() if cell.year > 1900:
            return (cell - dt.date(1899, 12, 30)).days, "dd/mm/yyyy"
        case blocks.Share() if cell.whole:
            return Decimal(cell.part) / Decimal(cell.whole), "0" + _places(column.places, 1) + "%"
        case int() | Decimal() if _fits(Decimal(cell)):
            return cell, "#,##0" + _places(column.places, _decimals(cell))
        case _:
            return None, ""


def _fits(value: Decimal) -> bool:
    return value.is_finite() and abs(value) < _EXACT


def _decimals(value: int | Decimal) -> int:
    exponent = Decimal(value).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _places(wanted: int | None, otherwise: int) -> str:
    places = otherwise if wanted is None else wanted
    return "." + "0" * places if places else ""
