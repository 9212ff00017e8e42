"""Reading cases, reception days, dialogues and the rules that hold on a day."""

from neuguong.work.dialogues.queries.cases import (
    followed,
    in_hand,
    published,
    rating_mark,
    to_rate,
)
from neuguong.work.dialogues.queries.clock import due_of, rule_on, working_days_left
from neuguong.work.dialogues.queries.meetings import (
    announced,
    days_of_year,
    duty_of,
    promises_of,
    receiving_units,
    to_record,
)

__all__ = [
    "announced",
    "days_of_year",
    "due_of",
    "duty_of",
    "followed",
    "in_hand",
    "promises_of",
    "published",
    "rating_mark",
    "receiving_units",
    "rule_on",
    "to_rate",
    "to_record",
    "working_days_left",
]
