"""What somebody most likely wants to write who asks for a new registration."""

import datetime as dt
from typing import Any

from neuguong.base.orgs.choices import CELLS
from neuguong.base.orgs.models import Appointment, Person
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.models import Commitment


def likely(user: Any, year: int, today: dt.date) -> dict[str, Any]:
    """Kind, person and unit: her own as the head of a unit, or else as a member, whichever she has not for the year;
    her collective's when she has both. {} for an account without a person."""
    person = Person.objects.filter(user=user).select_related("home").first()
    if person is None:
        return {}
    own = Commitment.objects.filter(person=person, period__year=year)
    heads = own.filter(kind=Kind.HEAD).values("unit")
    posts = Appointment.objects.filter(person=person, is_head=True, valid__contains=today)
    post = posts.exclude(unit__kind__in=CELLS).exclude(unit__in=heads).select_related("unit").order_by("pk").first()
    if post:
        return {"kind": Kind.HEAD, "person": person, "unit": post.unit}
    has_own = own.filter(kind=Kind.INDIVIDUAL).exists()
    return {"kind": Kind.COLLECTIVE if has_own else Kind.INDIVIDUAL, "person": person, "unit": person.home}
