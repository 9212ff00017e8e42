"""Verbs of inspection and supervision: plan, draw, visit, find, mend."""

from neuguong.work.oversight.services.drawing import drop_draw, freeze_draw, seed_draw
from neuguong.work.oversight.services.mending import report_remedy
from neuguong.work.oversight.services.planning import (
    Paper,
    PlanInput,
    add_plan,
    add_visits,
    edit_plan,
    issue_plan,
    schedule_visit,
)
from neuguong.work.oversight.services.visiting import (
    FindingInput,
    LineInput,
    Seen,
    add_finding,
    edit_finding,
    hold_visit,
    record_check,
)

__all__ = [
    "FindingInput",
    "LineInput",
    "Paper",
    "PlanInput",
    "Seen",
    "add_finding",
    "add_plan",
    "add_visits",
    "drop_draw",
    "edit_finding",
    "edit_plan",
    "freeze_draw",
    "hold_visit",
    "issue_plan",
    "record_check",
    "report_remedy",
    "schedule_visit",
    "seed_draw",
]
