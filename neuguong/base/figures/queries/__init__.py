"""Reading figures: exact at any moment, at any unit, in the tree of the period or of today."""

from neuguong.base.figures.queries.children import Line, by_child
from neuguong.base.figures.queries.read import Apart, Figures, Number, figures, pending, series, told_apart
from neuguong.base.figures.queries.rows import By, Shown, counted, href, register_rows, rows, rows_in, shown_rows, span

__all__ = [
    "Apart",
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
    "rows_in",
    "series",
    "shown_rows",
    "span",
    "told_apart",
]
