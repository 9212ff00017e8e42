"""Who keeps the calendar: administrators of a province or of the country."""

from typing import Any

from django.db.models import Q

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import Hold, held
from neuguong.base.orgs.choices import Level
from neuguong.base.orgs.models import Unit
from neuguong.kit.policy import EVERYTHING, NOTHING, Ground, Rule


def _high(user: Any) -> list[Hold]:
    mine = held(user, (Role.ADMINISTRATOR,))
    high = set(
        Unit.objects.filter(pk__in=[hold.unit_id for hold in mine], level__lte=Level.PROVINCE).values_list(
            "pk", flat=True
        )
    )
    return [hold for hold in mine if hold.unit_id in high]


def _q(user: Any) -> Q:
    return EVERYTHING if _high(user) else NOTHING


def _grounds(user: Any) -> list[Ground]:
    return [(EVERYTHING, hold.label) for hold in _high(user)]


calendar_keepers = Rule(_q, _grounds)
