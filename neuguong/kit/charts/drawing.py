"""A chart as SVG: on a page, or as a file that stands alone with its title, caption and own colours."""

from markupsafe import Markup

from neuguong.kit.charts.model import Chart
from neuguong.kit.charts.pen import Pen
from neuguong.kit.charts.plots import PLOTS, WIDTH
from neuguong.kit.charts.scale import wrapped
from neuguong.kit.charts.table import told

_EDGE = 16


def svg(chart: Chart, *, standalone: bool = False) -> Markup:
    """The drawing: a picture with a title and a description, words as words. No script, no style, no links: the table
    beside it has those."""
    pen = Pen(standalone=standalone)
    marks, height = PLOTS[type(chart)](chart, pen)
    return _alone(chart, pen, marks, height) if standalone else _placed(chart, marks, 0, 0, WIDTH, height)


def _alone(chart: Chart, pen: Pen, marks: list[Markup], height: float) -> Markup:
    """With paper behind it, and its head drawn in."""
    head: list[Markup] = []
    y = 0.0
    for words, kind, size in ((chart.title, "chart-head", 15), (_about(chart), "chart-quiet", 12)):
        for row in wrapped(words, WIDTH, size, lines=4) if words else ():
            y += size + 5
            head.append(pen.words(kind, 0, y, row))
    moved = Markup('<g transform="translate(0 {})">{}</g>').format(f"{y + 12:g}", Markup("").join(marks))
    width, tall = WIDTH + 2 * _EDGE, height + y + 12 + 2 * _EDGE
    paper = pen.box("chart-paper", -_EDGE, -_EDGE, width, tall)
    return _placed(chart, [paper, *head, moved], -_EDGE, -_EDGE, width, tall)


def _about(chart: Chart) -> str:
    return ". ".join(one for one in (chart.measure_unit, chart.caption) if one)


def _placed(chart: Chart, marks: list[Markup], x: float, y: float, width: float, height: float) -> Markup:
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart-drawing" viewBox="{x:g} {y:g} {width:g} {height:g}"'
        ' width="{width:g}" height="{height:g}" role="img" aria-labelledby="{key}-name {key}-told">'
        '<title id="{key}-name">{title}</title><desc id="{key}-told">{told}</desc>{marks}</svg>'
    ).format(
        x=x, y=y, width=width, height=round(height, 1), key=chart.key, title=chart.title, told=told(chart),
        marks=Markup("").join(marks),
    )  # fmt: skip
