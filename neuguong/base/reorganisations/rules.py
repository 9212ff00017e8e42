"""Who draws up a batch, applies and undoes it: the administrator in whose reach everything lies. Who approves there
reads it."""

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import within
from neuguong.base.reorganisations.choices import State
from neuguong.kit.policy import Policy, both, when

_admin = within(Role.ADMINISTRATOR)

units = Policy(draw=within(Role.ADMINISTRATOR, unit="pk"))
batches = Policy(
    view=within(Role.ADMINISTRATOR, Role.APPROVER),
    write=both(_admin, when(state=State.DRAFT)),
    apply=both(_admin, when(state=State.DRAFT)),
    undo=both(_admin, when(state=State.APPLIED)),
)
