"""Opening periods; entering, deciding and correcting numbers."""

from neuguong.work.indicators.services.deciding import approve_values, return_values
from neuguong.work.indicators.services.entering import (
    Entered,
    Key,
    Line,
    enter_values,
    on_form,
    said,
    submit_values,
)
from neuguong.work.indicators.services.excepting import excuse
from neuguong.work.indicators.services.meaning import faults
from neuguong.work.indicators.services.opening import decider_of, due_day, open_period
from neuguong.work.indicators.services.restating import propose_restatement

__all__ = [
    "Entered",
    "Key",
    "Line",
    "approve_values",
    "decider_of",
    "due_day",
    "enter_values",
    "excuse",
    "faults",
    "on_form",
    "open_period",
    "propose_restatement",
    "return_values",
    "said",
    "submit_values",
]
