"""Which indicators a unit knows, from which unit a reader looks, and which periods there are to look at."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from neuguong.base.access.rules import holds, units
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import ids_in, path_of
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.work.indicators.models import Indicator

_PARTS = (PeriodKind.HALF, PeriodKind.QUARTER)


def in_force(unit_id: int, period: Period) -> QuerySet[Indicator]:
    """The indicators in force on some day of the period that the unit's tree knows: issued by the unit or above it, in
    the tree of the period, in the order of the catalogue."""
    issuers = {unit_id, *ids_in(path_of(unit_id, period.tree_on))}
    days = (period.starts_on, period.ends_on + dt.timedelta(days=1))
    return Indicator.objects.filter(issuer__in=issuers, valid__overlap=days).order_by("sector", "sort_key", "pk")


def places(user: Any) -> list[Unit]:
    """The units from which the user looks at figures: those she holds a role on, else the cell she lives in."""
    person = getattr(user, "person", None)
    home = person.home_id if person else None
    ids = {hold.unit_id for hold in holds(user)} or ({home} if home else set())
    return list(units.visible(Unit.objects.filter(pk__in=ids), user).order_by("level", "sort_key", "pk"))


def parts(year: Period) -> list[Period]:
    """The halves and quarters of a year, halves first."""
    rows = Period.objects.filter(parent=year, kind__in=_PARTS)
    return sorted(rows.order_by("starts_on", "pk"), key=lambda one: _PARTS.index(PeriodKind(one.kind)))


def before(period: Period) -> Period | None:
    """The period of the same kind and calendar that ended last before it began; None for the first."""
    earlier = Period.objects.filter(calendar=period.calendar_id, kind=period.kind, ends_on__lt=period.starts_on)
    return earlier.order_by("-starts_on", "pk").first()


def up_to(period: Period, count: int) -> list[Period]:
    """The last `count` periods of its kind and calendar up to it, oldest first."""
    found = Period.objects.filter(calendar=period.calendar_id, kind=period.kind, starts_on__lte=period.starts_on)
    return list(found.order_by("-starts_on", "pk")[:count])[::-1]
