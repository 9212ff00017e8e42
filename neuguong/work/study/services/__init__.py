"""Verbs on themes, sessions, attendance and cell meetings."""

from neuguong.work.study.services.changing import change_session
from neuguong.work.study.services.confirming import code_for, confirm, session_of_code
from neuguong.work.study.services.inviting import invite, invite_people, make_up
from neuguong.work.study.services.marking import MarkInput, RollOutcome, call_roll
from neuguong.work.study.services.meetings import SCORES, conclude, finish, rating_of, score, sheet_for, write_minutes
from neuguong.work.study.services.planning import add_material, plan_session, set_theme
from neuguong.work.study.services.score_sheets import prepare

__all__ = [
    "SCORES",
    "MarkInput",
    "RollOutcome",
    "add_material",
    "call_roll",
    "change_session",
    "code_for",
    "conclude",
    "confirm",
    "finish",
    "invite",
    "invite_people",
    "make_up",
    "plan_session",
    "prepare",
    "rating_of",
    "score",
    "session_of_code",
    "set_theme",
    "sheet_for",
    "write_minutes",
]
