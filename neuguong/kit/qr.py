"""QR codes of addresses, as SVG for pages and PDF. Nothing is fetched and nothing is styled inline.

A code is black on white in every theme, with the quiet margin that scanners need; error correction is of the level
that survives a crease or a thumb (a quarter of the modules).
"""

import qrcode
from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_Q

_QUIET = 4  # modules around the code, as ISO/IEC 18004 asks for


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
