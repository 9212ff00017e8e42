"""Charts as data: a `Trend`, `Bars`, `Against` or `Heat` is drawn by `svg`, told by `told`, laid out by `table`.

`ui/chart.jinja` puts them on a page, each with its table and its files; `files.ChartFile` hands the files over.
"""

from neuguong.kit.charts.drawing import svg
from neuguong.kit.charts.model import Against, Bars, Chart, Heat, HeatRow, Mark, Pair, Point, Share, Trend
from neuguong.kit.charts.table import Datum, Table, table, told
from neuguong.kit.charts.workbook import write_workbook

__all__ = [
    "Against",
    "Bars",
    "Chart",
    "Datum",
    "Heat",
    "HeatRow",
    "Mark",
    "Pair",
    "Point",
    "Share",
    "Table",
    "Trend",
    "svg",
    "table",
    "told",
    "write_workbook",
]
