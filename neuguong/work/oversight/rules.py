"""Who plans, who looks, who mends, who verifies.

The inspected never judges her own matter: nobody conducts a visit, or verifies a remedy, who works for the unit looked
at, or whose own breakthrough it is; and whoever reported a remedy does not verify it. What is not issued or not
concluded yet is read by the body's side alone.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at, within
from neuguong.base.files.queries import register_owner
from neuguong.kit.policy import Policy, Rule, both, either, not_, when
from neuguong.work.commitments.rules import behind, registrant
from neuguong.work.oversight.choices import FindingState, PlanState, VisitKind, VisitState
from neuguong.work.oversight.models import Plan, Visit

BODY = (Role.STAFF, Role.APPROVER, Role.SUPERVISOR)
OFFICE = (Role.SECRETARY, Role.STAFF, Role.APPROVER)
_READERS = (Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.SUPERVISOR, Role.VIEWER, Role.ADMINISTRATOR)

concerned = either(registrant, at(*OFFICE))
conductor = both(at(*BODY, unit="body_id"), not_(concerned))
_host = both(at(*BODY, unit="body_id"), when(kind=VisitKind.VOTERS))  # meets its own voters, judges nobody
_visitor = either(conductor, _host)
_overseers = within(*_READERS, unit="body_id")
_looked_at = either(registrant, within(*_READERS))

units = Policy(plan=at(*BODY, unit="pk"))

visits = Policy(
    view=either(_overseers, both(_looked_at, not_(when(state=VisitState.PROPOSED)))),
    schedule=both(_visitor, when(state=VisitState.PROPOSED)),
    hold=both(_visitor, when(state__in=(VisitState.PLANNED, VisitState.HELD))),
    find=both(_visitor, when(state=VisitState.HELD)),
    cancel=both(_visitor, when(state__in=(VisitState.PROPOSED, VisitState.PLANNED))),
)


def _reported_by(user: Any) -> Q:
    return Q(remedied_by=user.pk)


findings = Policy(
    view=either(_overseers, both(_looked_at, not_(when(state=FindingState.NOTED)))),
    issue=both(conductor, when(state=FindingState.NOTED)),
    remedy=both(concerned, when(state=FindingState.OPEN)),
    verify=both(conductor, not_(Rule(_reported_by)), when(state=FindingState.REMEDIED)),
)


def _visited(user: Any) -> Q:
    return Q(Exists(Visit.objects.filter(visits.rule("view")(user), plan=OuterRef("pk"))))


_writer = both(at(*BODY), when(state=PlanState.DRAFT))
plans = Policy(
    view=either(within(*_READERS), both(when(state=PlanState.ISSUED), Rule(_visited))),
    write=_writer,
    issue=_writer,
)


def _of_plan(action: str) -> Rule:
    def q(user: Any) -> Q:
        return Q(plan__in=Plan.objects.filter(plans.rule(action)(user)).values("pk"))

    return Rule(q)


_waiting = both(_of_plan("write"), when(frozen_at=None, dropped_at=None))
draws = Policy(view=_of_plan("view"), freeze=_waiting, drop=_waiting)

supervised = behind("item__commitment")

register_owner("oversight.Visit", visits)
register_owner("oversight.Finding", findings)
register_owner("oversight.Plan", plans)
