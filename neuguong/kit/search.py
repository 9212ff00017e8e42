"""What people type into a search box, made into words; and those words found again in a text.

A word is a run of letters and digits; whatever else is typed (quotes, operators of a query language, dashes) only
separates words. Words are compared folded, as the text search configuration `vi` does on the side of the database.
"""

import re
from collections.abc import Sequence

from django.contrib.postgres.search import SearchQuery

from neuguong.kit.text import fold, nfc

LONGEST, MOST_WORDS, SHORTEST_START = 120, 12, 3
_WORD = re.compile(r"[^\W_]+")


def words_in(text: str) -> list[str]:
    """The words of a text, in order and folded, each once."""
    return list(dict.fromkeys(_WORD.findall(fold(nfc(text)))))


def words_of(typed: str) -> list[str]:
    """The words typed by somebody: twelve at most, of the first 120 characters."""
    return words_in(typed[:LONGEST])[:MOST_WORDS]


def holding(words: Sequence[str], *, unfinished: bool = False) -> SearchQuery:
    """A query for texts that hold all the words. `unfinished`: the last may be the beginning of one (from three
    letters on: shorter beginnings stand for half the language)."""
    terms = [f"'{word}'" for word in words]
    if unfinished and terms and len(words[-1]) >= SHORTEST_START:
        terms[-1] += ":*"
    return SearchQuery(" & ".join(terms), config="vi", search_type="raw")


def adjoining(words: Sequence[str]) -> SearchQuery:
    """A query for texts that hold the words one right after the other."""
    return SearchQuery(" <-> ".join(f"'{word}'" for word in words), config="vi", search_type="raw")


def marked(text: str, words: Sequence[str], *, unfinished: bool = False) -> list[tuple[str, bool]]:
    """`text` in pieces, each with whether it is one of the words; words with only blanks between them are one piece.
    Joined they are the text again."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _WORD.finditer(text):
        plain = fold(found.group())
        if plain in words or (unfinished and _begins(plain, words)):
            between = text[end : found.start()]
            if pieces and pieces[-1][1] and between.isspace():
                pieces[-1] = (pieces[-1][0] + between + found.group(), True)
            else:
                pieces += [(between, False), (found.group(), True)]
            end = found.end()
    return [(piece, is_hit) for piece, is_hit in [*pieces, (text[end:], False)] if piece]


def _begins(plain: str, words: Sequence[str]) -> bool:
    return bool(words) and len(words[-1]) >= SHORTEST_START and plain.startswith(words[-1])


def excerpt(text: str, words: Sequence[str], *, width: int = 160) -> str:
    """At most about `width` characters of `text` around the first of the words, cut at blanks."""
    if len(text) <= width:
        return text
    first = next((found.start() for found in _WORD.finditer(text) if fold(found.group()) in words), 0)
    start = text.rfind(" ", 0, max(0, first - width // 3)) + 1 if first > width // 2 else 0
    end = text.rfind(" ", start, start + width)
    end = len(text) if len(text) <= start + width else (end if end > start else start + width)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
