"""Small Vietnamese helpers: codes from names, dates and numbers as the workbooks print them."""

import re
import unicodedata
from datetime import date

_NOT_CODE = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """ASCII code of a Vietnamese name: ``"thị trấn Quảng Hà"`` becomes ``"thi-tran-quang-ha"``."""
    plain = text.lower().replace("đ", "d")
    letters = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return _NOT_CODE.sub("-", letters).strip("-")


def day(text: str) -> date:
    """Read ``dd/mm/yyyy``."""
    d, m, y = text.split("/")
    return date(int(y), int(m), int(d))


def shown(value: date | None) -> str:
    """Print ``dd/mm/yyyy``, or nothing."""
    return f"{value:%d/%m/%Y}" if value else ""


def number(value: float | None) -> str:
    """Print a number with a decimal comma and without thousand dots, so that one reader can parse every cell."""
    if value is None:
        return ""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
