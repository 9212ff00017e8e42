"""Whose numbers are not in yet."""

import datetime as dt

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from neuguong.base.figures.queries import rows_in
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.work.indicators.measures import MISSING
from neuguong.work.indicators.models import Indicator, Value

WIDTHS = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR, PeriodKind.TERM)


def within(period: Period) -> list[Period]:
    """The period and those it is cut into, the widest first."""
    found = Period.objects.filter(
        calendar=period.calendar_id, starts_on__gte=period.starts_on, ends_on__lte=period.ends_on
    )
    return sorted(found, key=lambda one: (-WIDTHS.index(PeriodKind(one.kind)), one.starts_on, one.pk))


def missing_values(
    unit_id: int, period: Period, today: dt.date, indicator: Indicator | None = None, *, in_today_tree: bool = False
) -> QuerySet[Value]:
    """What should be entered under the unit in the period or in a part of it, and is not handed in."""
    rows: QuerySet[Value] = rows_in(MISSING, unit_id, within(period), today=today, in_today_tree=in_today_tree)
    return rows.filter(indicator=indicator) if indicator else rows


def missing_units(
    unit_id: int, period: Period, today: dt.date, indicator: Indicator | None = None, *, in_today_tree: bool = False
) -> QuerySet[Unit]:
    """The units that owe a number, each with `lacking` (the names of the indicators), `owed` (how many numbers) and
    `first_due_on`. Unordered, not narrowed to what a reader may see."""
    rows = missing_values(unit_id, period, today, indicator, in_today_tree=in_today_tree)
    mine = rows.filter(unit=OuterRef("pk")).order_by().values("unit")
    told = mine.annotate(
        said=JSONObject(
            lacking=ArrayAgg("indicator__name", distinct=True, order_by=("indicator__name",)),
            owed=Count("pk"),
            first_due_on=Min("due_on"),
        )
    )
    return Unit.objects.filter(pk__in=rows.values("unit")).annotate(said=Subquery(told.values("said")))
