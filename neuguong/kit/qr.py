"""QR codes of addresses: as SVG for pages and PDF, as PNG for Word. Nothing is fetched and nothing is styled inline.

A code is black on white in every theme, with the quiet margin that scanners need; error correction is of the level
that survives a crease or a thumb (a quarter of the modules).
"""

import struct
import zlib

import qrcode
from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_Q

_QUIET = 4  # modules around the code, as ISO/IEC 18004 asks for
_PIXELS = 8  # of one module in a PNG


def modules(text: str) -> list[list[bool]]:
    """The dark modules of the code that says `text`, row by row, its quiet margin included."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=_QUIET)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def svg(text: str, label: str) -> Markup:
    """The code as an <svg> of a page, sized by its class `qr`; `label` says in words what it leads to."""
    size, path = _path(text)
    return Markup(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" aria-label="{label}"'
        ' shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/><path fill="#000" d="{path}"/>'
        "</svg>"
    ).format(size=size, label=label, path=path)


def png(text: str) -> bytes:
    """The code as a picture of one bit a pixel."""
    rows = [[dark for dark in row for _n in range(_PIXELS)] for row in modules(text)]
    size = len(rows) * _PIXELS
    lines = b"".join((b"\x00" + _bits(row)) * _PIXELS for row in rows)
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _path(text: str) -> tuple[int, str]:
    """The side in modules, and every run of dark modules as one stroke of a path."""
    rows = modules(text)
    strokes: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x] == row[start]:
                x += 1
            if row[start]:
                strokes.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
    return len(rows), "".join(strokes)


def _bits(row: list[bool]) -> bytes:
    """One row of pixels, eight to a byte; a set bit is white."""
    padded = row + [False] * (-len(row) % 8)
    return bytes(sum((not padded[place + bit]) << (7 - bit) for bit in range(8)) for place in range(0, len(padded), 8))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
