"""What both halves of the pages need."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from neuguong.base.consents import rules
from neuguong.base.orgs.models import Person
from neuguong.kit.policy import capacity


def speakable(user: Any) -> QuerySet[Any]:
    """Everybody, with the capacity in which the user may speak for her."""
    return Person.objects.select_related("home").annotate(held_as=capacity(rules.people.rule("speak"), user))


def sheet_of(person: Person, user: Any) -> str:
    """The page of everything that is kept about the person: her own, or the one that is printed for her."""
    is_own = person.user_id is not None and person.user_id == user.pk
    return reverse("desk:my_data") if is_own else reverse("desk:data_of", args=[person.pk])
