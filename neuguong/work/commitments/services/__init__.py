"""Verbs on registrations."""

from neuguong.work.commitments.services.beginning import new_commitment, standing
from neuguong.work.commitments.services.carrying import record_progress, report_result
from neuguong.work.commitments.services.deciding import Ruling, decide
from neuguong.work.commitments.services.opening import decider_of, due_day, open_year
from neuguong.work.commitments.services.writing import ItemInput, addition_of, is_open, save_draft

__all__ = [
    "ItemInput",
    "Ruling",
    "addition_of",
    "decide",
    "decider_of",
    "due_day",
    "is_open",
    "new_commitment",
    "open_year",
    "record_progress",
    "report_result",
    "save_draft",
    "standing",
]
