"""The same numbers as a table, and in a sentence: what a reader gets who does not see the drawing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from neuguong.kit import numbers
from neuguong.kit.charts.model import Against, Bars, Chart, Heat, Mark, Number, Point, Trend


@dataclass(frozen=True)
class Datum:
    """A cell: what it reads, the number to calculate with if it is one, and where its rows are."""

    text: str
    value: Number | None = None
    href: str = ""


@dataclass(frozen=True)
class Table:
    """`heads` of the columns, the first one of names, the others of numbers but for a last one of words."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Datum, ...], ...]


def table(chart: Chart) -> Table:
    """Every number of the chart, drawn or not."""
    return _TABLES[type(chart)](chart)


def _of_points(chart: Chart, points: tuple[Point, ...]) -> Table:
    is_marked = any(one.mark is not Mark.PLAIN for one in points)
    words = {Mark.PLAIN: "", Mark.SEALED: _("đã khóa sổ"), Mark.PROVISIONAL: _("tạm tính, chưa duyệt")}
    heads = (chart.names, chart.measure_unit or _("Số lượng"), *([_("Tình trạng")] if is_marked else []))
    return Table(
        heads,
        tuple(
            (
                Datum(one.label, href=one.href),
                Datum(one.shown, one.value),
                *([Datum(words[one.mark])] if is_marked else []),
            )
            for one in points
        ),
    )


def _of_trend(chart: Trend) -> Table:
    return _of_points(chart, chart.points)


def _of_bars(chart: Bars) -> Table:
    return _of_points(chart, tuple(chart.ranked))


def _of_against(chart: Against) -> Table:
    return Table(
        (chart.names, _("Thực hiện"), _("Chỉ tiêu"), _("Tỷ lệ")),
        tuple(
            (
                Datum(one.label, href=one.href),
                Datum(one.shown, one.value),
                Datum(one.target_shown, one.target),
                Datum(_share(one.value, one.target)),
            )
            for one in chart.pairs
        ),
    )


def _share(value: Number | None, target: Number | None) -> str:
    return numbers.NOTHING if value is None or target is None else numbers.percent(value, target)


def _of_heat(chart: Heat) -> Table:
    return Table(
        (chart.names, *chart.columns),
        tuple(
            (
                Datum(row.label, href=row.href),
                *(
                    Datum(f"{cell.shown} ({numbers.number(cell.part)}/{numbers.number(cell.whole)})", href=cell.href)
                    if cell.whole
                    else Datum(cell.shown)
                    for cell in row.cells
                ),
            )
            for row in chart.rows
        ),
    )


def told(chart: Chart) -> str:
    """The chart in a sentence."""
    return _TOLD[type(chart)](chart)


def _ends(points: list[Point]) -> str:
    """The highest and the lowest."""
    known = [one for one in points if one.value is not None]
    high, low = max(known, key=lambda one: one.value or 0), min(known, key=lambda one: one.value or 0)
    return _("Cao nhất: %(high)s, %(most)s; thấp nhất: %(low)s, %(least)s.") % {
        "high": high.label, "most": high.shown, "low": low.label, "least": low.shown,
    }  # fmt: skip


def _told_points(points: list[Point], named: str) -> str:
    if not any(one.value is not None for one in points):
        return _("Chưa có số liệu để vẽ.")
    gaps = sum(one.value is None for one in points)
    missing = _("Không có số: %(n)s.") % {"n": gaps} if gaps else ""
    return " ".join(part for part in (named, _ends(points), missing) if part)


def _told_trend(chart: Trend) -> str:
    known = [one for one in chart.points if one.value is not None]
    if not known:
        return _told_points(list(chart.points), "")
    first, last = known[0], known[-1]
    named = _("Từ %(first)s, %(begin)s, đến %(last)s, %(end)s.") % {
        "first": first.label, "begin": first.shown, "last": last.label, "end": last.shown,
    }  # fmt: skip
    return _told_points(list(chart.points), named)


def _told_bars(chart: Bars) -> str:
    return _told_points(list(chart.points), _("So sánh %(n)s dòng.") % {"n": len(chart.points)})


def _told_against(chart: Against) -> str:
    if not chart.pairs:
        return _("Chưa có số liệu để vẽ.")
    said = [
        _("%(name)s: %(value)s trên %(target)s") % {"name": one.label, "value": one.shown, "target": one.target_shown}
        for one in chart.pairs[: chart.most]
    ]
    return "; ".join(said) + "."


def _told_heat(chart: Heat) -> str:
    if not chart.rows:
        return _("Chưa có số liệu để vẽ.")
    cells = [cell for row in chart.rows for cell in row.cells]
    return _("%(rows)s dòng, %(columns)s kỳ; %(full)s ô đạt 100%%, %(none)s ô không có số.") % {
        "rows": len(chart.rows), "columns": len(chart.columns),
        "full": sum(one.percent == 100 for one in cells), "none": sum(one.percent is None for one in cells),
    }  # fmt: skip


_TABLES: dict[type, Callable[..., Table]] = {Trend: _of_trend, Bars: _of_bars, Against: _of_against, Heat: _of_heat}
_TOLD: dict[type, Callable[..., str]] = {
    Trend: _told_trend, Bars: _told_bars, Against: _told_against, Heat: _told_heat,
}  # fmt: skip
