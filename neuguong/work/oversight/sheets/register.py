"""A register of visits kept on paper: the plan of a year with its decision, and every visit with its day. The journal
says where it was loaded from. The demo is told so; an office that begins in the middle of a term may be."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from neuguong.base.journal.services import adopt
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.oversight.choices import PlanState, VisitState
from neuguong.work.oversight.models import Plan, Visit
from neuguong.work.oversight.services import Paper, PlanInput


@dataclass(frozen=True)
class Kept:
    """One line of the register: a visit that was held and concluded."""

    unit: Unit
    kind: str
    theme: str
    held_on: dt.date
    conclusion: str
    attended: int | None = None


@transaction.atomic
def adopt_register(
    *,
    unit: Unit,
    period: Period,
    content: PlanInput,
    paper: Paper,
    lines: Sequence[Kept],
    origin: str,
    now: dt.datetime,
) -> Plan:
    """The issued plan of a body and a year with its concluded visits. A plan that is there already is left alone."""
    found = Plan.objects.filter(unit=unit, period=period, body_kind=content.body_kind, title=content.title).first()
    if found:
        return found
    plan = Plan.objects.create(
        unit=unit, period=period, body_kind=content.body_kind, title=content.title, themes=content.themes,
        checklist=content.checklist, state=PlanState.ISSUED, number=paper.number, issued_on=paper.issued_on,
        file=paper.file,
    )  # fmt: skip
    visits = Visit.objects.bulk_create(
        Visit(
            plan=plan, body=unit, body_kind=plan.body_kind, kind=one.kind, unit=one.unit, period=period,
            theme=one.theme, planned_on=one.held_on, held_on=one.held_on, conclusion=one.conclusion,
            attended=one.attended, state=VisitState.CONCLUDED,
        )
        for one in lines
    )  # fmt: skip
    adopt(Plan, [(plan.pk, plan.state)], origin=origin, now=now)
    adopt(Visit, [(one.pk, one.state) for one in visits], origin=origin, now=now)
    return plan
