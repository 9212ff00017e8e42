"""Reading reports: what one is made of, who owes one, who is late with what."""

from neuguong.work.reports.queries.owing import Completeness, asks, below, obligation, open_to_answer, owed
from neuguong.work.reports.queries.pressing import CAUSES, Place, Said, last_pressed, late_ones, place, silent
from neuguong.work.reports.queries.reading import (
    YEARLY,
    Reading,
    breakthroughs,
    in_sentence,
    named,
    periods_up_to,
    read,
    unit_names,
    year_of,
)

__all__ = [
    "CAUSES",
    "YEARLY",
    "Completeness",
    "Place",
    "Reading",
    "Said",
    "asks",
    "below",
    "breakthroughs",
    "in_sentence",
    "last_pressed",
    "late_ones",
    "named",
    "obligation",
    "open_to_answer",
    "owed",
    "periods_up_to",
    "place",
    "read",
    "silent",
    "unit_names",
    "year_of",
]
