"""What this slice keeps: cases and who sent them, reception days, dialogues and promises, and the rules of each."""

from neuguong.work.dialogues.models.cases import Case, Sender
from neuguong.work.dialogues.models.meetings import Dialogue, Promise, Question
from neuguong.work.dialogues.models.receptions import Reception
from neuguong.work.dialogues.models.regulations import CaseRule, ReceptionDuty

__all__ = ["Case", "CaseRule", "Dialogue", "Promise", "Question", "Reception", "ReceptionDuty", "Sender"]
