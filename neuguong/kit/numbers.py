"""Numbers and dates as Vietnamese papers write them: 22.381, 75,666, 66,7%, ngày 03 tháng 4 năm 2018.

Dots group thousands and the comma is the decimal mark, whatever language the screen speaks: a number copied from
the English screen into an official report must not change its meaning.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

NOTHING = "—"
LARGEST, PLACES = 10**14, 4  # what a column of quantities holds: numeric(18, 4)

_NUMBER = re.compile(r"[+-]?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_DATE = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})")


class AmbiguousNumberError(ValueError):
    """A text such as "37,210": 37 and a fraction here, thirty-seven thousand in English workbooks.

    Only a person can tell. `readings` holds both, the Vietnamese one first.
    """

    def __init__(self, text: str, readings: tuple[Decimal, Decimal]) -> None:
        decimal, grouped = readings
        super().__init__(
            _(
                "“%(text)s” có thể là %(decimal)s hoặc %(grouped)s. Đề nghị đồng chí xác nhận bằng cách ghi lại "
                "đúng một trong hai số ấy."
            )
            % {"text": text, "decimal": typed(decimal), "grouped": typed(grouped)}
        )
        self.readings = readings


def number(value: int | Decimal, places: int | None = None) -> str:
    """`value` with grouped thousands; `places` decimals rounded half up, or as many as the value really has."""
    exact = Decimal(value)
    if places is not None:
        exact = _round(exact, places)
    whole, _dot, fraction = f"{exact:,f}".partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    whole = whole.replace(",", ".")
    if whole == "-0" and not fraction.strip("0"):
        whole = "0"
    return f"{whole},{fraction}" if fraction else whole


def typed(value: int | Decimal) -> str:
    """`value` as it stands in a field to be handed in again: as `number`, but never to be asked about (12,3450)."""
    written = number(value)
    return f"{written}0" if _AMBIGUOUS.fullmatch(written) else written


def percent(n: int | Decimal, d: int | Decimal, places: int = 1) -> str:
    """The share `n` of `d`: "66,7%"; a dash if there is nothing to take a share of.

    A whole share is written without decimals ("100%"), a rounded one never, so that 2.999 of 3.000 reads "100,0%".
    """
    if d == 0:
        return NOTHING
    share = Decimal(n) * 100 / Decimal(d)
    return f"{number(share, 0 if share == share.to_integral_value() else places)}%"


def money(value: int | Decimal) -> str:
    """An amount in đồng, to the đồng: "37.210.000 đồng"."""
    return f"{number(value, 0)} đồng"


def date(day: dt.date) -> str:
    """`day` as 15/05/2016."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def long_date(day: dt.date) -> str:
    """`day` as documents head it: "ngày 03 tháng 4 năm 2018".

    Days under 10 and the months 1 and 2 take a zero, so that no digit can be added in front of them later.
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def parse_number(text: str) -> Decimal:
    """The number that `text` writes in the Vietnamese way ("1.234,5"); surrounding blanks do not matter.

    Raises `AmbiguousNumberError` when exactly three digits follow the only comma ("37,210"), ValueError with a sentence
    for people otherwise.
    """
    written = text.strip()
    if not _NUMBER.fullmatch(written):
        raise ValueError(
            _("“%(text)s” không phải là số. Hãy viết theo mẫu 1.234,5: dấu chấm tách nghìn, dấu phẩy trước phần lẻ.")
            % {"text": written}
        )
    if _AMBIGUOUS.fullmatch(written):
        raise AmbiguousNumberError(written, (Decimal(written.replace(",", ".")), Decimal(written.replace(",", ""))))
    return Decimal(written.replace(".", "").replace(",", "."))


def quantity(value: Decimal, text: str) -> Decimal:
    """`value` if a column of quantities holds it; ValueError with a sentence about `text` as written if not."""
    if abs(value) >= LARGEST or value != round(value, PLACES):
        raise ValueError(_("“%(text)s” quá lớn hoặc có quá bốn chữ số lẻ.") % {"text": text})
    return value


def whole(text: str, otherwise: int = 0) -> int:
    """The whole number that an address or a hidden field carries; `otherwise` for anything else, or too long."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else otherwise


def parse_date(text: str) -> dt.date:
    """The day that `text` writes as d/m/yyyy or d-m-yyyy; ValueError with a sentence for people otherwise."""
    written = text.strip()
    match = _DATE.fullmatch(written)
    if match is None:
        raise ValueError(
            _("“%(text)s” không phải là ngày. Hãy viết theo mẫu ngày/tháng/năm, ví dụ 15/05/2016.") % {"text": written}
        )
    day, _mark, month, year = match.groups()
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(_("Ngày %(text)s không có trong lịch.") % {"text": written}) from None


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
