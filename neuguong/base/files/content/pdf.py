"""The lines of the first page of a PDF: enough of the format to find a stamp, not to typeset.

Understood: compressed objects and streams (Flate), fonts with a ToUnicode table, plain Latin text otherwise. Anything
else, an encrypted file or a scan, gives no line. A line is broken where the text moves away, so that what stands at the
left and at the right of a page are two lines.
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?<!\d)(\d+)\s+\d+\s+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_REF = rb"(\d+)\s+\d+\s+R"
_MOST = 4_000_000  # bytes of one stream, unpacked
_DEEPEST = 20
_TOKENS = re.compile(
    rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<[0-9A-Fa-f\s]*>|\[|\]|/[^\s/\[\]()<>]+|[-+.\d]+|[A-Za-z'\"*]+", re.S
)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

Fonts = Mapping[bytes, "Font"]
Matrix = Sequence[float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Font:
    """How the bytes of a string become letters: codes of `width` bytes through the table, else Latin."""

    table: Mapping[int, str]
    width: int

    def read(self, raw: bytes) -> str:
        if not self.table:
            return raw.decode("cp1252", "replace")
        codes = (int.from_bytes(raw[i : i + self.width], "big") for i in range(0, len(raw), self.width))
        return "".join(self.table.get(code, "") for code in codes)


_LATIN = Font({}, 1)


def first_page(content: bytes) -> list[str]:
    """The lines of the first page; [] where it cannot be read."""
    if b"/Encrypt" in content[-4096:] or b"/Encrypt" in content[:4096]:
        return []
    objects = _objects(content)
    page = _page(objects)
    if page is None:
        return []
    pieces = list(_pieces(_contents(page, objects), _fonts(page, objects)))
    return _joined(pieces)


def _objects(content: bytes) -> dict[int, bytes]:
    """Every object by number, those packed into object streams too; a later one of the same number replaces."""
    starts = list(_OBJECT.finditer(content))
    ends = [*(one.start() for one in starts[1:]), len(content)]
    found = {int(one[1]): content[one.end() : end] for one, end in zip(starts, ends, strict=True)}
    for body in [body for body in found.values() if b"/ObjStm" in body[:400]]:
        found |= _unpacked(body)
    return found


def _unpacked(body: bytes) -> dict[int, bytes]:
    first, plain = re.search(rb"/First\s+(\d+)", body), _stream(body)
    if first is None or not plain:
        return {}
    at = int(first[1])
    numbers = [int(one) for one in plain[:at].split() if one.isdigit()]
    places = [at + offset for offset in numbers[1::2]]
    ends = [*places[1:], len(plain)]
    return {number: plain[a:b] for number, a, b in zip(numbers[::2], places, ends, strict=False)}


def _stream(body: bytes) -> bytes:
    """The unpacked bytes of an object's stream; b"" for another filter than Flate, and for what is damaged."""
    begin = _STREAM.search(body)
    if begin is None:
        return b""
    raw = body[begin.end() : body.rfind(b"endstream")]
    head = body[: begin.start()]
    if b"/Filter" not in head:
        return raw[:_MOST]
    if b"FlateDecode" not in head or head.count(b"Decode") > 1 + head.count(b"DecodeParms"):
        return b""
    try:
        return zlib.decompressobj().decompress(raw, _MOST)
    except zlib.error:
        return b""


def _page(objects: Mapping[int, bytes]) -> bytes | None:
    """The first leaf of the tree of pages, with what it inherits after it; the first page object without a tree."""
    roots = (body for body in objects.values() if re.search(rb"/Type\s*/Catalog\b", body))
    pages = next((found for body in roots if (found := re.search(rb"/Pages\s+" + _REF, body))), None)
    number, inherited = int(pages[1]) if pages else -1, b""
    for _level in range(_DEEPEST):
        node = objects.get(number)
        if node is None:
            break
        inherited = node + inherited
        kid = re.search(rb"/Kids\s*\[\s*" + _REF, node)
        if kid is None:
            return inherited
        number = int(kid[1])
    return next((body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)), None)


def _contents(page: bytes, objects: Mapping[int, bytes]) -> bytes:
    named = re.search(rb"/Contents\s*(\[[^\]]*\]|" + _REF + rb")", page)
    numbers = re.findall(_REF, named[1]) if named else []
    return b"\n".join(_stream(objects.get(int(number), b"")) for number in numbers)


def _fonts(page: bytes, objects: Mapping[int, bytes]) -> dict[bytes, Font]:
    """The fonts of the page by the name that its text calls them."""
    place = re.search(rb"/Resources\s+" + _REF, page)
    resources = objects.get(int(place[1]), b"") if place else page
    apart = re.search(rb"/Font\s+" + _REF, resources)
    inside = re.search(rb"/Font\s*<<(.*?)>>", resources, re.S)
    names = objects.get(int(apart[1]), b"") if apart else inside[1] if inside else b""
    return {
        name: _font(objects.get(int(number), b""), objects)
        for name, number in re.findall(rb"(/[^\s/]+)\s+" + _REF, names)
    }


def _font(body: bytes, objects: Mapping[int, bytes]) -> Font:
    place = re.search(rb"/ToUnicode\s+" + _REF, body)
    table = _table(_stream(objects.get(int(place[1]), b""))) if place else {}
    return Font(table, 2 if re.search(rb"/Type0\b", body) else 1)


def _table(cmap: bytes) -> dict[int, str]:
    table: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>", block):
            table[int(code, 16)] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for low, high, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            first = int(text, 16)
            span = range(int(low, 16), min(int(high, 16), int(low, 16) + 0xFFFF) + 1)
            table |= {code: chr(first + n) for n, code in enumerate(span) if first + n < 0x110000}
        for low, _high, texts in re.findall(rb"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.S):
            table |= {int(low, 16) + n: _utf16(one) for n, one in enumerate(re.findall(rb"<(\w+)>", texts))}
    return table


def _utf16(text: bytes) -> str:
    return bytes.fromhex("".join(text.decode().split())).decode("utf-16-be", "replace")


@dataclass(frozen=True)
class Piece:
    """Letters shown at once: where they begin, and about how far they reach (letters are not measured)."""

    x: float
    y: float
    size: float
    text: str

    @property
    def end(self) -> float:
        return self.x + 0.55 * self.size * len(self.text)


def _pieces(content: bytes, fonts: Fonts) -> Iterator[Piece]:
    """What the text operators show, in their order, each at its place on the page."""
    pen, operands = _Pen(fonts), list[bytes]()
    for token in _TOKENS.findall(content):
        if not token[:1].isalpha() and token[:1] not in (b"'", b'"'):
            operands.append(token)
            continue
        pen.move(token, operands)
        if token in (b"Tj", b"TJ", b"'", b'"'):
            yield pen.show(operands)
        operands.clear()


class _Pen:
    """Where the next letters stand, and in what font."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._font, self._size, self._leading = _LATIN, 1.0, 0.0
        self._page: Matrix = _PLAIN
        self._kept: list[Matrix] = []
        self._line: Matrix = _PLAIN
        self._shown = 0.0

    def move(self, operator: bytes, operands: list[bytes]) -> None:
        """What an operator does to place and font; one with too few operands does nothing."""
        numbers = [_number(one) for one in operands]
        match operator:
            case b"q":
                self._kept.append(self._page)
            case b"Q" if self._kept:
                self._page = self._kept.pop()
            case b"cm" if len(numbers) == 6:
                self._page = _times(numbers, self._page)
            case b"BT":
                self._set(_PLAIN)
            case b"Tm" if len(numbers) == 6:
                self._set(numbers)
            case b"Tf" if len(operands) > 1:
                self._font, self._size = self._fonts.get(operands[-2], _LATIN), numbers[-1]
            case b"TL" if numbers:
                self._leading = numbers[-1]
            case b"Td" | b"TD" if len(numbers) > 1:
                self._leading = -numbers[-1] if operator == b"TD" else self._leading
                self._set(_times((1, 0, 0, 1, numbers[-2], numbers[-1]), self._line))
            case b"T*" | b"'" | b'"':
                self._set(_times((1, 0, 0, 1, 0, -self._leading), self._line))

    def _set(self, line: Matrix) -> None:
        self._line, self._shown = line, 0.0

    def show(self, operands: list[bytes]) -> Piece:
        """The letters of the strings among the operands."""
        text = "".join(self._font.read(_bytes(one)) for one in operands if one[:1] in (b"(", b"<"))
        at = _times(self._line, self._page)
        piece = Piece(at[4] + self._shown, at[5], abs(self._size) * (abs(at[3]) or abs(at[1]) or 1.0), text)
        self._shown = piece.end - at[4]
        return piece


def _times(one: Matrix, other: Matrix) -> Matrix:
    """First `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _number(token: bytes) -> float:
    try:
        return float(token)
    except ValueError:
        return 0.0


def _bytes(token: bytes) -> bytes:
    if token[:1] == b"<":
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return re.sub(rb"\\([0-7]{1,3}|.)", _escaped, token[1:-1], flags=re.S)


def _escaped(found: "re.Match[bytes]") -> bytes:
    what = found[1]
    return bytes([int(what, 8) & 255]) if what[:1].isdigit() else _ESCAPES.get(what, what)


def _joined(pieces: list[Piece]) -> list[str]:
    """Pieces of one height, near each other, are one line. Two letters' room between them is a break."""
    lines: list[list[Piece]] = []
    for piece in pieces:
        if not piece.text.strip():
            continue
        last = lines[-1][-1] if lines else None
        if last and abs(last.y - piece.y) < 0.3 * last.size and -3 * last.size < piece.x - last.end < 2 * last.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [" ".join(piece.text for piece in line) for line in lines]
