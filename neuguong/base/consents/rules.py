"""Who speaks for a person about her data, and who answers what she asks: never she herself.

Whoever signs in speaks for herself alone. For somebody who has no login, never used it or had it stopped, those speak
who keep the people of her cell: they read out and write down, the word is hers.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at, within
from neuguong.base.files.queries import register_owner
from neuguong.kit.policy import Policy, Rule, both, either, not_, when

ANSWERING = (Role.RECORDS, Role.STAFF, Role.ADMINISTRATOR)


def _own(field: str) -> Rule:
    """The matter of the reader herself."""

    def mine(user: Any) -> Q:
        return Q(**{field: user.pk})

    return Rule(mine, lambda user: [(mine(user), _("Chính đương sự"))])


def _speaking(of: str = "") -> Rule:
    """The person herself, or for one who does not sign in who keeps her cell's people."""
    home, user = f"{of}home_id", f"{of}user"
    keeps = either(at(Role.SECRETARY, unit=home), within(*ANSWERING, unit=home))
    silent = either(*(when(**{one: value}) for one, value in _silent(user)))
    return either(_own(user), both(keeps, silent))


def _silent(user: str) -> tuple[tuple[str, bool | None], ...]:
    """No login, one that was made with the list and never used, one that is stopped."""
    return (user, None), (f"{user}__last_login", None), (f"{user}__is_active", False)


_answering = within(*ANSWERING, unit="person__home_id")
_others = not_(_own("person__user"))

people = Policy(speak=_speaking())
consents = Policy(view=either(_speaking("person__"), _answering), withdraw=_speaking("person__"))
requests = Policy(
    view=either(_speaking("person__"), _answering),
    answer=both(_answering, _others),
    withdraw=_speaking("person__"),
)

register_owner("consents.Consent", consents)
