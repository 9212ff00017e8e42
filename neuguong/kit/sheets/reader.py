"""Reading a workbook: the grid of its data sheet, the line of its headers, its rows cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from neuguong.kit.sheets.archive import open_parts
from neuguong.kit.sheets.markup import BROKEN, SheetFileError
from neuguong.kit.sheets.model import Sheet, SheetColumn
from neuguong.kit.sheets.parse import Reading, reading, sayable, written
from neuguong.kit.sheets.scan import letter
from neuguong.kit.text import nfc

HEAD_WITHIN = 20
_EMPTY = ("", None)
EXAMPLE = "VÍ DỤ"  # stands in the first column of the template's example line


class Grid:
    """The data sheet from A1 on. A large one is never there as a whole: `top` holds the first lines, where headers
    are looked for, and `body` walks through the rest.

    `formulas`  what the cells say that hold a formula, by (line, column) from 1
    `told`      what a person should know of this file, a sentence each
    `merged`    the merged ranges as (first line, last line, "A1:C1")
    """

    def __init__(
        self,
        values: Any,
        formulas: Mapping[tuple[int, int], str],
        told: Sequence[str] = (),
        merged: Sequence[tuple[int, int, str]] = (),
    ) -> None:
        self._values, self.formulas, self.told, self.merged = values, formulas, list(told), merged
        self._put: Mapping[int, Mapping[int, str]] = {}
        self.top = list(islice(self.body(0), HEAD_WITHIN))

    def body(self, after: int) -> Iterator[list[Any]]:
        """The values of each line below line `after`, those that were `put` in their places."""
        start = self._values.start
        pad = [""] * start[1] if start else []
        for line, values in enumerate(islice(self._values.iter_rows(), after, None), start=after + 1):
            full = [*pad, *values] if pad else values
            for column, text in self._put.get(line, {}).items():
                full[column - 1] = text
            yield full

    def put(self, cells: Mapping[int, Mapping[int, str]]) -> None:
        """Have these texts read, by line and column, instead of what stands there."""
        self._put = cells

    @property
    def lines(self) -> list[list[Any]]:
        """Everything at once: for small files."""
        return list(self.body(0))

    def heads(self, line: int) -> list[str]:
        """The texts of a line near the top, as headers are compared."""
        return [_plain(value) for value in self.top[line - 1]]


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
    try:
        values = CalamineWorkbook.from_filelike(parts.book).get_sheet_by_name(parts.name)
        grid = Grid(values, parts.formulas, parts.told, _merged(values))
    except BaseException as error:
        # A fault inside the reader comes as a bare BaseException of its own; an interrupt must still pass.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise SheetFileError(str(BROKEN)) from error
    if not any(value not in _EMPTY for values in grid.body(0) for value in values):
        raise SheetFileError(_("Trang tính “%(name)s” không có dữ liệu.") % {"name": parts.name})
    return grid


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
                unknown.append(nfc(sayable(written(grid.top[line - 1][at - 1]))))
        elif column.key in columns:
            raise SheetFileError(_("Tiêu đề “%(header)s” có ở hai cột.") % {"header": column.header})
        else:
            columns[column.key] = at
    missing = [column.header for column in sheet.columns if column.required and column.key not in columns]
    if missing:
        raise SheetFileError(_missing(missing) + _merged_above(grid))
    return Head(line, columns, unknown)


def about(grid: Grid, head: Head) -> list[str]:
    """What a person should know of this file as a whole, a sentence each."""
    ranges = [words for _first, last, words in grid.merged if last > head.line]
    if not ranges:
        return grid.told
    words = {"n": len(ranges), "names": ", ".join(ranges[:5])}
    told = _(
        "Trang dữ liệu có %(n)s vùng ô gộp (%(names)s); chỉ ô đầu của mỗi vùng có giá trị, các ô sau coi là trống."
    )
    return [*grid.told, told % words]


def parse_rows(grid: Grid, head: Head, sheet: Sheet, doubts: list[str] | None = None) -> Iterator[ReadRow]:
    """The rows under the headers, empty ones left out; each error sentence ends with where to mend it.

    When all are read, what must be asked about whole columns stands in `doubts`. A workbook of ours may begin with the
    example line of its template: that is no row.
    """
    columns = [(sheet.column(key), at, reading(sheet.column(key))) for key, at in head.columns.items()]
    derive, formulas, first = sheet.derive, grid.formulas, sheet.columns[0].key
    for line, values in enumerate(grid.body(head.line), start=head.line + 1):
        if any(values) or any(value not in _EMPTY for value in values):
            if first in head.columns and values[head.columns[first] - 1] == EXAMPLE:
                continue
            row = _row(line, values, columns, formulas)
            if derive and not row.errors:
                row.cells.update(derive(row.cells))
            yield row
    if doubts is not None:
        doubts += [one.doubt for _column, _at, one in columns if one.doubt]


def place(column: str, line: int) -> str:
    """The end of every error sentence: where to mend it."""
    return _("Sửa ở cột %(column)s dòng %(line)s.") % {"column": column, "line": line}


def _row(
    line: int, values: list[Any], columns: list[tuple[SheetColumn, int, Reading]], formulas: Mapping[Any, str]
) -> ReadRow:
    cells: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for column, at, known in columns:
        value = values[at - 1]
        if value == "" and not column.required and not formulas:
            continue  # most cells of most workbooks
        try:
            if formulas and (line, at) in formulas:
                raise ValueError(_formula("" if column.sensitive else formulas[line, at]))
            # A text that was read before is not read again; 1, 1.0 and True would be one key, so only texts are kept.
            found = known[value] if type(value) is str else known.inner(value)
            if found is not None:
                cells[column.key] = found
            elif column.required:
                raise ValueError(_("Thiếu “%(header)s”.") % {"header": column.header})
        except ValueError as error:
            errors[column.key] = f"{sayable(str(error))} {place(letter(at), line)}"
    return ReadRow(line, cells, errors)


def _formula(text: str) -> str:
    if not text:
        return _("Ô có công thức. Hãy dán giá trị thay cho công thức.")
    return _("Ô có công thức “=%(text)s”; hệ thống không tính công thức. Hãy dán giá trị thay cho công thức.") % {
        "text": text[:60]
    }


def _best(grid: Grid, sheet: Sheet) -> tuple[int, list[str]]:
    """Among the first lines the one with the most headers of this sheet."""
    wanted = _wanted(sheet)
    candidates = [(line, grid.heads(line)) for line in range(1, len(grid.top) + 1)]
    return max(candidates, key=lambda pair: (len(wanted & set(pair[1])), -pair[0]))


def _wanted(sheet: Sheet) -> set[str]:
    return {_plain(column.header) for column in sheet.columns}


def _plain(value: Any) -> str:
    return nfc(written(value)).rstrip("* ").casefold() if value not in _EMPTY else ""


def _merged(values: Any) -> list[tuple[int, int, str]]:
    """The merged ranges of the sheet, lines and columns counted from 1."""
    return [
        (top + 1, bottom + 1, f"{letter(left + 1)}{top + 1}:{letter(right + 1)}{bottom + 1}")
        for (top, left), (bottom, right) in values.merged_cell_ranges or ()
    ]


def _merged_above(grid: Grid) -> str:
    """Merged cells among the headers are why they are not found: only the first has the text."""
    ranges = [words for first, _last, words in grid.merged if first <= HEAD_WITHIN]
    if not ranges:
        return ""
    return " " + _("Dòng tiêu đề có ô gộp (%(names)s): hãy bỏ gộp, mỗi cột một tiêu đề.") % {
        "names": ", ".join(ranges[:5])
    }


def _missing(headers: list[str]) -> str:
    names = ", ".join(f"“{header}”" for header in headers)
    return _("Tệp thiếu cột %(names)s. Hãy dùng tệp mẫu tải từ hệ thống.") % {"names": names}
