"""Rows copied out of a workbook and pasted as text: which member each is for, and what of it cannot be read.

The cells are read by the same readers as those of the workbook of registrations.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Person
from neuguong.kit.sheets.parse import parser
from neuguong.kit.text import fold, nfc_lines
from neuguong.work.commitments.services import ItemInput, said
from neuguong.work.commitments.sheets import REGISTRATIONS

MOST = 1000
WHO = "who"
# In the order in which they are asked for; key of the workbook's column -> field of the item.
FIELDS: Mapping[str, str] = {
    "deed": "deed",
    "measure": "measure_taken",
    "product": "product",
    "target": "target",
    "measure_unit": "measure_unit",
    "item_due": "due_on",
    "standard": "standard_id",
}
ORDER = (WHO, *FIELDS)
HEADERS = (_l("Họ tên hoặc mã"), *(REGISTRATIONS.column(key).header for key in FIELDS))
_WHO_WORDS = ("ho ten", "ho va ten", "ho ten hoac ma", "ma", "ma nguoi", "dang vien", "dong chi")
_ALSO = {
    "so": "target", "chi tieu": "target", "san pham": "product", "san pham/chi tieu": "product", "viec": "deed",
    "noi dung": "deed", "thoi gian hoan thanh": "item_due", "han": "item_due", "don vi": "measure_unit",
}  # fmt: skip


@dataclass
class Line:
    """One pasted row. `cells` are its words by column; `wrong` says by column why a cell was not read."""

    at: int
    cells: dict[str, str]
    item: ItemInput
    wrong: dict[str, str] = field(default_factory=dict)
    person: Person | None = None
    choices: list[Person] = field(default_factory=list)
    fate: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether it can be saved: it is known whose it is."""
        return self.person is not None and WHO not in self.wrong


def read(text: str, standards: Mapping[int, int]) -> list[Line]:
    """The rows of the text, in order; rows without a word are left out. `standards`: number -> id.

    A head row says which column is which; without one they stand in `ORDER`. An empty name is that of the row above.
    """
    rows = [row for row in _rows(text) if any(cell.strip() for cell in row)]
    order: Sequence[str] = _head(rows[0]) if rows else ()
    lines: list[Line] = []
    for at, row in enumerate(rows[1:] if order else rows, start=1):
        cells = {key: nfc_lines(words) for key, words in zip(order or ORDER, row, strict=False) if key}
        if not cells.get(WHO) and lines:
            cells[WHO] = lines[-1].cells[WHO]
        lines.append(_line(at, cells, standards))
    return lines


def _rows(text: str) -> Iterator[list[str]]:
    """Cells between tabs, rows between line ends. Only a cell of several lines stands in quotation marks, as Excel
    writes it; the marks of any other are its own."""
    clean = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    row: list[str] = []
    at = 0
    while at <= len(clean):
        cell, at = _cell(clean, at)
        row.append(cell)
        if clean[at : at + 1] != "\t":
            yield row
            row = []
        at += 1


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins at a place, and where it ends."""
    if text[at : at + 1] == '"':
        end = text.find('"', at + 1)
        while end >= 0 and text[end + 1 : end + 2] == '"':
            end = text.find('"', end + 2)
        inside = text[at + 1 : end] if end >= 0 else ""
        if text[end + 1 : end + 2] in ("", "\t", "\n") and ("\n" in inside or "\t" in inside):
            return inside.replace('""', '"'), end + 1
    ends = [place for mark in "\t\n" if (place := text.find(mark, at)) >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def _head(row: Sequence[str]) -> list[str]:
    """The keys of a head row's columns; [] if it is no head row."""
    known = {fold(REGISTRATIONS.column(key).header): key for key in FIELDS}
    known |= _ALSO | dict.fromkeys(_WHO_WORDS, WHO)
    keys = [known.get(fold(cell), "") for cell in row]
    return keys if WHO in keys and "deed" in keys else []


def _line(at: int, cells: dict[str, str], standards: Mapping[int, int]) -> Line:
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for key, name in FIELDS.items():
        words = cells.get(key, "")
        try:
            values[name] = _read(key, words, standards) if words else None
        except ValueError as error:
            wrong[key] = str(error)
    given = {name: value for name, value in values.items() if value is not None}
    unread = {FIELDS[key]: cells[key] for key in wrong if key != "standard"}
    return Line(at, cells, ItemInput(number=0, unread=unread, **given), wrong)


def _read(key: str, words: str, standards: Mapping[int, int]) -> Any:
    value = parser(REGISTRATIONS.column(key))(words)
    if key == "target":
        return _not_negative(Decimal(value))
    if key == "item_due":
        return dt.date.fromisoformat(value)
    if key != "standard":
        return value
    if value not in standards:
        raise ValueError(_("Không có chuẩn mực số %(number)s.") % {"number": value})
    return standards[value]


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise ValueError(_("Số chỉ tiêu không được âm."))
    return value


def find(lines: Iterable[Line], people: Sequence[Person], chosen: Mapping[int, int]) -> None:
    """Say whose each row is: by code, by name, or by name without diacritics where that is only one's.

    `chosen`: row -> the person picked among several of one name.
    """
    meant = _meaning(people)
    for line in lines:
        name = line.cells.get(WHO, "")
        found = meant(name)
        picked = [one for one in found if one.pk == chosen.get(line.at)]
        if len(found) > 1 and not picked:
            line.choices = found
            line.wrong[WHO] = _("Có %(n)s đồng chí cùng tên; hãy chọn một.") % {"n": len(found)}
        elif not found:
            words = _("Không có “%(name)s” trong chi bộ.") if name else _("Thiếu họ tên hoặc mã.")
            line.wrong[WHO] = words % {"name": name} if name else words
        else:
            line.choices = found if picked else []
            line.person = (picked or found)[0]


def _meaning(people: Sequence[Person]) -> Callable[[str], list[Person]]:
    """Whom words may mean among the people, each looked at once."""
    ways: list[tuple[Callable[[str], str], dict[str, list[Person]]]] = []
    for read_as, called in ((said, "code"), (said, "full_name"), (fold, "full_name")):
        known: dict[str, list[Person]] = {}
        for one in people:
            known.setdefault(read_as(getattr(one, called)), []).append(one)
        ways.append((read_as, known))

    def meant(name: str) -> list[Person]:
        return next((found for read_as, known in ways if name and (found := known.get(read_as(name)))), [])

    return meant
