"""The states of a case, a reception day and a dialogue."""

from neuguong.work.dialogues.flow.cases import CASE_FLOW
from neuguong.work.dialogues.flow.meetings import DIALOGUE_FLOW, RECEPTION_FLOW

__all__ = ["CASE_FLOW", "DIALOGUE_FLOW", "RECEPTION_FLOW"]
