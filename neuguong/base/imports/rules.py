"""Who may bring workbooks in, and who sees the batches."""

from typing import Any

from django.db.models import Q

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import held, within
from neuguong.base.files.queries import register_owner
from neuguong.base.orgs.choices import Level
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import keeps_sensitive
from neuguong.kit.policy import EVERYTHING, NOTHING, Policy, Rule, either

LOADERS = (Role.STAFF, Role.ADMINISTRATOR)

_reach = within(*LOADERS, unit="pk")
_records = within(Role.RECORDS, unit="pk")


def is_loader(user: Any) -> bool:
    """Whether the user may bring in anything at all."""
    return bool(getattr(user, "is_authenticated", False) and held(user, LOADERS))


def reach(user: Any) -> Q:
    """The units, as a filter on `Unit`, whose data the user may load."""
    return _reach(user)


def may_load_sensitive(user: Any) -> bool:
    """Whether sensitive columns are taken from this user: the installation keeps them, and she keeps records.

    Without a user (the command line) there are no bounds.
    """
    return keeps_sensitive() and (user is None or bool(held(user, (Role.RECORDS,))))


def records_reach(user: Any) -> Q:
    """The units, as a filter on `Unit`, whose people's sensitive records the user keeps."""
    return _records(user)


def _of_nation(user: Any) -> Q:
    units = [hold.unit_id for hold in held(user, (Role.ADMINISTRATOR,))]
    return EVERYTHING if Unit.objects.filter(pk__in=units, level=Level.NATION).exists() else NOTHING


maker = Rule(lambda user: Q(made_by=user) if is_loader(user) else NOTHING)
nation = Rule(_of_nation)
loader = Rule(lambda user: EVERYTHING if is_loader(user) else NOTHING)

POLICY = Policy(view=either(maker, nation), apply=either(maker, nation), upload=loader)
register_owner("imports.Batch", POLICY)
