"""Any text made fit for paper: what XML forbids is dropped, what would run out of its column may break."""

import re

# XML 1.0 knows neither most control characters nor lone surrogates nor U+FFFE and U+FFFF; the remaining control
# characters (C1) are legal but have no shape on paper.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# More letters than any Vietnamese word and every usual document number have.
BREAKABLE_FROM = 24
_LONG_WORD = re.compile(rf"\S{{{BREAKABLE_FROM},}}")
_JOINT = re.compile(r"(?<=[-/?&=._@,;:])(?=[^-/?&=._@,;:])")
_MAY_BREAK = "\u200b"


def clean(text: str) -> str:
    """`text` with every kind of line end as a line feed, tabs as blanks, and without what cannot be printed."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text.replace("\t", " ")))


def breakable(text: str) -> str:
    """As `clean`, with U+200B wherever a very long word (an address, a slip of the hand) may go on in the next line."""
    return _LONG_WORD.sub(_with_breaks, clean(text))


def _with_breaks(word: re.Match[str]) -> str:
    parts = (_MAY_BREAK.join(part) if len(part) >= BREAKABLE_FROM else part for part in _JOINT.split(word.group()))
    return _MAY_BREAK.join(parts)
