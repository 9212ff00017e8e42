"""Who may keep the registers, write plans and say that a task is done.

What is issued is read by everybody signed in; a unit's plan and its communication by its own people and above.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at, within
from neuguong.base.files.queries import register_owner
from neuguong.kit.policy import Policy, Rule, both, either, signed_in, when
from neuguong.work.programmes.choices import CodeState, PlanState
from neuguong.work.programmes.models import PlanTask

_ABOVE = (Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.SUPERVISOR, Role.VIEWER, Role.ADMINISTRATOR)
_WRITERS = (Role.STAFF, Role.SECRETARY, Role.APPROVER)

units = Policy(
    register=at(Role.STAFF, Role.ADMINISTRATOR, unit="pk"),
    communicate=at(Role.STAFF, Role.SECRETARY, Role.ADMINISTRATOR, unit="pk"),
    open_plans=within(Role.STAFF, Role.ADMINISTRATOR, unit="pk"),
)
documents = Policy(view=signed_in())
programmes = Policy(view=signed_in())

reader = either(within(*_ABOVE), at(Role.MEMBER))
writer = at(*_WRITERS)

person_in_charge = Rule(
    lambda user: Q(owner__user=user),
    lambda user: [(Q(owner__user=user), str(user))],
)
person_acknowledging = Rule(lambda user: Q(person__user=user), lambda user: [(Q(person__user=user), str(user))])
in_charge = either(person_in_charge, at(*_WRITERS, unit="owner_unit_id"))


def _charged(user: Any) -> Q:
    return Q(Exists(PlanTask.objects.filter(in_charge(user), plan=OuterRef("pk"))))


plans = Policy(
    view=either(reader, Rule(_charged)),
    write=both(writer, when(state__in=(PlanState.EXPECTED, PlanState.DRAFT))),
    issue=both(writer, when(state=PlanState.DRAFT)),
    reopen=both(writer, when(state=PlanState.ISSUED)),
)
tasks = Policy(
    finish=both(either(at(*_WRITERS, unit="plan__unit_id"), in_charge), when(plan__state=PlanState.ISSUED)),
)
communications = Policy(view=reader)

_keeper = at(Role.STAFF, Role.ADMINISTRATOR)
codes = Policy(
    view=either(when(state__in=(CodeState.ISSUED, CodeState.ENDED)), _keeper),
    write=both(_keeper, when(state=CodeState.DRAFT)),
    issue=both(_keeper, when(state=CodeState.DRAFT)),
    end=both(_keeper, when(state=CodeState.ISSUED)),
)
acknowledgements = Policy(view=either(person_acknowledging, reader))
movements = Policy(view=signed_in())
movement_models = Policy(view=reader)

register_owner("programmes.Document", documents)
