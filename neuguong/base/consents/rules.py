"""Who speaks for a person about her data, and who answers what she asks: never she herself.

Whoever signs in speaks for herself alone. For somebody without a login those speak who keep the people of her cell:
they read out and write down, the word is hers.
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
    """The person herself, or for one without a login who keeps her cell's people."""
    home = f"{of}home_id"
    keeps = either(at(Role.SECRETARY, unit=home), within(*ANSWERING, unit=home))
    return either(_own(f"{of}user"), both(keeps, when(**{f"{of}user": None})))


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
