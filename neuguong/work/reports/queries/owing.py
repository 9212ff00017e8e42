"""Who owes a report: a unit's own obligation, those of the units below, and the later days they ask for."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import children
from neuguong.base.periods.models import Period
from neuguong.work.reports.choices import OWED, SENT
from neuguong.work.reports.models import Extension, Report
from neuguong.work.reports.rules import extensions, policy


def obligation(unit: Unit, period: Period) -> Report | None:
    """The row of the unit's report for the period, whether begun or only owed."""
    return Report.objects.filter(unit=unit, period=period).select_related("unit", "period").first()


def owed(user: Any) -> QuerySet[Report]:
    """Reports asked for that this user is to see written and sent by the very unit she serves, the oldest first."""
    mine = Report.objects.filter(policy.rule("ask")(user)).select_related("unit", "period")
    return mine.order_by("due_on", "unit__level", "pk")


def asks(unit: Unit, period: Period, subject: str) -> list[Extension]:
    """What the unit asked for, the newest first; an open one comes first."""
    rows = Extension.objects.filter(unit=unit, period=period, subject=subject)
    return list(rows.select_related("decider_unit", "asked_by", "answered_by").order_by("-asked_at", "-pk"))


def open_to_answer(user: Any) -> QuerySet[Extension]:
    """Requests for a later day that wait for this user's answer, the oldest first."""
    rows = Extension.objects.filter(extensions.rule("answer")(user))
    return rows.select_related("unit", "period", "decider_unit").order_by("asked_at", "pk")


@dataclass(frozen=True)
class Completeness:
    """Of the units directly below that owe a report: how many have sent it, and the rows of those that have not."""

    should: int
    sent: int
    missing: list[Report]


def below(unit: Unit, period: Period) -> Completeness:
    """What has come from the units directly below, in the tree of the period (a constant number of queries)."""
    near = children(unit.pk, period.tree_on).order_by().values("pk")
    rows = Report.objects.filter(unit__in=near, period=period, expected=True).select_related("unit")
    found = list(rows.order_by("unit__level", "unit__sort_key", "pk").defer("html"))
    return Completeness(
        len(found), sum(row.state in SENT for row in found), [row for row in found if row.state in OWED]
    )
