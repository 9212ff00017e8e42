"""What a document says, before anybody asks how it will be printed.

A slice builds one `Document`; the writers of this package turn it into HTML, DOCX, PDF or a workbook. Blocks hold
words and numbers only: how a head looks or where a page number stands is decided by the issuer's system (`form`).
"""

import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from neuguong.kit import numbers


class System(enum.Enum):
    """Whose rules of form a document follows; a matter of who issues it, never of what it is about."""

    PARTY = "party"
    STATE = "state"


@dataclass(frozen=True)
class Figure:
    """A number inside a text or a table that leads to the rows behind it.

    `href`   where the rows are: an absolute path of this site, or an http(s) address
    `code`   printed small beside the number in DOCX and PDF, and explained in the list "Mã tra cứu số liệu";
             without a code paper shows the number alone
    `label`  what is counted, said in that list
    `value`  the number itself, so that a workbook can calculate with it
    """

    text: str
    href: str
    code: str = ""
    label: str = ""
    value: int | Decimal | None = None

    def __post_init__(self) -> None:
        if not self.href.startswith(("/", "http://", "https://")) or len(self.href) > 2000:
            raise ValueError(f"not an address of rows: {self.href[:80]!r}")

    @classmethod
    def of(cls, value: int | Decimal, href: str, code: str = "", label: str = "") -> "Figure":
        """The figure that shows `value` as numbers are written."""
        return cls(numbers.number(value), href, code, label, value)


@dataclass(frozen=True)
class Share:
    """A cell that shows what share `part` is of `whole`, as a percentage."""

    part: int | Decimal
    whole: int | Decimal


Paper = Literal["A4", "A3"]
Text = str | Figure | tuple[str | Figure, ...]
Cell = str | int | Decimal | dt.date | Figure | Share | None


@dataclass(frozen=True)
class Heading:
    """A heading inside the text; its number ("I.", "1.") is part of `text`."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True)
class Paragraph:
    text: Text


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Facts:
    """Lines "name: value" as forms have them; an empty value is printed as dots to fill in by hand."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: `width` is a share relative to the other columns, `places` its number of decimals."""

    label: str
    numeric: bool = False
    width: float = 1.0
    places: int | None = None

    def show(self, cell: Cell) -> str:
        """What `cell` reads in this column."""
        match cell:
            case None:
                return ""
            case Figure():
                return cell.text
            case Share():
                return numbers.percent(cell.part, cell.whole, 1 if self.places is None else self.places)
            case dt.date():
                return numbers.date(cell)
            case int() | Decimal():
                return numbers.number(cell, self.places)
            case str():
                return cell


@dataclass(frozen=True)
class Table:
    """A table of at least one column; every row, and the row of totals if there is one, has a cell for each column.

    `points`      size of its letters, where many columns leave no room for the size that the form has for tables
    `row_height`  least height of a row in millimetres: room to write in by hand
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] | None = None
    caption: str = ""
    source: str = ""
    points: int | None = None
    row_height: float = 0

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError(f"table {self.caption!r} has no columns")
        if any(len(row) != len(self.columns) for row in (*self.rows, self.totals or self.columns)):
            raise ValueError(f"a row of table {self.caption!r} does not have {len(self.columns)} cells")


@dataclass(frozen=True)
class Blank:
    """Dotted lines to fill in by hand, under a label if there is one."""

    lines: int = 3
    label: str = ""


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page; screens and workbooks do not show it."""


@dataclass(frozen=True)
class Signature:
    """Who signs: `authority` on whose behalf ("T/M Ban Thường vụ"), one line each; `name` is "" before the signing.

    `note` stands under the post in forms to be signed by hand: "(Ký, ghi rõ họ tên)".
    """

    position: str
    authority: tuple[str, ...] = ()
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Signing:
    """Places to sign inside the text, side by side, the last at the right: what a form has beside its own signature.

    `above` is what stands over them on the same page: an opinion, or dotted lines for one.
    """

    places: tuple[Signature, ...]
    above: tuple[Heading | Paragraph | Blank, ...] = ()


@dataclass(frozen=True)
class QRCode:
    """A code to scan that leads to `address` (whole, with the site's name), which stands under it in letters."""

    address: str
    caption: str = ""


Block = Heading | Paragraph | Bullets | Facts | Table | Blank | Signing | PageBreak | QRCode


@dataclass(frozen=True)
class Appendix:
    """Pages after the signature, with a page count of their own; `landscape` for wide tables."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Head:
    """The first third of the first page.

    Names are given as they are written in running text ("Huyện ủy Hải Hà"); capitals are a matter of form.

    `parent`   the body above the issuer, "" if none is named
    `number`   "15"; "" leaves room to write it in by hand
    `symbol`   what follows the number: "BC-UBND" in state form, "BC/HU" in party form; "" for papers without a number
    `on`       the date; None leaves room to write it in by hand
    `title`    the kind of document: "Báo cáo"; `summary` what it is about
    """

    system: System
    issuer: str
    title: str
    parent: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    on: dt.date | None = None
    summary: str = ""
    draft: bool = False


@dataclass(frozen=True)
class Lookup:
    """Where a reader of the paper types the code of a figure: `at` is the page, and each code stands under it.
    `codes`: the figure's `href` -> its code as it is printed."""

    at: str
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """A whole document. `base_url` completes the addresses of figures wherever they leave the site (paper, files).

    `lookup`     gives the figures that bear a mark short codes to type, in place of their long addresses
    `landscape`  for papers that are one wide table; wide tables behind a text stand in an `Appendix`
    `paper`      "A3" is the same paper enlarged, letters and margins too, to be read on a wall
    """

    head: Head
    blocks: tuple[Block, ...]
    signature: Signature | None = None
    recipients: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    base_url: str = ""
    landscape: bool = False
    paper: Paper = "A4"
    lookup: Lookup | None = None

    def absolute(self, figure: Figure) -> str:
        """The address of the rows behind `figure`, with the site's name if it is known."""
        return self.full(figure.href)

    def full(self, href: str) -> str:
        """An address of this site with the site's name, if it is known."""
        return self.base_url.rstrip("/") + href if href.startswith("/") else href

    def figures(self) -> Iterator[Figure]:
        """Every figure, in reading order."""
        for block in (*self.blocks, *(block for appendix in self.appendices for block in appendix.blocks)):
            yield from _figures(block)


@dataclass(frozen=True)
class Bundle:
    """Several papers in one file, one at least, each beginning on a page of its own and counting its own pages.

    All of one system and paper: a file has one set of styles.
    """

    papers: tuple[Document, ...]

    def __post_init__(self) -> None:
        if len({(one.head.system, one.paper) for one in self.papers}) != 1:
            raise ValueError("a bundle has papers of one system and size, one at least")


def bound(said: Document | Bundle) -> tuple[Document, ...]:
    """The papers of a file in order."""
    return said.papers if isinstance(said, Bundle) else (said,)


def runs(text: Text) -> tuple[str | Figure, ...]:
    """The pieces of `text` in order."""
    return text if isinstance(text, tuple) else (text,)


def _figures(block: Block) -> Iterator[Figure]:
    pieces: tuple[object, ...] = ()
    match block:
        case Paragraph():
            pieces = runs(block.text)
        case Bullets():
            pieces = tuple(run for item in block.items for run in runs(item))
        case Facts():
            pieces = tuple(run for _name, value in block.pairs for run in runs(value))
        case Table():
            pieces = tuple(cell for row in (*block.rows, block.totals or ()) for cell in row)
    yield from (piece for piece in pieces if isinstance(piece, Figure))
