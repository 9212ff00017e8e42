"""Reading figures: exact at any moment, at any unit, in the tree of the period or of today."""

from neuguong.base.figures.queries.children import Line, by_child
from neuguong.base.figures.queries.read import Figures, Number, figures, pending, series
from neuguong.base.figures.queries.rows import By, Shown, counted, href, register_rows, rows, shown_rows, span

__all__ = [
    "By",
    "Figures",
    "Line",
    "Number",
    "Shown",
    "by_child",
    "counted",
    "figures",
    "href",
    "pending",
    "register_rows",
    "rows",
    "series",
    "shown_rows",
    "span",
]
