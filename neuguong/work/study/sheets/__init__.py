"""Workbooks of sessions and of who attended them."""

from neuguong.work.study.sheets.attendances import ATTENDANCES
from neuguong.work.study.sheets.sessions import SESSIONS

__all__ = ["ATTENDANCES", "SESSIONS"]
