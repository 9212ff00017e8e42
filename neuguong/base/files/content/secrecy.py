"""The marks of state secrecy, Mật, Tối mật, Tuyệt mật: told from the word "mật" in a sentence, in a name, in honey.

A stamp stands alone on its line, in capitals; "Độ mật: …" says it in a field. In the name of a file the stamp stands in
capitals among other words, or in brackets. What is written without diacritics is not judged: "mat" is too many words.
"""

import re
from collections.abc import Iterable

from neuguong.kit.text import nfc

_STAMPS = {"MẬT": "Mật", "TỐIMẬT": "Tối mật", "TUYỆTMẬT": "Tuyệt mật"}
_LEVELS = {"mật": "Mật", "tối mật": "Tối mật", "tuyệt mật": "Tuyệt mật"}
_FIELD = re.compile(r"(?:mức )?độ mật\s*[:\-–.]?\s*", re.IGNORECASE)
_AROUND = " \t.,:;*-–—_|[](){}<>“”\"'"
_TOKEN = re.compile(r"[^\W_]+")
_SHORT = 60
_IN_BRACKETS = re.compile(r"[(\[{]\s*(mật|tối mật|tuyệt mật)\s*[)\]}]", re.IGNORECASE)


def mark_in_texts(lines: Iterable[str]) -> str:
    """The level of secrecy that one of the lines is marked with ("Tối mật"); "" if none is.

    A line is what stands alone: a paragraph, a cell, one line of a page.
    """
    is_asked = False  # the line before was the name of the field: the cell of a table, its value in the next
    for line in lines:
        text = nfc(line).strip(_AROUND)
        if not text:
            continue
        level = (
            (_bracketed(line) if len(line) < _SHORT else "")
            or _stamp(text)
            or _field(text)
            or (_LEVELS.get(text.lower(), "") if is_asked else "")
        )
        if level:
            return level
        is_asked = is_field(text)
    return ""


def is_field(text: str) -> bool:
    """Whether the text is the name of the field, "Độ mật", and says nothing in it."""
    return _FIELD.fullmatch(nfc(text).strip(_AROUND)) is not None


def _bracketed(text: str) -> str:
    """In brackets after a number: "12-BC/TU (Mật)"."""
    found = _IN_BRACKETS.search(nfc(text))
    return _LEVELS[found[1].lower()] if found else ""


def _stamp(text: str) -> str:
    """In capitals, also with spaces between the letters; the two longer ones in any case."""
    if len(text) > 30:
        return ""
    lower = text.lower()
    return _STAMPS.get("".join(text.split()), "") or (_LEVELS[lower] if lower in _LEVELS and " " in lower else "")


def _field(text: str) -> str:
    name = _FIELD.match(text)
    return _LEVELS.get(text[name.end() :].strip(_AROUND).lower(), "") if name else ""


def mark_in_name(name: str) -> str:
    """The level of secrecy that the name of a file, or the number of a document, shows; "" if none."""
    text = nfc(name)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", text)
    return _bracketed(stem) or mark_in_texts([stem]) or _in_capitals(_TOKEN.findall(stem))


def _in_capitals(words: list[str]) -> str:
    """MẬT in capitals, alone or after TỐI or TUYỆT, where the words beside it are no capitals: then it is part of what
    they say ("BẢO MẬT THÔNG TIN")."""
    for place, word in enumerate(words):
        if word != "MẬT":
            continue
        first = place - 1 if place and words[place - 1] in ("TỐI", "TUYỆT") else place
        beside = words[first - 1 : first] if first else []
        if not any(one.isupper() and one.isalpha() for one in [*beside, *words[place + 1 : place + 2]]):
            return _STAMPS["".join(words[first : place + 1])]
    return ""
