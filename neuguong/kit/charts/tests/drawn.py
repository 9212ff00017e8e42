"""Reading a drawing back: what it says and where its marks stand."""

from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as Xml

from neuguong.kit.charts import Bars, Chart, Point, Trend, svg

_SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class Drawing:
    """The parsed picture; it is well formed, or there is none."""

    root: Xml.Element

    @classmethod
    def of(cls, chart: Chart, *, standalone: bool = False) -> "Drawing":
        return cls(Xml.fromstring(str(svg(chart, standalone=standalone))))

    def marks(self, name: str, kind: str = "") -> list[Xml.Element]:
        found = self.root.iter(f"{_SVG}{name}")
        return [one for one in found if not kind or one.get("class") == kind]

    def boxes(self, *kinds: str) -> list[tuple[float, float]]:
        """(x, width) of the rectangles of these classes."""
        return [
            (float(one.get("x", 0)), float(one.get("width", 0)))
            for one in self.marks("rect")
            if one.get("class") in kinds
        ]

    def words(self, kind: str = "") -> list[str]:
        return [("".join(one.itertext()) if not len(one) else one[0].tail or "") for one in self.marks("text", kind)]


def trend(*values: Any, **given: Any) -> Trend:
    """A trend over years from 2021 on; a Point stands for itself."""
    points = tuple(one if isinstance(one, Point) else Point(str(2021 + at), one) for at, one in enumerate(values))
    return Trend(**{"key": "t", "title": "Xu hướng", "names": "Kỳ", "points": points, **given})


def bars(*values: Any, **given: Any) -> Bars:
    """Bars called A, B, C, ...; a Point stands for itself."""
    points = tuple(one if isinstance(one, Point) else Point(chr(65 + at), one) for at, one in enumerate(values))
    return Bars(**{"key": "b", "title": "So sánh", "names": "Đơn vị", "points": points, **given})
