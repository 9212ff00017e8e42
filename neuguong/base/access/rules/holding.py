"""Rules that every slice composes its policy from: `within` a role's reach, `at` exactly the unit.

Rights are evaluated in today's tree (`kit.clock`): a dissolved unit's records belong to its successors, which is
what `orgs.Reach` holds. The grants of a user are read once and kept on the user object, that is, per request.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from neuguong.base.access.choices import Role
from neuguong.base.access.rules.loading import Hold, load
from neuguong.base.orgs.models import Reach
from neuguong.kit import clock
from neuguong.kit.policy import NOTHING, Ground, Rule


@dataclass(frozen=True)
class Scope:
    """A branch of a tree as it stands today: the rows whose `unit` (a field's name) has its records under `path`."""

    unit_id: int
    tree_id: int
    path: str
    unit: str = "unit_id"


def holds(user: Any) -> tuple[Hold, ...]:
    """What the user holds today, by own grants and by delegation (one query, once per request)."""
    today = clock.today()
    kept: tuple[dt.date, tuple[Hold, ...]] | None = getattr(user, "_holds", None)
    if kept is None or kept[0] != today:
        kept = (today, load(user, today))
        user._holds = kept
    return kept[1]


def _today(today: dt.date) -> QuerySet[Reach]:
    return Reach.objects.filter(valid_from__lte=today, valid_to__gt=today)


def held(user: Any, roles: tuple[str, ...]) -> list[Hold]:
    """The holds of any of the roles."""
    return [hold for hold in holds(user) if hold.role in roles]


def _under(places: Iterable[tuple[int, str]]) -> Q:
    q = NOTHING
    for tree_id, path in places:
        q |= Q(tree_id=tree_id, path__startswith=path)
    return q


def within(*roles: Role, unit: str = "unit_id") -> Rule:
    """The object's unit lies in the reach of one of the roles: the granted unit or anything under it today."""

    def covers(user: Any, scope: Scope) -> bool:
        return scope.unit == unit and any(
            tree_id == scope.tree_id and scope.path.startswith(path)
            for hold in held(user, roles)
            for tree_id, path in hold.places
        )

    def one(places: Iterable[tuple[int, str]]) -> Q:
        # EXISTS, not IN: the server then looks up the one unit of a page and still hashes the branch for a long list
        return Q(Exists(_today(clock.today()).filter(_under(places), unit=OuterRef(unit))))

    def q(user: Any) -> Q:
        places = [place for hold in held(user, roles) for place in hold.places]
        return one(places) if places else NOTHING

    def grounds(user: Any) -> list[Ground]:
        return [(one(hold.places), hold.label) for hold in held(user, roles) if hold.places]

    return Rule(q, grounds, covers)


def at(*roles: Role, unit: str = "unit_id") -> Rule:
    """The object's unit is itself one on which the role is granted (or whose successor is).

    These are few, so the filter names them: an index finds their rows among millions.
    """

    def one(units: Iterable[int]) -> Q:
        return Q(**{f"{unit}__in": sorted(units)})

    def q(user: Any) -> Q:
        units = {one for hold in held(user, roles) for one in hold.units}
        return one(units) if units else NOTHING

    def grounds(user: Any) -> list[Ground]:
        return [(one(hold.units), hold.label) for hold in held(user, roles) if hold.units]

    return Rule(q, grounds)
