"""Who looks at a seal, and who seals: the body that answers for a unit's figures, never its staff."""

from typing import Any

from django.db.models import Q

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at
from neuguong.base.access.rules import units as looked_at
from neuguong.base.orgs.models import Unit
from neuguong.kit.policy import Policy, Rule


def _of_units(user: Any) -> Q:
    return Q(unit__in=looked_at.visible(Unit.objects.all(), user).values("pk"))


units = Policy(view=looked_at.rule("view"), seal=at(Role.APPROVER, unit="pk"))
seals = Policy(view=Rule(_of_units))
