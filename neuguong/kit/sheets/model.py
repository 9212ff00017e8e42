"""A workbook of one kind declared once: from its columns come template, reading, preview and result file.

A slice's sheets.py holds `Sheet`s and registers them. Its `check` and `apply` are set-based SQL over the staged rows
(see `rows.Rows`); kit knows nothing of what they say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from neuguong.kit.sheets.rows import Rows

Words = str | Promise
Cells = dict[str, Any]


class Kind(StrEnum):
    """What a column holds; the value is its type in SQL. LINES is text of several paragraphs, CODE an identity."""

    TEXT = "text"
    LINES = "lines"
    CODE = "code"
    INT = "int"
    DECIMAL = "decimal"
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"

    @property
    def sql(self) -> str:
        """The type of the column among the staged rows."""
        return {"int": "integer", "decimal": "numeric", "date": "date", "flag": "boolean"}.get(self.value, "text")


@dataclass(frozen=True)
class SheetColumn:
    """One column. `choices` maps what people write to what is stored; `max` is the longest text or largest number.

    `offers` names a list (see `offer`) that the template puts in a drop-down beside what people may write themselves;
    `example` is what the template's example line says.

    `sensitive` columns are read only where the installation turned them on, and never shown again.
    """

    key: str
    header: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    help: Words = ""
    sensitive: bool = False
    offers: str = ""
    example: str = ""
    width: int = 16
    max: int = 0


@dataclass(frozen=True)
class Sheet:
    """A kind of workbook. Kinds are loaded in the order of `order`, later ones refer to earlier ones.

    `identity`  keys that tell one row from another: a second row with the same is an error
    `group`     keys of the thing that rows make up together: one bad row holds back all rows of it
    `foretell`  says what will become of the rows (see `Rows.tell`) without writing, where the checks have seen to every
                constraint; without it the rows are written and taken back to find out
    `derive`    cells computed from the others (search words, sort keys): by name in `derived`, stored as text
    `places`    SQL giving (line, unit_id) of the units a row writes into, NULL where no unit exists yet
    """

    key: str
    title: Words
    order: int
    columns: tuple[SheetColumn, ...]
    identity: tuple[str, ...]
    check: Callable[[Rows], None]
    apply: Callable[[Rows], None]
    places: str
    group: tuple[str, ...] = ()
    foretell: Callable[[Rows], None] | None = None
    derive: Callable[[Cells], Cells] | None = None
    derived: tuple[str, ...] = ()
    lead: Words = ""

    def column(self, key: str) -> SheetColumn:
        """The column of that key; KeyError if there is none."""
        return next(column for column in self.columns if column.key == key)

    def shown(self, sensitive: bool) -> tuple[SheetColumn, ...]:
        """The columns that are taken: the sensitive ones only if the installation wants them."""
        return tuple(column for column in self.columns if sensitive or not column.sensitive)

    @property
    def types(self) -> dict[str, str]:
        """SQL type by key, of the columns and the derived cells."""
        own = {column.key: column.kind.sql for column in self.columns}
        return {**own, **dict.fromkeys(self.derived, "text")}


Offer = Callable[[Any], Sequence[tuple[str, str]]]

_sheets: dict[str, Sheet] = {}
_offers: dict[str, Offer] = {}


def register(sheet: Sheet) -> Sheet:
    """Make `sheet` known by its key; called once beside it. Two sheets of one key are a programming error."""
    if _sheets.setdefault(sheet.key, sheet) is not sheet:
        raise ValueError(f"sheet {sheet.key!r} is registered twice")
    return sheet


def offer(name: str, source: Offer) -> None:
    """Make a list known by name: `source` gives (code, words) for a user. Called once by the slice that has it."""
    _offers[name] = source


def offered(name: str, user: Any) -> Sequence[tuple[str, str]]:
    """What a list offers this user; nothing if no slice knows it."""
    return _offers[name](user) if name in _offers else ()


def sheets() -> Sequence[Sheet]:
    """All sheets of the installed slices, in the order they are to be loaded."""
    autodiscover_modules("sheets")
    return sorted(_sheets.values(), key=lambda one: one.order)


def sheet(key: str) -> Sheet:
    """The sheet of that key; KeyError if there is none."""
    return next((one for one in sheets() if one.key == key), None) or _sheets[key]


def choices_of(labels: Sequence[tuple[str, Words]]) -> dict[str, str]:
    """`Choices.choices` turned round: what people write to what is stored. Workbooks are Vietnamese like their
    headers, whatever the screen speaks."""
    with translation.override("vi"):
        return {str(label): value for value, label in labels}
