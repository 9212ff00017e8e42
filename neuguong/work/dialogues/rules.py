"""Who takes cases in and answers them, who keeps reception days and dialogues, and who reads.

The desk of the unit in charge works on a case, and after a merger that of its successor. Those above read the case, in
which nobody is named; who sent it, and her words, only the desk in charge and the one that it was escalated to.
"""

from typing import Any

from django.db.models import Q

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at, within
from neuguong.base.files.queries import register_owner
from neuguong.kit import clock
from neuguong.kit.policy import Policy, Rule, both, either, when
from neuguong.work.dialogues.choices import CaseState, DialogueState, Outcome, ReceptionState

_DESK = (Role.STAFF, Role.APPROVER)
_ABOVE = (Role.STAFF, Role.APPROVER, Role.SUPERVISOR, Role.VIEWER, Role.ADMINISTRATOR)

units = Policy(
    receive=at(*_DESK, unit="pk"),
    hold=at(*_DESK, unit="pk"),
)

_desk = at(*_DESK)
_higher_desk = at(*_DESK, unit="escalated_to_id")


def _desk_while(*states: CaseState) -> Rule:
    return both(_desk, when(state__in=states))


def _not_overdue(_user: Any) -> Q:
    """A case that is late already cannot be paused out of sight."""
    return Q(due_on__gte=clock.today())


cases = Policy(
    view=either(within(*_ABOVE), _higher_desk),
    accept=_desk_while(CaseState.RECEIVED),
    sort=_desk_while(CaseState.HANDLING),
    transfer=_desk_while(CaseState.RECEIVED, CaseState.HANDLING),
    merge=_desk_while(CaseState.RECEIVED, CaseState.HANDLING),
    pause=both(_desk_while(CaseState.HANDLING), Rule(_not_overdue)),
    resume=_desk_while(CaseState.PAUSED),
    answer=_desk_while(CaseState.HANDLING),
    refuse=_desk_while(CaseState.RECEIVED, CaseState.HANDLING),
    reopen=_desk_while(CaseState.ANSWERED, CaseState.REFUSED),
    letter=_desk_while(CaseState.ANSWERED),
    publish=both(_desk_while(CaseState.ANSWERED), when(may_publish=True)),
)
senders = Policy(
    view=either(at(*_DESK, unit="case__unit_id"), at(*_DESK, unit="case__escalated_to_id")),
)
receptions = Policy(
    view=within(*_ABOVE),
    publish=both(_desk, when(state=ReceptionState.PLANNED)),
    hold=both(_desk, when(state__in=(ReceptionState.PLANNED, ReceptionState.PUBLISHED))),
    miss=both(_desk, when(state__in=(ReceptionState.PLANNED, ReceptionState.PUBLISHED))),
    reopen=both(_desk, when(state__in=(ReceptionState.HELD, ReceptionState.MISSED))),
)
dialogues = Policy(
    view=within(*_ABOVE),
    hold=both(_desk, when(state=DialogueState.PLANNED)),
    cancel=both(_desk, when(state=DialogueState.PLANNED)),
    write=both(_desk, when(state=DialogueState.HELD)),
)
promises = Policy(
    view=either(within(*_ABOVE), at(*_DESK, unit="owner_unit_id")),
    finish=either(_desk, at(*_DESK, unit="owner_unit_id")),
    owe=both(either(_desk, at(*_DESK, unit="owner_unit_id")), when(outcome=Outcome.OPEN)),
)

register_owner("dialogues.Sender", senders)
