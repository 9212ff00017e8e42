"""Who may know whether others have opened what they are asked to do: whoever writes for them, at that very unit.

Only that, and of tasks alone: what a notice says, and what is merely news, is its reader's own.
"""

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at
from neuguong.kit.policy import Policy

units = Policy(see_unopened=at(Role.SECRETARY, Role.STAFF, unit="pk"))
