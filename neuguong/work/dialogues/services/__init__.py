"""Verbs on cases, reception days, dialogues and promises."""

from neuguong.work.dialogues.services.answering import answer_case, publish, rate, refuse_case, unpublish
from neuguong.work.dialogues.services.handling import accept_case, merge_case, sort_case, transfer_case
from neuguong.work.dialogues.services.intake import Sent, open_case
from neuguong.work.dialogues.services.meetings import (
    Answered,
    Promised,
    finish_promise,
    plan_dialogue,
    write_dialogue,
)
from neuguong.work.dialogues.services.receptions import add_reception, hold_reception, plan_receptions
from neuguong.work.dialogues.services.regulations import prepare
from neuguong.work.dialogues.services.timing import escalate, forget

__all__ = [
    "Answered",
    "Promised",
    "Sent",
    "accept_case",
    "add_reception",
    "answer_case",
    "escalate",
    "finish_promise",
    "forget",
    "hold_reception",
    "merge_case",
    "open_case",
    "plan_dialogue",
    "plan_receptions",
    "prepare",
    "publish",
    "rate",
    "refuse_case",
    "sort_case",
    "transfer_case",
    "unpublish",
    "write_dialogue",
]
