"""Reading the compartment: one's own denunciations, who is entrusted where, what is due."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q, QuerySet

from neuguong.base.accounts.models import User
from neuguong.base.orgs.models import Path, Unit
from neuguong.work.denunciations import rules
from neuguong.work.denunciations.choices import OPEN, RUNNING
from neuguong.work.denunciations.models import Denunciation, Handler, Trust


def mine(user: Any) -> QuerySet[Denunciation]:
    """The denunciations the user may open, the most pressing first, those that are done last."""
    rows = rules.denunciations.visible(Denunciation.objects.select_related("unit"), user)
    return rows.annotate(is_open=Count("pk", filter=Q(state__in=OPEN))).order_by("-is_open", "due_on", "pk")


def given_by(user: Any) -> QuerySet[Denunciation]:
    """Open denunciations that the user may give to somebody, each with `given`, the number of its handlers."""
    rows = rules.denunciations.visible(Denunciation.objects.select_related("unit"), user, "assign")
    return rows.annotate(given=Count("handlers")).order_by("due_on", "pk")


def receiving(user: Any, today: dt.date) -> QuerySet[Unit]:
    """The living units at which the user may receive."""
    return living(rules.units.visible(Unit.objects.all(), user, "receive"), today)


def living(units: QuerySet[Unit], day: dt.date) -> QuerySet[Unit]:
    """Those of `units` that exist on a day, the highest first."""
    alive = Path.objects.filter(alive=True, valid_from__lte=day, valid_to__gt=day)
    return units.filter(pk__in=alive.values("unit")).order_by("level", "sort_key", "pk")


def entrusted_at(unit_id: int, today: dt.date) -> QuerySet[User]:
    """Who is entrusted at a unit today, by its own decision or by that of a unit that took it over."""
    holders = Trust.objects.filter(valid__contains=today)
    users = [one.user for one in holders.select_related("user") if _reaches(one.user, unit_id)]
    return User.objects.filter(pk__in=[one.pk for one in users], is_active=True).order_by("display_name", "pk")


def _reaches(user: User, unit_id: int) -> bool:
    return rules.units.visible(Unit.objects.filter(pk=unit_id), user, "receive").exists()


def trusts(user: Any) -> QuerySet[Trust]:
    """What the reader entrusted others with, or was entrusted with, the newest first."""
    rows = rules.trusts.visible(Trust.objects.select_related("user", "unit", "given_by"), user)
    return rows.order_by("-pk")


def due_between(start: dt.date, end: dt.date) -> QuerySet[Handler]:
    """Who handles what falls due on one of the days, both ends counted."""
    rows = Handler.objects.filter(
        denunciation__state__in=RUNNING, denunciation__due_on__gte=start, denunciation__due_on__lte=end
    )
    return rows.select_related("denunciation").order_by("pk")
