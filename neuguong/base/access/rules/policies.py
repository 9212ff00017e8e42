"""Who looks at a unit; who gives, ends and lends rights, opens logins and prints codes.

Nobody acts upon herself, and nobody reaches wider than her own grants: whoever prints a code or stops an account
must cover everything that the other person may do, or a slip of paper would be a way up.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Delegation, Grant
from neuguong.base.access.rules.holding import at, within
from neuguong.kit import clock
from neuguong.kit.policy import NOTHING, Policy, Rule, both, either, not_, when

_ADMIN, _SECRETARY = Role.ADMINISTRATOR, Role.SECRETARY


def mine(field: str) -> Rule:
    """The reader herself stands in `field`."""
    return Rule(lambda user: Q(**{field: user.pk}), lambda user: [(Q(**{field: user.pk}), _("Chính đương sự"))])


def _lasting(user: Any) -> Q:
    return Q(valid__endswith=None) | Q(valid__endswith__gt=clock.today())


def _holder(role: Role) -> Rule:
    """The user holds, held or will hold something within the reach of the reader's role."""

    def under(user: Any) -> Q:
        return Q(Exists(Grant.objects.filter(within(role)(user), user=OuterRef("pk"))))

    return Rule(under, lambda user: [(under(user), hold) for _q, hold in within(role).grounds(user)])


def covered(*roles: Role) -> Rule:
    """Whatever the user may do today, beyond being a member, lies in the reach of the reader's roles.

    The right on sensitive records is in an administrator's reach alone: she is who gives it.
    """

    def reached(user: Any, of: str = "") -> Q:
        wide = within(*roles, unit=f"{of}unit_id")(user) & ~Q(**{f"{of}role": Role.RECORDS})
        return wide | within(_ADMIN, unit=f"{of}unit_id")(user)

    def q(user: Any) -> Q:
        own = Grant.objects.filter(user=OuterRef("pk"), valid__contains=clock.today()).exclude(role=Role.MEMBER)
        lent = Delegation.objects.filter(to=OuterRef("pk"), valid__contains=clock.today(), revoked_at=None)
        wider_own = own.exclude(reached(user))
        wider_lent = lent.exclude(reached(user, "grant__"))
        return Q(~Exists(wider_own)) & Q(~Exists(wider_lent))

    return Rule(q)


def _second_step(user: Any) -> Q:
    return Q(Exists(Authenticator.objects.filter(user=OuterRef("pk"))))


_lasts = Rule(_lasting)
_administered = either(within(_ADMIN, unit="person__home_id"), _holder(_ADMIN))
_somebody_else = not_(mine("pk"))

_WORKERS = (Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.SUPERVISOR, Role.VIEWER, Role.ADMINISTRATOR)


def _own_unit(user: Any) -> Q:
    home = getattr(getattr(user, "person", None), "home_id", None)
    return Q(pk=home) if home else NOTHING


# Who looks at a unit looks at its figures too, wherever they stand: unit page, rows, programmes, reports.
units = Policy(
    view=either(Rule(_own_unit), at(Role.MEMBER, unit="pk"), within(*_WORKERS, unit="pk")),
    grant=within(_ADMIN, unit="pk"),
)

grants = Policy(
    view=either(within(_ADMIN), mine("user")),
    end=both(within(_ADMIN), not_(mine("user")), _lasts),
    delegate=both(_lasts, not_(when(role=Role.MEMBER)), either(mine("user"), within(_ADMIN))),
)

delegations = Policy(
    view=either(within(_ADMIN, unit="grant__unit_id"), mine("grant__user"), mine("to")),
    revoke=both(
        when(revoked_at=None),
        _lasts,
        either(mine("grant__user"), mine("to"), within(_ADMIN, unit="grant__unit_id")),
    ),
)

users = Policy(
    view=_administered,
    stop=both(_administered, covered(_ADMIN), _somebody_else, when(is_active=True)),
    start=both(_administered, covered(_ADMIN), _somebody_else, when(is_active=False)),
    drop_second_step=both(_administered, covered(_ADMIN), _somebody_else, Rule(_second_step)),
    print_code=both(
        either(at(_SECRETARY, unit="person__home_id"), _administered),
        covered(_ADMIN, _SECRETARY),
        _somebody_else,
        when(is_active=True),
    ),
)

logins = Policy(
    open=both(when(user=None), either(at(_SECRETARY, unit="home_id"), within(_ADMIN, unit="home_id"))),
)
