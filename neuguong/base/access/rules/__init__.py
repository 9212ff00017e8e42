"""Rules that every slice composes its policy from, and the policies of rights themselves."""

from neuguong.base.access.rules.holding import Scope, at, held, holds, within
from neuguong.base.access.rules.loading import Hold
from neuguong.base.access.rules.policies import delegations, grants, logins, units, users

__all__ = [
    "Hold",
    "Scope",
    "at",
    "delegations",
    "grants",
    "held",
    "holds",
    "logins",
    "units",
    "users",
    "within",
]
