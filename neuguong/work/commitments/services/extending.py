"""A later day to register, granted to a unit by the level above it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from neuguong.base.orgs.queries import under
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import OWED, State
from neuguong.work.commitments.models import Commitment


@transaction.atomic
def put_off(*, unit_id: int, period: Period, until: dt.date, now: dt.datetime) -> int:
    """Whatever the unit and everything under it today still owe for the year is due on `until`, if that is later.

    What was handed in keeps its deadline and its timing. The day that stood before is kept by whoever grants this.
    Returns how many registrations it concerns.
    """
    inside = under(unit_id, timezone.localdate(now)).values("pk")
    owed = Commitment.objects.filter(
        unit__in=inside, period=period, expected=True, state__in=(*OWED, State.RETURNED), due_on__lt=until
    )
    return owed.update(due_on=until)
