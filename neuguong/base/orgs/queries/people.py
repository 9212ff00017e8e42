"""Who lives in the units, and who leads them."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet

from neuguong.base.orgs.models import Appointment, Person
from neuguong.kit.search import holding, words_of


def keeps_sensitive() -> bool:
    """Whether this installation keeps ethnicity, religion and hometown: off unless NEUGUONG_SENSITIVE says so."""
    return bool(settings.NEUGUONG_SENSITIVE)


def heads(unit_ids: Iterable[int], on: dt.date) -> QuerySet[Appointment]:
    """The appointments of heads of the units on a day."""
    posts = Appointment.objects.filter(unit_id__in=list(unit_ids), is_head=True, valid__contains=on)
    return posts.select_related("person", "unit").order_by("unit_id", "pk")


def has_deputy(unit_id: int, on: dt.date) -> bool:
    """Whether somebody holds a deputy's post ("Phó …") in the unit on a day."""
    return Appointment.objects.filter(unit_id=unit_id, valid__contains=on, title__istartswith="phó").exists()


def people_of(unit_id: int, on: dt.date) -> QuerySet[Person]:
    """Who lives in the cell on a day, by given name."""
    return Person.objects.filter(memberships__unit_id=unit_id, memberships__valid__contains=on).order_by(
        "sort_key", "pk"
    )


def search_people(text: str) -> QuerySet[Person]:
    """People whose name and code have the words, diacritics ignored; the last word may be unfinished."""
    words = words_of(text)
    people = Person.objects.filter(sought__words=holding(words, unfinished=True)) if words else Person.objects.none()
    return people.order_by("sort_key", "pk")
