"""Dated trees, units, and people in them."""

from neuguong.base.orgs.models.people import Appointment, Membership, Person, SensitiveRecord
from neuguong.base.orgs.models.units import Path, Placement, Reach, Succession, Tree, Unit, UnitName

__all__ = [
    "Appointment",
    "Membership",
    "Path",
    "Person",
    "Placement",
    "Reach",
    "SensitiveRecord",
    "Succession",
    "Tree",
    "Unit",
    "UnitName",
]
