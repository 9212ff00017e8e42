"""A list into a file, row by row: memory does not grow with the list, and no row is left out."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _

from neuguong.base.exports import storage
from neuguong.base.exports.choices import FileKind
from neuguong.base.exports.services.workbook import Sheet, bind, sheet_name
from neuguong.kit import numbers
from neuguong.kit.lists import Listing, show

SHEET_ROWS = 1_048_575  # what Excel takes, below the head
TICK = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BELOW_ZERO = re.compile(r"-[0-9][0-9.,]*%?")

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
    """A workbook: the head and the rows, on further sheets under the same head where one is full; and a last sheet that
    says what this is."""
    head, sheets = table.head, [_begin(path, caption, table.head, 1)]
    line = 0
    for row in table:
        if line == sheet_rows:
            sheets.append(_begin(path, caption, head, len(sheets) + 1))
            line = 0
        sheets[-1].write(row)
        line += 1
    sheets.append(_explain(path, about))
    for sheet in sheets:
        sheet.end()
    bind(path, sheets)


def _begin(path: Path, caption: str, head: Sequence[str], number: int) -> Sheet:
    part = path.with_suffix(f".{number}")
    sheet = Sheet(sheet_name(caption or _("Danh sách"), number), part, is_first=number == 1)
    sheet.write(head, bold=len(head))
    return sheet


def _explain(path: Path, about: About) -> Sheet:
    sheet = Sheet(_("Thông tin"), path.with_suffix(".about"), widths=(24, 80))
    for line in about:
        sheet.write(line, bold=1)
    return sheet
