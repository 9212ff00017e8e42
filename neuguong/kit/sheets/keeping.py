"""What of an uploaded workbook may be kept: its data sheet anew, with the values of the wanted columns alone."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import xlsxwriter

from neuguong.kit.sheets.archive import DATA_SHEET
from neuguong.kit.sheets.model import Sheet
from neuguong.kit.sheets.parse import YEARS, written
from neuguong.kit.sheets.reader import Grid, Head

Apart = Mapping[str, Mapping[str, str]]  # line -> column key -> what the cell said; text throughout, to be kept as JSON

_EMPTY = ("", None)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# The copy of one workbook is always the same bytes, so that sending it twice keeps it once.
_MADE = dt.datetime(2000, 1, 1)


def sensitive_among(head: Head, sheets: Iterable[Sheet]) -> list[str]:
    """The headers nobody asked for that one of the sheets calls sensitive, as the file writes them."""
    names = {column.header.casefold() for one in sheets for column in one.columns if column.sensitive}
    return [text for text in head.unknown if text.rstrip("* ").casefold() in names]


def write_kept(grid: Grid, head: Head, stream: BinaryIO) -> None:
    """Write the data sheet again: every header, and the values under the columns of `head`, all in their old places.

    Nothing else of the upload is carried over: other columns and sheets, lines above the headers, comments, names. A
    formula stays one, without its text and result, so that it is refused in the copy as it was in the upload.
    """
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"created": _MADE})
    page = book.add_worksheet(DATA_SHEET)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for at, value in enumerate(grid.lines[head.line - 1]):
        if value not in _EMPTY:
            page.write_string(head.line - 1, at, written(value))
    columns = sorted(at - 1 for at in head.columns.values())
    formulas: dict[int, list[int]] = {}
    for line, at in grid.formulas:
        formulas.setdefault(line - 1, []).append(at - 1)
    for line, values in enumerate(grid.lines[head.line :], start=head.line):
        for at in columns:
            _put(page, line, at, values[at], day)
        for at in formulas.get(line, ()):
            page.write_formula(line, at, "=0", None, 0)
    book.close()


def _put(page: Any, line: int, at: int, value: Any, day: Any) -> None:
    if value in _EMPTY:
        return
    if isinstance(value, bool):
        page.write_boolean(line, at, value)
    elif isinstance(value, dt.date) and value.year >= YEARS[0]:  # Excel counts days from 1900
        page.write_datetime(line, at, value, day)
    elif isinstance(value, int | float):
        page.write_number(line, at, value)
    else:
        page.write_string(line, at, written(value))


def apart(grid: Grid, head: Head, sheet: Sheet) -> dict[str, dict[str, str]]:
    """What the sensitive columns of `head` say, where they say something that is not a formula."""
    columns = {key: at for key, at in head.columns.items() if sheet.column(key).sensitive}
    found: dict[str, dict[str, str]] = {}
    for line, values in enumerate(grid.lines[head.line :], start=head.line + 1):
        said = {
            key: written(values[at - 1])
            for key, at in columns.items()
            if values[at - 1] not in _EMPTY and (line, at) not in grid.formulas
        }
        if said:
            found[str(line)] = said
    return found


def put_back(grid: Grid, head: Head, values: Apart) -> None:
    """The opposite of `apart`: write its values into the grid of the kept copy."""
    for line, said in values.items():
        if int(line) <= len(grid.lines):  # below stood nothing but these
            for key, text in said.items():
                grid.lines[int(line) - 1][head.columns[key] - 1] = text
