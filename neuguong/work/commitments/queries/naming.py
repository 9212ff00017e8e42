"""Papers with a person in them that were taken out of the house."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from neuguong.base.journal.models import Entry
from neuguong.base.orgs.models import Appointment, Membership, Person, Unit
from neuguong.work.commitments.models import Amendment, Commitment
from neuguong.work.commitments.queries.reading import POSTED, TAKEN


def papers_of(person: Person) -> QuerySet[Any]:
    """The journal's entries, newest first, of each time that a paper which names her was taken as a file, or posted;
    `at_unit` is the name of the unit whose paper it is (one query).

    Asked of the journals of the units alone where she lives, holds a post, registers and is decided on: no other unit
    has such a paper with her in it.
    """
    own = Commitment.objects.filter(person=person)
    at = [
        Membership.objects.filter(person=person).values("unit"),
        Appointment.objects.filter(person=person).values("unit"),
        *(own.values(name) for name in ("unit", "decider_unit", "approval__unit", "confirmation__unit")),
        Amendment.objects.filter(commitment__person=person).values("decision__unit"),
    ]
    units = at[0].union(*at[1:])
    rows = Entry.objects.filter(model=Unit._meta.label, object_id__in=units, step__in=(TAKEN, POSTED))
    named = rows.filter(data__people__contains=[person.pk]).select_related("actor")
    called = Unit.objects.filter(pk=OuterRef("object_id")).values("name")
    return named.annotate(at_unit=Subquery(called)).order_by("-at", "-pk")
