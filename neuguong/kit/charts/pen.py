"""Marks on the drawing. On a page they carry classes alone, and the house's style sheet paints them in light and dark;
a file that leaves the house carries its own paint."""

from typing import Any

from markupsafe import Markup

from neuguong.kit.charts.scale import wide

_INK, _INK_2, _RED, _GREY, _LINE, _PAPER = "#1c1b1a", "#5c5751", "#a61b1f", "#cbc5ba", "#7d776e", "#ffffff"
_LETTERS = {"font-family": "'Be Vietnam Pro', Arial, sans-serif", "font-size": "13", "fill": _INK}
_HALO = {"stroke": _PAPER, "stroke-width": "3", "paint-order": "stroke"}
PAINT: dict[str, dict[str, str]] = {
    "chart-grid": {"stroke": "#ddd8cf"},
    "chart-zero": {"stroke": _LINE},
    "chart-line": {"stroke": _RED, "stroke-width": "2"},
    "chart-line chart-line-open": {"stroke": _RED, "stroke-width": "2", "stroke-dasharray": "3 4"},
    "chart-point": {"fill": _RED},
    "chart-point-open": {"fill": _PAPER, "stroke": _RED, "stroke-width": "2"},
    "bar-grey": {"fill": _GREY},
    "bar-accent": {"fill": _RED},
    "heat-none": {"fill": "none", "stroke": "#ddd8cf"},
    **{f"heat-{n}": {"fill": _RED, "fill-opacity": dark} for n, dark in enumerate((".05", ".15", ".28", ".4", ".55"))},
    "chart-label": _LETTERS,
    "chart-quiet": {**_LETTERS, "fill": _INK_2, "font-size": "12"},
    "chart-value": {**_LETTERS, **_HALO, "font-weight": "700"},
    "chart-cell": {**_LETTERS, "font-size": "12"},
    "chart-head": {**_LETTERS, "font-size": "15", "font-weight": "700"},
    "chart-paper": {"fill": _PAPER},
}  # fmt: skip


class Pen:
    """Draws with classes, or, for a file that stands alone, with paint."""

    def __init__(self, *, standalone: bool) -> None:
        self.standalone = standalone

    def mark(self, name: str, kind: str, inside: str = "", **places: Any) -> Markup:
        """One element: `kind` is the class it is painted by; numbers are rounded, words escaped."""
        paint = PAINT[kind] if self.standalone else {"class": kind}
        given = {
            key.rstrip("_").replace("_", "-"): _number(value) for key, value in places.items() if value is not None
        }
        attributes = Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in {**paint, **given}.items())
        if not inside:
            return Markup("<{}{}/>").format(Markup(name), attributes)  # noqa: S704 (a name of our own)
        return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), attributes, inside)  # noqa: S704

    def line(self, kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
        return self.mark("line", kind, x1=x1, y1=y1, x2=x2, y2=y2)

    def box(self, kind: str, x: float, y: float, width: float, height: float) -> Markup:
        return self.mark("rect", kind, x=x, y=y, width=width, height=height)

    def words(self, kind: str, x: float, y: float, words: str, anchor: str = "", whole: str = "") -> Markup:
        """A line of words; `whole` is told where they were cut."""
        inside = Markup("<title>{}</title>{}").format(whole, words) if whole and whole != words else words
        return self.mark("text", kind, inside, x=x, y=y, text_anchor=anchor or None)

    def kept(self, kind: str, x: float, y: float, words: str, room: float, size: float = 13) -> Markup:
        """Words centred on `x`, but never over the edges of `room`."""
        half = wide(words, size) / 2
        return self.words(kind, max(half, min(room - half, x)), y, words, "middle")


def _number(value: Any) -> str:
    return str(value) if isinstance(value, str) else f"{round(float(value), 1) + 0:g}"
