"""Telling people things, reminding them of deadlines, mailing one digest a day."""

from neuguong.base.notices.services.choosing import choose_mail
from neuguong.base.notices.services.reminders import OWNER, Due, due_days, register_reminder, remind
from neuguong.base.notices.services.telling import Told, mark_read, tell, tell_each

__all__ = [
    "OWNER",
    "Due",
    "Told",
    "choose_mail",
    "due_days",
    "mark_read",
    "register_reminder",
    "remind",
    "tell",
    "tell_each",
]
