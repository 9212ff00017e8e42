"""A list into a file, row by row: memory does not grow with the list, and no row is left out."""

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from neuguong.base.exports import storage
from neuguong.base.exports.choices import FileKind
from neuguong.kit import numbers
from neuguong.kit.lists import Listing, show

SHEET_ROWS = 1_048_575  # what Excel takes, below the head
CELL_LETTERS = 32_767
TICK = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BELOW_ZERO = re.compile(r"-[0-9][0-9.,]*%?")
_NOT_IN_A_SHEETS_NAME = re.compile(r"[\[\]:*?/\\']")

About = Sequence[tuple[str, str]]
Tick = Callable[[int], None]


@dataclass
class Written:
    """A file that is whole: sealed on disk, with as many rows as the list, and the ids of the people in it."""

    path: Path
    rows: int
    people: set[int]
    sha256: str
    size: int


@dataclass
class Table:
    """The list as the writers take it: each row once. Counts what passes, and notes the people."""

    listing: Listing[Any]
    tick: Tick
    rows: int = 0
    people: set[int] = field(default_factory=set)

    @property
    def head(self) -> list[str]:
        return [str(column.label) for column in self.listing.spec.columns]

    def __iter__(self) -> Iterator[list[Any]]:
        values = [column.value for column in self.listing.spec.columns]
        named = [_person_at(path) for path in self.listing.spec.people]
        for obj in self.listing.every():
            self.people.update(pk for one in named if (pk := one(obj)))
            self.rows += 1
            if self.rows % TICK == 0:
                self.tick(self.rows)
            yield [value(obj) for value in values]


def _person_at(path: str) -> Callable[[Any], int | None]:
    """From a row to the id of a person; None where on the way there is nobody."""
    steps = path.split("__")

    def person(obj: Any) -> int | None:
        for step in steps:
            try:
                obj = getattr(obj, step)
            except ObjectDoesNotExist:
                return None
            if obj is None:
                return None
        return int(obj)

    return person


def write(listing: Listing[Any], kind: str, folder: Path, *, about: Callable[[int], About], tick: Tick) -> Written:
    """Write the whole list into a file in `folder`; `tick` hears of every 500th row and may stop it by an exception.

    `about` says of a list of so many rows what a reader of the workbook should know. ValidationError unless as many
    rows were written as the list has: to be called in a snapshot, where the two are one.
    """
    expected = listing.found.order_by().count()
    table, path = Table(listing, tick), folder / f"list.{kind}"
    if kind == FileKind.XLSX:
        write_xlsx(table, path, listing.caption, about(expected))
    else:
        write_csv(table, path)
    if table.rows != expected:
        words = _("Danh sách có %(expected)s dòng nhưng chỉ ghi được %(rows)s dòng; tệp đã bị hủy.")
        raise ValidationError(words % {"expected": numbers.number(expected), "rows": numbers.number(table.rows)})
    return Written(path, table.rows, table.people, *storage.seal(path))


def write_csv(table: Table, path: Path) -> None:
    """CSV with a BOM (Excel in Vietnam opens it right)."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(table.head)
        for row in table:
            writer.writerow([_harmless(show(value)) for value in row])


def _harmless(text: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front; a plain number does not."""
    return f"'{text}" if text.startswith(_FORMULA) and not _BELOW_ZERO.fullmatch(text) else text


def write_xlsx(table: Table, path: Path, caption: str, about: About, *, sheet_rows: int = SHEET_ROWS) -> None:
    """A workbook in constant memory: the head and the rows, on further sheets under the same head where one is full;
    and a last sheet that says what this is."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "tmpdir": str(path.parent),
    }
    book = xlsxwriter.Workbook(str(path), options)  # given up without being closed when a row fails
    book.use_zip64()
    bold = book.add_format({"bold": True, "text_wrap": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet, line = _begin(book, caption, table.head, bold), 0
    for row in table:
        if line == sheet_rows:
            sheet, line = _begin(book, caption, table.head, bold), 0
        line += 1
        _write_row(sheet, line, row, day)
    _explain(book, about, bold)
    book.close()


def _begin(book: Any, caption: str, head: Sequence[str], bold: Any) -> Any:
    number = len(book.worksheets())
    mark = f" ({number + 1})" if number else ""
    name = _NOT_IN_A_SHEETS_NAME.sub(" ", caption).strip()[: 31 - len(mark)] or _("Danh sách")
    sheet = book.add_worksheet(name + mark)
    for at, label in enumerate(head):
        sheet.write_string(0, at, label, bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _explain(book: Any, about: About, bold: Any) -> None:
    sheet = book.add_worksheet(_("Thông tin"))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    for line, (label, text) in enumerate(about):
        sheet.write_string(line, 0, label, bold)
        sheet.write_string(line, 1, text)


def _write_row(sheet: Any, line: int, row: Sequence[Any], day: Any) -> None:
    for at, value in enumerate(row):
        if value is None or value == "":
            continue
        if isinstance(value, bool):
            sheet.write_string(line, at, show(value))
        elif isinstance(value, str | Promise):
            sheet.write_string(line, at, _cut(str(value)))
        elif isinstance(value, int | Decimal | float):
            sheet.write_number(line, at, value)
        elif isinstance(value, dt.date):
            sheet.write_datetime(line, at, dt.datetime(value.year, value.month, value.day), day)
        else:
            sheet.write_string(line, at, _cut(str(value)))


def _cut(text: str) -> str:
    """Excel holds no more letters in a cell; without this the writer would leave the whole cell out."""
    return text if len(text) <= CELL_LETTERS else f"{text[: CELL_LETTERS - 1]}…"
