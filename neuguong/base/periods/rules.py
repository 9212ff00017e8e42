"""Everybody signed in reads the calendar; whoever keeps it is said by a slice above, which knows roles."""

from typing import Any

from django.db.models import Q

from neuguong.kit.policy import NOTHING, Policy, Rule, signed_in

_keepers: list[Rule] = []


def kept_by(rule: Rule) -> None:
    """Let the people of `rule` move deadlines; called once in the wiring. Until then nobody may."""
    if rule not in _keepers:
        _keepers.append(rule)


def _any(user: Any) -> Q:
    total = NOTHING
    for rule in _keepers:
        total |= rule(user)
    return total


keeper = Rule(_any, lambda user: [ground for rule in _keepers for ground in rule.grounds(user)])


def capacity_to_keep(user: Any) -> str | None:
    """In what capacity the user keeps the calendar; None for somebody who does not."""
    return next((label for _q, label in keeper.grounds(user)), None)


policy = Policy(view=signed_in(), edit=keeper, open=keeper)
