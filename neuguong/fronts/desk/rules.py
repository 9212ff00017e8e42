"""Which units and people a reader may look at: those of one's reach, and one's own."""

from typing import Any

from django.db.models import Q

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at, within
from neuguong.kit.policy import NOTHING, Policy, Rule, either

_WORKERS = (Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.SUPERVISOR, Role.VIEWER, Role.ADMINISTRATOR)


def _own_unit(user: Any) -> Q:
    home = getattr(getattr(user, "person", None), "home_id", None)
    return Q(pk=home) if home else NOTHING


own_unit = Rule(_own_unit)
own_person = Rule(lambda user: Q(user=user))

units = Policy(view=either(own_unit, at(Role.MEMBER, unit="pk"), within(*_WORKERS, unit="pk")))
people = Policy(
    view=either(own_person, within(*_WORKERS, unit="home_id")),
    transfer=within(Role.STAFF, Role.ADMINISTRATOR, unit="home_id"),
)
