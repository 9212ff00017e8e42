"""Themes, the sessions in which they are studied, and who attended."""

from neuguong.work.study.models.attendance import Attendance, Learner, Mark
from neuguong.work.study.models.meetings import Conclusion, Criterion, Minutes, ScoreSheet, Scoring
from neuguong.work.study.models.sessions import Place, Session
from neuguong.work.study.models.themes import Theme

__all__ = [
    "Attendance",
    "Conclusion",
    "Criterion",
    "Learner",
    "Mark",
    "Minutes",
    "Place",
    "ScoreSheet",
    "Scoring",
    "Session",
    "Theme",
]
