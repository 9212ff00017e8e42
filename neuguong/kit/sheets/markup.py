"""The XML of a workbook, walked through with suspicion."""

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

BROKEN = _l("Tệp bị hỏng, không mở được. Hãy lưu lại bằng Excel rồi tải lên lần nữa.")


class SheetFileError(ValueError):
    """The file cannot be read as one of our workbooks; the message is one sentence for people."""


def parse_xml(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk through a part; SheetFileError if it is no XML, or brings definitions of its own."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:  # an encoding that nobody knows is a LookupError
        raise SheetFileError(str(BROKEN)) from error


def tags(xml: bytes, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element of that name, whatever its prefix."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    if xml:
        parse_xml(xml, start)
    return found


def _no_doctype(*_ignored: Any) -> None:
    raise SheetFileError(_("Tệp có nội dung không an toàn để mở. Hãy lưu lại bằng Excel rồi tải lên lần nữa."))
