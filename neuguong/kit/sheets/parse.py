"""One cell to one value. What cannot be read raises ValueError with a sentence that says what is wrong."""

import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from neuguong.kit import numbers
from neuguong.kit.sheets.days import DayReading, swapped
from neuguong.kit.sheets.legacy import refuse_legacy
from neuguong.kit.sheets.model import Kind, SheetColumn
from neuguong.kit.text import nfc, nfc_lines

Parser = Callable[[Any], Any]
YEARS = (1900, 2100)
FEW = 4
CODE_AFTER = " | "  # a drop-down says "Chi bộ thôn Đông | bac-son/hoa-an/thon-dong"; the code is what is meant
KEPT = 20_000  # texts of a column that are remembered while a file is read
_YES = ("có", "x", "true", "1", "đúng")
_NO = ("không", "false", "0", "sai")
# Control characters, and signs without width that come along when text is pasted.
_CONTROLS = dict.fromkeys(
    [*(c for c in range(32) if c not in (9, 10, 13)), 0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF, *range(0xD800, 0xE000)]
)


class Reading(dict[str, Any]):
    """How the texts of one column are read, with those that were read before: a workbook says the same again and
    again. Blank text is None, as an empty cell; `inner` reads values that are no text."""

    def __init__(self, column: SheetColumn) -> None:
        self._inner = _PARSERS[column.kind](column)
        self._days = DayReading() if column.kind is Kind.DATE else None
        self._header = column.header

    def __missing__(self, text: str) -> Any:
        if self._days:
            self._days.saw_text(nfc(text))
        found = None if not text or text.isspace() else self._inner(text)
        if len(self) < KEPT:
            self[text] = found
        return found

    def inner(self, value: Any) -> Any:
        """What a cell says that holds a number, a day, a yes or no; None for an empty one."""
        if self._days and isinstance(value, dt.date):
            self._days.saw_day(value)
        return None if value is None else self._inner(value)

    @property
    def doubt(self) -> str:
        """What a person must be asked about the column as far as it was read; empty if nothing."""
        return self._days.doubt(self._header) if self._days else ""


def reading(column: SheetColumn) -> Reading:
    """The reading of a column, new for each file."""
    return Reading(column)


def parser(column: SheetColumn) -> Parser:
    """How cells of this column are read: to text, int, ISO day, plain decimal text or bool; None for an empty cell."""
    known = Reading(column)
    return lambda value: known[value] if isinstance(value, str) else known.inner(value)


def written(value: Any) -> str:
    """The cell as a person sees it, in Vietnamese: whole numbers without a fraction, days as dd/mm/yyyy."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, dt.datetime | dt.date):
        return numbers.date(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        return numbers.number(Decimal(repr(value)))
    return str(value)


def sayable(text: str) -> str:
    """`text` without signs that nobody sees and the database does not take."""
    return text if text.isprintable() else text.translate(_CONTROLS)


def _text(column: SheetColumn) -> Parser:
    clean = nfc_lines if column.kind is Kind.LINES else nfc
    is_offered = bool(column.offers)

    def parse(value: Any) -> str:
        said = written(value)
        text = clean(sayable(said))
        refuse_legacy(text)
        if is_offered and CODE_AFTER in text:
            text = text.rpartition(CODE_AFTER)[2]
        if column.max and len(text) > column.max:
            raise ValueError(_("Dài %(n)s chữ, quá mức %(max)s chữ.") % {"n": len(text), "max": column.max})
        return text

    return parse


def _int(column: SheetColumn) -> Parser:
    is_offered = bool(column.offers)
    limit = column.max or 1_000_000_000

    def parse(value: Any) -> int:
        if is_offered and isinstance(value, str):
            value = value.rpartition(CODE_AFTER)[2]
        try:
            number = _number(value)
        except numbers.AmbiguousNumberError:
            raise
        except ValueError:
            raise ValueError(_whole(value, limit)) from None
        if number != number.to_integral_value() or not 0 <= number <= limit:
            raise ValueError(_whole(value, limit))
        return int(number)

    return parse


def _whole(value: Any, limit: int) -> str:
    """What to write instead: the few numbers there are (the quarters), or the range."""
    if limit <= FEW:
        known = {"text": written(value), "most": ", ".join(map(str, range(1, limit))), "last": limit}
        return _("“%(text)s” không đọc được. Hãy ghi %(most)s hoặc %(last)s.") % known
    return _("“%(text)s” phải là số nguyên từ 0 đến %(max)s.") % {"text": written(value), "max": numbers.number(limit)}


def _decimal(column: SheetColumn) -> Parser:
    def parse(value: Any) -> str:
        return f"{numbers.quantity(_number(value), written(value)):f}"

    return parse


def _number(value: Any) -> Decimal:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, float) and math.isfinite(value):
        return Decimal(repr(value))
    return numbers.parse_number(nfc(written(value)))


def _date(column: SheetColumn) -> Parser:
    def parse(value: Any) -> str:
        if isinstance(value, dt.datetime | dt.date):
            day = dt.date(value.year, value.month, value.day)
        else:
            day = _written_day(column.header, nfc(written(value)))
        if not YEARS[0] <= day.year <= YEARS[1]:
            raise ValueError(_("Năm của ngày %(day)s không hợp lý.") % {"day": numbers.date(day)})
        return day.isoformat()

    return parse


def _written_day(header: str, text: str) -> dt.date:
    try:
        return numbers.parse_date(text)
    except ValueError:
        if said := swapped(header, text):
            raise ValueError(said) from None
        raise


def _choice(column: SheetColumn) -> Parser:
    stored = {nfc(label).casefold(): value for label, value in column.choices.items()}

    def parse(value: Any) -> str:
        text = nfc(written(value))
        found = stored.get(text.casefold())
        if found is None:
            raise ValueError(
                _("“%(text)s” không có trong danh mục: %(choices)s.")
                % {"text": text, "choices": ", ".join(column.choices)}
            )
        return found

    return parse


def _flag(column: SheetColumn) -> Parser:
    def parse(value: Any) -> bool:
        text = nfc(written(value)).casefold()
        if text not in (*_YES, *_NO):
            raise ValueError(_("“%(text)s” không đọc được. Hãy ghi Có hoặc Không.") % {"text": text})
        return text in _YES

    return parse


_PARSERS: dict[Kind, Callable[[SheetColumn], Parser]] = {
    Kind.TEXT: _text,
    Kind.LINES: _text,
    Kind.CODE: _text,
    Kind.INT: _int,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
}
