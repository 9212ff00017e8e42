"""An export is seen and taken by who asked for it, while she still reaches what she reached then."""

from typing import Any

from django.db.models import Q

from neuguong.base.access.rules import holds
from neuguong.kit.policy import Policy, Rule

asker = Rule(lambda user: Q(asked_by=user.pk))

POLICY = Policy(view=asker)


def reach(user: Any) -> list[str]:
    """What the user's rights over rows follow from today: who she is, her home, and each role with the places in the
    trees that it opens. What is there in full later lets her see at least the rows she saw."""
    person = getattr(user, "person", None)
    roles = [f"{hold.role} {tree} {path}" for hold in holds(user) for tree, path in hold.places]
    return sorted({f"person {person.pk} {person.home_id}" if person else "nobody", *roles})


def still_reaches(user: Any, before: list[str]) -> bool:
    """Whether the user still holds everything of a former `reach`; what came since changes nothing."""
    return bool(user.is_active) and set(before) <= set(reach(user))
