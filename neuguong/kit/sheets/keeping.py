"""What of an uploaded workbook may be kept: its data sheet anew, with the values of the wanted columns alone."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from neuguong.kit.sheets.archive import DATA_SHEET
from neuguong.kit.sheets.model import Sheet
from neuguong.kit.sheets.parse import YEARS, written
from neuguong.kit.sheets.plain import day_cell, formula_cell, plain_book, text_cell
from neuguong.kit.sheets.reader import Grid, Head
from neuguong.kit.sheets.scan import letter

Apart = Mapping[str, Mapping[str, str]]  # line -> column key -> what the cell said; text throughout, to be kept as JSON

_EMPTY = ("", None)


def sensitive_among(head: Head, sheets: Iterable[Sheet]) -> list[str]:
    """The headers nobody asked for that one of the sheets calls sensitive, as the file writes them."""
    names = {column.header.casefold() for one in sheets for column in one.columns if column.sensitive}
    return [text for text in head.unknown if text.rstrip("* ").casefold() in names]


def write_kept(grid: Grid, head: Head, stream: BinaryIO) -> None:
    """Write the data sheet again: every header, and the values under the columns of `head`, all in their old places.

    Nothing else of the upload is carried over: other columns and sheets, lines above the headers, comments, names. A
    formula stays one, without its result and elsewhere without its text, so that it is refused as it was in the upload.
    """
    columns = sorted((at, letter(at)) for at in head.columns.values())
    known, formulas = set(head.columns.values()), dict[int, list[int]]()
    for line, at in sorted(grid.formulas):
        formulas.setdefault(line, []).append(at)
    heads = [(at, letter(at)) for at in range(1, len(grid.top[head.line - 1]) + 1)]
    with plain_book(stream, DATA_SHEET) as write:
        write(head.line, [text_cell(f"{name}{head.line}", written(grid.top[head.line - 1][at - 1]))
                          for at, name in heads if grid.top[head.line - 1][at - 1] not in _EMPTY])  # fmt: skip
        for line, values in enumerate(grid.body(head.line), start=head.line + 1):
            odd = formulas.get(line, ())
            cells = [
                _cell(f"{name}{line}", values[at - 1])
                for at, name in columns
                if values[at - 1] not in _EMPTY and at not in odd
            ]
            cells += [formula_cell(f"{letter(at)}{line}", grid.formulas[line, at] if at in known else "") for at in odd]
            if cells:
                write(line, cells)


def _cell(place: str, value: Any) -> str:
    if isinstance(value, str):
        return text_cell(place, value)
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, dt.date) and value.year >= YEARS[0]:  # Excel counts days from 1900
        return day_cell(place, dt.date(value.year, value.month, value.day))
    if isinstance(value, int | float) and math.isfinite(value):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    return text_cell(place, written(value))


def apart(grid: Grid, head: Head, sheet: Sheet) -> dict[str, dict[str, str]]:
    """What the sensitive columns of `head` say, where they say something that is not a formula."""
    columns = {key: at for key, at in head.columns.items() if sheet.column(key).sensitive}
    found: dict[str, dict[str, str]] = {}
    for line, values in enumerate(grid.body(head.line), start=head.line + 1):
        said = {
            key: written(values[at - 1])
            for key, at in columns.items()
            if values[at - 1] not in _EMPTY and (line, at) not in grid.formulas
        }
        if said:
            found[str(line)] = said
    return found


def put_back(grid: Grid, head: Head, values: Apart) -> None:
    """The opposite of `apart`: have its values read from the grid of the kept copy."""
    grid.put({int(line): {head.columns[key]: text for key, text in said.items()} for line, said in values.items()})
