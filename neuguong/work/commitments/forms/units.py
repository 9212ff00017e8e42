"""A unit meant by words of its name, in the forms of registrations."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from neuguong.base.access.queries import units_meant
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import paths_in_words
from neuguong.kit import clock
from neuguong.kit.forms import MeantField
from neuguong.work.commitments.queries import Supervising


class UnitField(MeantField):
    """One of the `allowed` units; cleans to a Unit or None."""

    suggestions = "goi-y-don-vi"
    allowed: QuerySet[Unit] = Unit.objects.none()

    def find(self, text: str) -> list[Unit]:
        return units_meant(text, self.allowed)

    def places(self, things: Sequence[Unit]) -> list[str]:
        return paths_in_words(things, clock.today())


class SupervisorField(UnitField):
    """A unit that may supervise: of several of one name, the one `near` the deciding body is meant."""

    near: QuerySet[Unit] = Unit.objects.none()

    def find(self, text: str) -> list[Unit]:
        return units_meant(text, self.near) or units_meant(text, self.allowed)


def choose_near(field: Any, units: Supervising) -> None:
    """Let the field find what the deciding body may give."""
    field.near, field.allowed = units.near, units.allowed
