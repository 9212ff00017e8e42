"""Reading indicators: numbers over the tree and over time, targets, and who has not reported."""

from neuguong.work.indicators.queries.amounts import Against, Amount, against, compare
from neuguong.work.indicators.queries.catalogue import before, in_force, parts, places, up_to
from neuguong.work.indicators.queries.charts import chart, charts
from neuguong.work.indicators.queries.children import ChildLine, by_child
from neuguong.work.indicators.queries.completeness import WIDTHS, missing_units, missing_values, within
from neuguong.work.indicators.queries.sealed import sealed_otherwise
from neuguong.work.indicators.queries.standing import Cascade, Share, Standing, amount_of, cascade, standings
from neuguong.work.indicators.queries.totals import Total, parts_of, series, totals, totals_over
from neuguong.work.indicators.queries.words import achieved, difference, in_words, shown

__all__ = [
    "WIDTHS",
    "Against",
    "Amount",
    "Cascade",
    "ChildLine",
    "Share",
    "Standing",
    "Total",
    "achieved",
    "against",
    "amount_of",
    "before",
    "by_child",
    "cascade",
    "chart",
    "charts",
    "compare",
    "difference",
    "in_force",
    "in_words",
    "missing_units",
    "missing_values",
    "parts",
    "parts_of",
    "places",
    "sealed_otherwise",
    "series",
    "shown",
    "standings",
    "totals",
    "totals_over",
    "up_to",
    "within",
]
