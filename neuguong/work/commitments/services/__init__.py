"""Verbs on registrations."""

from neuguong.work.commitments.services.amending import changes_of, decide_amendments, propose_amendment
from neuguong.work.commitments.services.beginning import new_commitment, standing
from neuguong.work.commitments.services.carry_over import carry_over, unfinished
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
from neuguong.work.commitments.services.following import follow_member
from neuguong.work.commitments.services.leaving import end_with_post, leave_post
from neuguong.work.commitments.services.obstacles import answer_obstacle, climb_unanswered, raise_obstacle
from neuguong.work.commitments.services.opening import decider_of, due_day, open_year
from neuguong.work.commitments.services.posting import paper_taken, post_list
from neuguong.work.commitments.services.quarter import Recorded, Result, mark, record_quarter
from neuguong.work.commitments.services.returning import Reasons, lacking, send_back
from neuguong.work.commitments.services.writing import ItemInput, addition_of, is_open, save_draft

__all__ = [
    "Fate",
    "ItemInput",
    "Reasons",
    "Recorded",
    "Result",
    "Ruling",
    "Waiting",
    "addition_of",
    "answer_obstacle",
    "begun",
    "carry_over",
    "changes_of",
    "climb_unanswered",
    "copied",
    "decide",
    "decide_amendments",
    "decider_of",
    "due_day",
    "end_with_post",
    "faults",
    "fill_in",
    "follow_member",
    "is_fillable",
    "is_open",
    "lacking",
    "leave_post",
    "mark",
    "merged",
    "new_commitment",
    "open_year",
    "paper_taken",
    "post_list",
    "propose_amendment",
    "raise_obstacle",
    "record_progress",
    "record_quarter",
    "report_result",
    "said",
    "save_draft",
    "send_back",
    "standing",
    "standing_items",
    "unfinished",
]
