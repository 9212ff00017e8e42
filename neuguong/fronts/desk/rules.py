"""Which people a reader may look at: those of one's reach, and oneself. Sensitive records are narrower."""

from django.db.models import Q

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import within
from neuguong.base.consents.rules import people as speaking
from neuguong.base.orgs.queries import keeps_sensitive
from neuguong.kit.policy import EVERYTHING, NOTHING, Policy, Rule, both, either, when

__all__ = ["own_person", "people", "records", "speaking"]

_WORKERS = (Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.SUPERVISOR, Role.VIEWER, Role.ADMINISTRATOR)

own_person = Rule(lambda user: Q(user=user))

people = Policy(
    view=either(own_person, within(*_WORKERS, Role.RECORDS, unit="home_id")),
    transfer=within(Role.STAFF, Role.ADMINISTRATOR, unit="home_id"),
)

posts = Policy(end=both(within(Role.STAFF, Role.ADMINISTRATOR), when(valid__upper_inf=True)))

_kept_here = Rule(lambda _user: EVERYTHING if keeps_sensitive() else NOTHING)
_keeper = both(_kept_here, within(Role.RECORDS, unit="home_id"))

records = Policy(view=either(both(_kept_here, own_person), _keeper), correct=_keeper)
