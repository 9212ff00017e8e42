"""Who consented to what, and what people ask about their data."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from neuguong.base.consents.models import Consent
from neuguong.base.orgs.models import Person


def in_force(at: dt.datetime) -> QuerySet[Consent]:
    """The consents in force at an instant: the word was given on that day or before, and not yet withdrawn."""
    lasting = Q(withdrawn_at=None) | Q(withdrawn_at__gt=at)
    return Consent.objects.filter(lasting, given_on__lte=localdate(at))


def consented(purpose: str, at: dt.datetime) -> QuerySet[Consent, int]:
    """The ids of the people whose consent to `purpose` is in force at `at`: a subquery, for `person__in=`."""
    return in_force(at).filter(purpose=purpose).values_list("person_id", flat=True)


def consents_of(person: Person) -> QuerySet[Consent]:
    """All consents of a person, withdrawn ones too, newest first."""
    return person.consents.select_related("recorded_by", "evidence").order_by("-recorded_at", "-pk")
