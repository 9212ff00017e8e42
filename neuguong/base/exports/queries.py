"""Reading exports: who took a person out of the house in a list."""

from django.db.models import QuerySet

from neuguong.base.exports.choices import MADE
from neuguong.base.exports.models import Export
from neuguong.base.orgs.models import Person


def exports_of(person: Person) -> QuerySet[Export]:
    """The lists with this person in them that were made into files, newest first, with who asked for each
    (`asked_by`). An expired file was still there to be taken; a failed or cancelled one was not."""
    rows = Export.objects.filter(people__person=person, phase__in=MADE)
    return rows.select_related("asked_by").order_by("-made_at", "-pk")
