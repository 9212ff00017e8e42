"""Verbs on registrations."""

from neuguong.work.commitments.services.beginning import new_commitment, standing
from neuguong.work.commitments.services.carrying import record_progress, report_result
from neuguong.work.commitments.services.deciding import Ruling, Waiting, decide, faults
from neuguong.work.commitments.services.filling import (
    Fate,
    begun,
    copied,
    fill_in,
    is_fillable,
    merged,
    said,
    standing_items,
)
from neuguong.work.commitments.services.opening import decider_of, due_day, open_year
from neuguong.work.commitments.services.returning import Reasons, lacking, send_back
from neuguong.work.commitments.services.writing import ItemInput, addition_of, is_open, save_draft

__all__ = [
    "Fate",
    "ItemInput",
    "Reasons",
    "Ruling",
    "Waiting",
    "addition_of",
    "begun",
    "copied",
    "decide",
    "decider_of",
    "due_day",
    "faults",
    "fill_in",
    "is_fillable",
    "is_open",
    "lacking",
    "merged",
    "new_commitment",
    "open_year",
    "record_progress",
    "report_result",
    "said",
    "save_draft",
    "send_back",
    "standing",
    "standing_items",
]
