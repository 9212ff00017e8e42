"""Who may call people together, who calls the roll, who sees that somebody came.

The roll is called by whoever keeps the session, and by a cell's secretary for the members of her own cell, wherever
the session is held. Names of those invited are seen by who calls the roll, by who reads of their units, and each
person sees her own row.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at, within
from neuguong.base.files.queries import register_owner
from neuguong.kit.policy import Policy, Rule, both, either, not_, signed_in, when
from neuguong.work.study.choices import OPEN, TOOK_PLACE, SessionKind, SessionState
from neuguong.work.study.models import Attendance

_ABOVE = (Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.SUPERVISOR, Role.VIEWER, Role.ADMINISTRATOR)
_KEEPERS = (Role.SECRETARY, Role.STAFF)

units = Policy(
    set_theme=at(Role.STAFF, Role.ADMINISTRATOR, unit="pk"),
    call_together=at(*_KEEPERS, unit="pk"),
    invite=within(*_KEEPERS, unit="pk"),
)
themes = Policy(view=signed_in(), write=at(Role.STAFF, Role.ADMINISTRATOR))


def _of_person(user: Any) -> Q:
    person = getattr(user, "person", None)
    return Q(person_id=person.pk if person else 0)


def _attended_by(own: Rule) -> Rule:
    """A session at which one of the rows that `own` lets through stands."""
    return Rule(lambda user: Q(Exists(Attendance.objects.filter(own(user), session=OuterRef("pk")))))


herself = Rule(_of_person, lambda user: [(_of_person(user), str(user))])
keeper = at(*_KEEPERS)
_of_her_cell = at(Role.SECRETARY)
caller = either(keeper, _attended_by(_of_her_cell))

_is_meeting = when(kind=SessionKind.CELL_MEETING)

sessions = Policy(
    view=either(within(*_ABOVE), at(Role.MEMBER), caller, _attended_by(herself)),
    change=both(keeper, when(state=SessionState.PLANNED)),
    invite=both(keeper, when(state__in=OPEN)),
    call=both(caller, when(state__in=OPEN)),
    show_code=both(keeper, when(state__in=OPEN)),
    hold=both(caller, when(state=SessionState.PLANNED)),
    close=both(keeper, when(state=SessionState.HELD)),
    reopen=both(keeper, when(state=SessionState.CLOSED)),
    cancel=both(keeper, when(state=SessionState.PLANNED)),
    make_up=both(keeper, when(state__in=TOOK_PLACE)),
    # what was said is for the cell and those above it, not for whoever once attended
    read_minutes=both(either(within(*_ABOVE), at(Role.MEMBER)), _is_meeting),
    write_minutes=both(keeper, _is_meeting, when(state__in=(*OPEN, SessionState.CLOSED))),
    score_own=both(at(Role.SECRETARY), _is_meeting, when(state=SessionState.CLOSED)),
    score_above=both(
        within(Role.STAFF, Role.APPROVER),
        not_(at(Role.SECRETARY, Role.STAFF, Role.APPROVER)),
        _is_meeting,
        when(state=SessionState.CLOSED),
    ),
)
_called_by = either(at(*_KEEPERS, unit="session__unit_id"), _of_her_cell)
attendances = Policy(
    view=either(within(*_ABOVE), at(*_KEEPERS, unit="session__unit_id"), herself),
    call=both(_called_by, when(session__state__in=OPEN)),
    list=_called_by,
)
_assignee = Rule(lambda user: Q(assignee__user=user), lambda user: [(Q(assignee__user=user), str(user))])
conclusions = Policy(
    view=either(within(*_ABOVE), at(Role.MEMBER), _assignee),
    finish=either(keeper, _assignee),
)
scorings = Policy(view=either(within(*_ABOVE), at(Role.MEMBER)))
learners = Policy(view=either(within(*_ABOVE), herself))

register_owner("study.Theme", themes)
