"""What is done with rights: given, ended, lent, taken back; logins opened, stopped, printed for."""

from neuguong.base.access.services.delegating import delegate, revoke_delegation
from neuguong.base.access.services.founding import Founded, make_administrator
from neuguong.base.access.services.granting import end_grant, give_grant
from neuguong.base.access.services.logins import (
    activate_user,
    deactivate_user,
    drop_second_step,
    open_login,
    print_slip,
)
from neuguong.base.access.services.membership import follow_member

__all__ = [
    "Founded",
    "activate_user",
    "deactivate_user",
    "delegate",
    "drop_second_step",
    "end_grant",
    "follow_member",
    "give_grant",
    "make_administrator",
    "open_login",
    "print_slip",
    "revoke_delegation",
]
