"""One cell to one value. What cannot be read raises ValueError with a sentence that says what is wrong."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from neuguong.kit import numbers
from neuguong.kit.sheets.model import Kind, SheetColumn
from neuguong.kit.text import nfc, nfc_lines

Parser = Callable[[Any], Any]
_LIKE_A_DAY = re.compile(r"[0-9]{1,2}([/-])[0-9]{1,2}\1[0-9]{4}")
YEARS = (1900, 2100)
FEW = 4
_YES = ("có", "x", "true", "1", "đúng")
_NO = ("không", "false", "0", "sai")
_CONTROLS = dict.fromkeys(c for c in range(32) if c not in (9, 10, 13))


def parser(column: SheetColumn) -> Parser:
    """How cells of this column are read: to text, int, ISO day, plain decimal text or bool; None for an empty cell."""
    inner = _PARSERS[column.kind](column)
    seen: dict[Any, Any] = {}

    def parse(value: Any) -> Any:
        kept = seen.get(value) if isinstance(value, str) else None
        if kept is not None:
            return kept
        result = inner(value)
        if isinstance(value, str) and len(seen) < 10_000:
            seen[value] = result
        return result

    return parse


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


def _text(column: SheetColumn) -> Parser:
    clean = nfc_lines if column.kind is Kind.LINES else nfc

    def parse(value: Any) -> str:
        text = clean(written(value).translate(_CONTROLS))
        if column.max and len(text) > column.max:
            raise ValueError(_("Dài %(n)s chữ, quá mức %(max)s chữ.") % {"n": len(text), "max": column.max})
        return text

    return parse


def _int(column: SheetColumn) -> Parser:
    limit = column.max or 1_000_000_000

    def parse(value: Any) -> int:
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
    if isinstance(value, float):
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
        if _LIKE_A_DAY.fullmatch(text):
            words = {"header": header, "text": text}
            raise ValueError(_("%(header)s %(text)s không có trong lịch.") % words) from None
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
