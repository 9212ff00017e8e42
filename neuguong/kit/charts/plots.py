"""Where the marks of each kind of chart stand: every function returns the marks and the height they take.

Drawn 344 wide, so that letters keep their size on a phone; a wider screen has room for two beside each other.
"""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _
from markupsafe import Markup

from neuguong.kit import numbers
from neuguong.kit.charts.model import Against, Bars, Heat, Mark, Point, Trend
from neuguong.kit.charts.pen import Pen
from neuguong.kit.charts.scale import Scale, span, ticks, wide, wrapped

WIDTH = 344
_LINE = 17  # of words
_TOP, _PLOT = 26, 128
_BAR, _TARGET = 14, 20
Plot = tuple[list[Markup], float]


def trend(chart: Trend, pen: Pen) -> Plot:
    """A line through the points, on round ticks; each number where there is room, else the last one alone."""
    known = [one.value for one in chart.points if one.value is not None]
    if not known:
        return _nothing(pen)
    marked = ticks(*span(known, from_zero=chart.from_zero))
    left = max(wide(numbers.number(one), 12) for one in marked) + 10
    up = Scale(marked[0], marked[-1], _TOP + _PLOT, _TOP)
    right = max(8.0, wide(chart.points[-1].label, 12) / 2)
    slot = (WIDTH - left - 8 - right) / max(1, len(chart.points) - 1)
    places = [left + 8 + at * slot if len(chart.points) > 1 else (left + WIDTH) / 2 for at in range(len(chart.points))]
    marks = [mark for one in marked for mark in _tick(pen, one, up.at(one), left)]
    dots = [(x, up.at(p.value), p) for x, p in zip(places, chart.points, strict=True) if p.value is not None]
    marks += _segments(pen, chart.points, places, up)
    marks += [_dot(pen, x, y, one.mark) for x, y, one in dots]
    marks += _values(pen, dots, slot)
    marks += _periods(pen, chart.points, places, slot)
    return _explained(pen, chart.points, marks, _TOP + _PLOT + 28)


def _tick(pen: Pen, value: Decimal, y: float, left: float) -> list[Markup]:
    kind = "chart-grid" if value else "chart-zero"
    return [
        pen.line(kind, left, y, WIDTH, y),
        pen.words("chart-quiet", left - 6, y + 4, numbers.number(value), "end"),
    ]


def _segments(pen: Pen, points: tuple[Point, ...], places: list[float], up: Scale) -> list[Markup]:
    found = []
    steps = zip(places, points, places[1:], points[1:], strict=False)
    for x, one, next_x, following in steps:
        if one.value is not None and following.value is not None:
            is_open = Mark.PROVISIONAL in (one.mark, following.mark)
            kind = "chart-line chart-line-open" if is_open else "chart-line"
            found.append(pen.line(kind, x, up.at(one.value), next_x, up.at(following.value)))
    return found


def _dot(pen: Pen, x: float, y: float, mark: Mark) -> Markup:
    if mark is Mark.SEALED:
        return pen.box("chart-point", x - 4, y - 4, 8, 8)
    if mark is Mark.PROVISIONAL:
        return pen.mark("path", "chart-point-open", d=f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z")
    return pen.mark("circle", "chart-point", cx=x, cy=y, r=4)


def _values(pen: Pen, dots: list[tuple[float, float, Point]], slot: float) -> list[Markup]:
    has_room = all(wide(one.shown) + 6 <= slot for _x, _y, one in dots)
    return [pen.kept("chart-value", x, y - 10, one.shown, WIDTH) for x, y, one in (dots if has_room else dots[-1:])]


def _periods(pen: Pen, points: tuple[Point, ...], places: list[float], slot: float) -> list[Markup]:
    """The names under the line: as many as have room, the last one always."""
    every = max(1, -(-max(int(wide(one.label, 12)) + 8 for one in points) // max(1, int(slot))))
    named = [at for at in range(len(points)) if (len(points) - 1 - at) % every == 0]
    return [pen.kept("chart-quiet", places[at], _TOP + _PLOT + 18, points[at].label, WIDTH, 12) for at in named]


def _explained(pen: Pen, points: tuple[Point, ...], marks: list[Markup], height: float) -> Plot:
    """What the shapes mean, where there are any but the plain one."""
    meanings = {Mark.SEALED: _("đã khóa sổ"), Mark.PROVISIONAL: _("tạm tính, chưa duyệt")}
    x = 8.0
    present = {one.mark for one in points if one.value is not None}
    for mark, words in meanings.items():
        if mark in present:
            marks += [_dot(pen, x, height + 4, mark), pen.words("chart-quiet", x + 10, height + 8, words)]
            x += wide(words, 12) + 32
    return marks, height + 14 if x > 8 else height


def bars(chart: Bars, pen: Pen) -> Plot:
    """A bar a line under its name, from a common nought; the number at its end."""
    drawn = chart.ranked[: chart.most]
    if not drawn:
        return _nothing(pen)
    known = [one.value for one in drawn if one.value is not None]
    low, high = span(known)
    room = max(wide(one.shown) for one in drawn) + 8
    across = Scale(low, high, room if low < 0 else 0, WIDTH - room)
    zero, red, marks, y = across.at(0), chart.highlight or drawn[0].label, [], 0.0
    for one in drawn:
        y, named = _named(pen, one.label, y, WIDTH)
        end = across.at(one.value or 0)
        marks += named
        marks.append(
            pen.box("bar-accent" if one.label == red else "bar-grey", min(zero, end), y, abs(end - zero), _BAR)
        )
        is_left = (one.value or 0) < 0
        marks.append(
            pen.words("chart-value", end + (-6 if is_left else 6), y + 12, one.shown, "end" if is_left else "")
        )
        y += _BAR + 12
    return _rest(pen, marks, y, len(chart.points) - len(drawn))


def _zero(pen: Pen, x: float, y: float, tall: float) -> Markup:
    return pen.line("chart-zero", x, y - 3, x, y + tall + 3)


def _named(pen: Pen, label: str, y: float, room: float, lines: int = 2) -> tuple[float, list[Markup]]:
    """The name of a line, in few rows, and where what it names begins."""
    rows = wrapped(label, room, lines=lines)
    cut = label if rows[-1].endswith("…") else ""
    found = [pen.words("chart-label", 0, y + 13 + _LINE * at, row, whole=cut) for at, row in enumerate(rows)]
    return y + _LINE * len(rows) + 2, found


def against(chart: Against, pen: Pen) -> Plot:
    """A thin red bar of what was reached over a tall grey one of what was aimed at."""
    drawn = chart.pairs[: chart.most]
    if not drawn:
        return _nothing(pen)
    low, high = span([number for one in drawn for number in (one.value, one.target) if number is not None])
    across = Scale(low, high, 0, WIDTH - 2)
    marks, y = [], 0.0
    for one in drawn:
        said = _("%(value)s trên %(target)s") % {"value": one.shown, "target": one.target_shown}
        top = y
        y, named = _named(pen, one.label, y, WIDTH - wide(said) - 12)
        marks += [*named, pen.words("chart-value", WIDTH, top + 13, said, "end")]
        for kind, number, tall in (("bar-grey", one.target, _TARGET), ("bar-accent", one.value, 8)):
            ends = sorted((across.at(0), across.at(number or 0)))
            marks.append(pen.box(kind, ends[0], y + (_TARGET - tall) / 2, ends[1] - ends[0], tall))
        marks.append(_zero(pen, across.at(0), y, _TARGET))
        y += _TARGET + 12
    return _rest(pen, marks, y, len(chart.pairs) - len(drawn))


def heat(chart: Heat, pen: Pen) -> Plot:
    """A row for each unit, a cell for each period: the share is printed, the shade only helps the eye."""
    drawn = chart.filled_first[: chart.most]
    if not drawn:
        return _nothing(pen)
    names = 136
    slot = (WIDTH - names) / max(1, len(chart.columns))
    marks = [
        pen.words("chart-quiet", names + slot * (at + 0.5), 13, label, "middle")
        for at, label in enumerate(chart.columns)
    ]
    y = 20.0
    for row in drawn:
        after, named = _named(pen, row.label, y + 2, names - 8, lines=3)
        tall = max(28.0, after - y + 4)
        marks += named
        for at, cell in enumerate(row.cells):
            x = names + slot * at
            marks.append(pen.box(shade(cell.percent), x + 1, y + 1, slot - 2, tall - 2))
            marks.append(pen.words("chart-cell", x + slot / 2, y + tall / 2 + 4, cell.shown, "middle"))
        y += tall
    return _rest(pen, marks, y + 4, len(chart.rows) - len(drawn))


def shade(percent: Decimal | None) -> str:
    """The class of a cell: none, nothing done, below half, below four fifths, below all, all."""
    if percent is None:
        return "heat-none"
    return f"heat-{sum(percent >= step for step in (1, 50, 80, 100))}"


def _rest(pen: Pen, marks: list[Markup], height: float, left_out: int) -> Plot:
    if not left_out:
        return marks, height
    words = _("và %(n)s dòng nữa trong bảng số liệu") % {"n": numbers.number(left_out)}
    return [*marks, pen.words("chart-quiet", 0, height + 12, words)], height + 20


def _nothing(pen: Pen) -> Plot:
    return [pen.words("chart-quiet", 0, 16, _("Chưa có số liệu để vẽ."))], 26


PLOTS: dict[type, Callable[..., Plot]] = {Trend: trend, Bars: bars, Against: against, Heat: heat}
