"""How official papers look: the rules of form, as dated data beside this file (forms/*.toml)."""

import datetime as dt
import re
from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec

from neuguong.kit import numbers
from neuguong.kit.documents.blocks import Appendix, Column, Document, Figure, Head, Paper, Paragraph, System, Table

# The fixed words of official papers are prescribed in Vietnamese. They are no part of the interface and are not
# translated: a report printed from the English screen is the same report.
RECIPIENTS = "Nơi nhận:"
DRAFT = "DỰ THẢO"
APPENDIX = "PHỤ LỤC"
SOURCE = "Nguồn: "
TABLE = "Bảng"
LOOKUP = "Mã tra cứu số liệu"
DOTS = "……"
PAPERS = {"A4": (210, 297), "A3": (297, 420)}
A3_TO_A4 = 2**0.5
LOOKUP_COLUMNS = (
    Column("Mã", width=1),
    Column("Số liệu", width=1.5),
    Column("Nội dung", width=4),
    Column("Địa chỉ tra cứu", width=6),
)
CODED_COLUMNS = (
    Column("Dấu", width=0.7),
    Column("Số liệu", width=1.5),
    Column("Nội dung", width=6),
    Column("Mã tra cứu", width=1.8),
)
TYPE_CODES = "Nhập mã tra cứu tại "


class Margins(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    top: int
    bottom: int
    left: int
    right: int


class Sizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nation: tuple[int, ...]
    parent: int
    issuer: int
    number: int
    place: int
    title: int
    summary: int
    body: int
    signature: int
    recipients_label: int
    recipients: int
    table: int
    page: int


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One regulation on the form of documents. Lengths in millimetres, letters in points."""

    system: System
    decision: str
    valid_from: dt.date
    nation: tuple[str, ...]
    nation_rule: int
    number_label: str
    number: str
    star: bool
    summary_rule: Literal["rule", "dashes"]
    position_bold: bool
    recipients_label: Literal["underlined", "bold-italic"]
    number_of_page_from_edge: int
    head_columns: tuple[int, int]
    margins: Margins
    sizes: Sizes
    paper: Paper = "A4"

    @property
    def scale(self) -> float:
        """By how much everything is larger than on A4."""
        return A3_TO_A4 if self.paper == "A3" else 1

    def text_width(self, landscape: bool = False) -> float:
        """Millimetres between the margins of a page."""
        return PAPERS[self.paper][landscape] - self.margins.left - self.margins.right

    def points_of(self, table: Table) -> int:
        """The size of the letters in a table."""
        return round(table.points * self.scale) if table.points else self.sizes.table

    def on(self, paper: Paper) -> "Form":
        """The same form on a paper of that size: margins and letters grow with it."""
        if paper == self.paper:
            return self
        margins = Margins(**{name: round(mm * A3_TO_A4) for name, mm in msgspec.to_builtins(self.margins).items()})
        points = {name: _larger(one) for name, one in msgspec.to_builtins(self.sizes).items()}
        edge = round(self.number_of_page_from_edge * A3_TO_A4)
        return msgspec.structs.replace(
            self, margins=margins, sizes=Sizes(**points), paper=paper, number_of_page_from_edge=edge,
            nation_rule=round(self.nation_rule * A3_TO_A4),
        )  # fmt: skip


class Annex(msgspec.Struct, frozen=True):
    """An appendix with the words that head it: "PHỤ LỤC II", and the document that it belongs to."""

    label: str
    note: str
    appendix: Appendix


@cache
def forms() -> tuple[Form, ...]:
    """All regulations that are known, the newest first."""
    files = (resources.files(__package__) / "forms").iterdir()
    found = [msgspec.toml.decode(file.read_bytes(), type=Form) for file in files if file.name.endswith(".toml")]
    return tuple(sorted(found, key=lambda form: form.valid_from, reverse=True))


def form_for(head: Head) -> Form:
    """The regulation in force on the day of the document (today's newest if it has no date yet).

    For papers older than every regulation that is known, the oldest one of their system.
    """
    candidates = [form for form in forms() if form.system is head.system]
    in_force = (form for form in candidates if head.on is None or form.valid_from <= head.on)
    return next(in_force, candidates[-1])


def form_of(document: Document) -> Form:
    """The regulation that a document follows, on its paper."""
    return form_for(document.head).on(document.paper)


def reference(head: Head) -> str:
    """Number and symbol: "Số: 15/BC-UBND", "Số 09-KH/ĐU"; room to write where the number is missing; "" for neither."""
    return form_for(head).number_label + _number(head) if head.symbol else ""


def place_and_date(head: Head) -> str:
    """The line "Hải Hà, ngày 03 tháng 4 năm 2018", with room to write where the date is missing."""
    day = numbers.long_date(head.on) if head.on else f"ngày {DOTS} tháng {DOTS} năm {DOTS}"
    return f"{head.place}, {day}" if head.place else day


def made(head: Head, at: dt.datetime | None) -> dt.datetime:
    """The instant of making (UTC) that a file's properties name: `at`, or else the beginning of the document's day."""
    day = head.on or dt.date(1980, 1, 1)  # the first day that a zip archive knows
    return at.astimezone(dt.UTC) if at else dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def annexes(document: Document) -> tuple[Annex, ...]:
    """The appendices, numbered if they are several, and last of all the list of codes that stand beside figures."""
    lookup = _lookup(document)
    appendices = (*document.appendices, lookup) if lookup else document.appendices
    note = _belongs_to(document.head)
    return tuple(
        Annex(f"{APPENDIX} {_roman(place)}" if len(appendices) > 1 else APPENDIX, note, appendix)
        for place, appendix in enumerate(appendices, 1)
    )


def _lookup(document: Document) -> Appendix | None:
    coded: dict[str, Figure] = {}
    for figure in document.figures():
        if figure.code and coded.setdefault(figure.code, figure).href != figure.href:
            raise ValueError(f"the code {figure.code!r} stands for two addresses")
    if not coded:
        return None
    ordered = sorted(coded.items(), key=lambda item: (len(item[0]), item[0]))  # A2 before A10
    if document.lookup is None:
        rows = tuple((mark, figure.text, figure.label, _linked(document.absolute(figure))) for mark, figure in ordered)
        return Appendix(LOOKUP, (Table(LOOKUP_COLUMNS, rows),))
    where = Paragraph((TYPE_CODES, _linked(document.full(document.lookup.at)), "; người xem phải có quyền xem đơn vị."))
    listed = tuple((mark, figure.text, figure.label, _coded(document, figure)) for mark, figure in ordered)
    return Appendix(LOOKUP, (where, Table(CODED_COLUMNS, listed)))


def _larger(points: int | list[int]) -> Any:
    return round(points * A3_TO_A4) if isinstance(points, int) else tuple(round(one * A3_TO_A4) for one in points)


def _coded(document: Document, figure: Figure) -> Figure | str:
    """The short code of a figure, leading to its own address; its long address where it has none."""
    lookup = document.lookup
    code = lookup.codes.get(figure.href) if lookup else None
    if lookup is None or code is None:
        return _linked(document.absolute(figure))
    return Figure(code, document.full(f"{lookup.at}{code}/"))


def _linked(address: str) -> Figure | str:
    return Figure(address, address) if address.startswith("http") else address


def _number(head: Head) -> str:
    number = head.number.zfill(2) if re.fullmatch("[0-9]+", head.number) else head.number or DOTS
    return form_for(head).number.format(number=number, symbol=head.symbol)


def _belongs_to(head: Head) -> str:
    number = f"số {_number(head)}" if head.symbol else ""
    day = numbers.long_date(head.on) if head.on else ""
    said = (f"Kèm theo {head.title.capitalize()}", number, day, f"của {head.issuer}")
    return " ".join(part for part in said if part)


def _roman(number: int) -> str:
    signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for worth, sign in signs:
        times, number = divmod(number, worth)
        written += sign * times
    return written
