"""Verbs on programmes, documents, plans and communication activities."""

from neuguong.work.programmes.services.conduct import (
    acknowledge,
    add_movement,
    add_movement_model,
    draw_up_code,
    edit_code,
)
from neuguong.work.programmes.services.opening import open_plans
from neuguong.work.programmes.services.planning import Paper, TaskInput, finish_task, issue_plan, write_plan
from neuguong.work.programmes.services.registering import (
    add_communication,
    add_programme,
    number_key,
    register_document,
)
from neuguong.work.programmes.services.standards import load_standards, prepare

__all__ = [
    "Paper",
    "TaskInput",
    "acknowledge",
    "add_communication",
    "add_movement",
    "add_movement_model",
    "add_programme",
    "draw_up_code",
    "edit_code",
    "finish_task",
    "issue_plan",
    "load_standards",
    "number_key",
    "open_plans",
    "prepare",
    "register_document",
    "write_plan",
]
