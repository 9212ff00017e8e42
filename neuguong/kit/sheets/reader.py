"""Reading a workbook: the grid of its data sheet, the line of its headers, its rows cell by cell."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from neuguong.kit.sheets.archive import SheetFileError, open_parts
from neuguong.kit.sheets.model import Sheet, SheetColumn
from neuguong.kit.sheets.parse import parser, written
from neuguong.kit.sheets.scan import formulas, letter
from neuguong.kit.text import nfc

HEAD_WITHIN = 20
_EMPTY = ("", None)


@dataclass(frozen=True)
class Grid:
    """The values of the data sheet from A1 on, and the cells (line, column; from 1) that hold a formula."""

    lines: list[list[Any]]
    formulas: frozenset[tuple[int, int]] = frozenset()

    def heads(self, line: int) -> list[str]:
        """The texts of a line, as headers are compared."""
        return [_plain(value) for value in self.lines[line - 1]]


@dataclass(frozen=True)
class Head:
    """Where the headers stand: their line, the column (from 1) of each key, and the headers nobody asked for."""

    line: int
    columns: dict[str, int]
    unknown: list[str] = field(default_factory=list)

    @property
    def letters(self) -> dict[str, str]:
        """The letters of each key's column."""
        return {key: letter(column) for key, column in self.columns.items()}


@dataclass(frozen=True)
class ReadRow:
    """A row: values by key (those that could be read), sentences by key (those that could not)."""

    line: int
    cells: dict[str, Any]
    errors: dict[str, str]


def read(stream: BinaryIO, lines: int | None = None) -> Grid:
    """The data sheet of the workbook in `stream`, or its first `lines`; SheetFileError with one sentence if it cannot
    be had."""
    parts = open_parts(stream, lines)
    with_formula = formulas(parts.sheet)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(parts.book))
        values = book.get_sheet_by_name(parts.name).to_python(skip_empty_area=False, nrows=lines)
    except BaseException as error:
        # A fault inside the reader comes as a bare BaseException of its own; an interrupt must still pass.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise SheetFileError(_("Tệp bị hỏng, không mở được. Hãy lưu lại bằng Excel rồi tải lên lần nữa.")) from error
    if not any(value not in _EMPTY for line in values for value in line):
        raise SheetFileError(_("Trang tính “%(name)s” không có dữ liệu.") % {"name": parts.name})
    return Grid(values, with_formula)


def detect(grid: Grid, sheets: Sequence[Sheet]) -> Sheet:
    """The kind of workbook by its headers; SheetFileError if it is none of them."""
    fits = [(sum(h in heads for h in _wanted(one)), one) for one in sheets for heads in [_best(grid, one)[1]]]
    score, best = max(fits, key=lambda pair: pair[0], default=(0, None))
    if best is None or score < len([c for c in best.columns if c.required]):
        raise SheetFileError(_("Không nhận ra loại dữ liệu của tệp. Hãy dùng tệp mẫu tải từ hệ thống."))
    return best


def find_head(grid: Grid, sheet: Sheet, *, sensitive: bool = False) -> Head:
    """The line of the headers; SheetFileError that names a required header that is missing, or one written twice."""
    line, heads = _best(grid, sheet)
    wanted = {_plain(column.header): column for column in sheet.columns}
    columns: dict[str, int] = {}
    unknown: list[str] = []
    for at, text in enumerate(heads, start=1):
        column = wanted.get(text)
        if column is None or (column.sensitive and not sensitive):
            if text:
                unknown.append(nfc(written(grid.lines[line - 1][at - 1])))
        elif column.key in columns:
            raise SheetFileError(_("Tiêu đề “%(header)s” có ở hai cột.") % {"header": column.header})
        else:
            columns[column.key] = at
    missing = [column.header for column in sheet.columns if column.required and column.key not in columns]
    if missing:
        raise SheetFileError(_missing(missing))
    return Head(line, columns, unknown)


def parse_rows(grid: Grid, head: Head, sheet: Sheet) -> Iterator[ReadRow]:
    """The rows under the headers, empty ones left out; each error sentence ends with where to mend it."""
    columns = [(sheet.column(key), at, parser(sheet.column(key))) for key, at in head.columns.items()]
    for line, values in enumerate(grid.lines[head.line :], start=head.line + 1):
        if any(value not in _EMPTY for value in values):
            row = _row(line, values, columns, grid.formulas)
            if sheet.derive and not row.errors:
                row.cells.update(sheet.derive(row.cells))
            yield row


def place(column: str, line: int) -> str:
    """The end of every error sentence: where to mend it."""
    return _("Sửa ở cột %(column)s dòng %(line)s.") % {"column": column, "line": line}


def _row(line: int, values: list[Any], columns: list[tuple[SheetColumn, int, Any]], bad: Any) -> ReadRow:
    cells: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for column, at, parse in columns:
        value = values[at - 1]
        try:
            if bad and (line, at) in bad:
                raise ValueError(_("Ô có công thức. Hãy dán giá trị thay cho công thức."))
            if value is None or (isinstance(value, str) and not value.strip()):
                if column.required:
                    raise ValueError(_("Thiếu “%(header)s”.") % {"header": column.header})
            else:
                cells[column.key] = parse(value)
        except ValueError as error:
            errors[column.key] = f"{error} {place(letter(at), line)}"
    return ReadRow(line, cells, errors)


def _best(grid: Grid, sheet: Sheet) -> tuple[int, list[str]]:
    """Among the first lines the one with the most headers of this sheet."""
    wanted = _wanted(sheet)
    candidates = [(line, grid.heads(line)) for line in range(1, min(len(grid.lines), HEAD_WITHIN) + 1)]
    return max(candidates, key=lambda pair: (len(wanted & set(pair[1])), -pair[0]))


def _wanted(sheet: Sheet) -> set[str]:
    return {_plain(column.header) for column in sheet.columns}


def _plain(value: Any) -> str:
    return nfc(written(value)).rstrip("* ").casefold() if value not in _EMPTY else ""


def _missing(headers: list[str]) -> str:
    names = ", ".join(f"“{header}”" for header in headers)
    return _("Tệp thiếu cột %(names)s. Hãy dùng tệp mẫu tải từ hệ thống.") % {"names": names}
