"""Who may open a denunciation: nobody by her role. A named decision entrusts somebody at a unit, and each denunciation
is given to few of them; an approver of the unit gives both and reads nothing. No administrator is among them.

A dissolved unit's denunciations are open to those entrusted at its successors.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at
from neuguong.base.orgs.models import Reach
from neuguong.kit import clock
from neuguong.kit.policy import Ground, Policy, Rule, both, either, when
from neuguong.work.denunciations.choices import OPEN
from neuguong.work.denunciations.models import Denunciation, Handler, Trust


def held(user: Any) -> QuerySet[Trust]:
    """What the user is entrusted with today."""
    return Trust.objects.filter(user=user, valid__contains=clock.today())


def _today() -> QuerySet[Reach]:
    return Reach.objects.filter(valid_from__lte=clock.today(), valid_to__gt=clock.today())


def entrusted(unit: str = "unit_id") -> Rule:
    """The user is entrusted at the unit, or at one that took it over."""

    def q(user: Any) -> Q:
        mine = _today().filter(unit__in=held(user).values("unit"), tree=OuterRef("tree"), path=OuterRef("path"))
        return Q(**{f"{unit}__in": _today().filter(Exists(mine)).values("unit_id")})

    def grounds(user: Any) -> list[Ground]:
        return [(q(user), str(trust.decision)) for trust in held(user).order_by("pk")[:1]]

    return Rule(q, grounds)


def _given_to(user: Any) -> Q:
    return Q(Exists(Handler.objects.filter(denunciation=OuterRef("pk"), user=user)))


_handler = both(entrusted(), Rule(_given_to))
_gives = at(Role.APPROVER)

denunciations = Policy(
    view=_handler,
    write=both(_handler, when(state__in=OPEN)),
    assign=both(either(_handler, _gives), when(state__in=OPEN)),
)
units = Policy(
    receive=entrusted(unit="pk"),
    entrust=at(Role.APPROVER, unit="pk"),
)
trusts = Policy(
    view=either(_gives, Rule(lambda user: Q(user=user))),
    end=both(_gives, Rule(lambda _user: Q(valid__endswith=None) | Q(valid__endswith__gt=clock.today()))),
)


def is_handler(user: Any, row: Denunciation) -> bool:
    """Whether the user may open the denunciation."""
    return denunciations.can(user, "view", row)
