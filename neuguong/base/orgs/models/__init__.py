"""Dated trees, units, and people in them."""

from neuguong.base.orgs.models.people import Appointment, Membership, Person, SensitiveRecord
from neuguong.base.orgs.models.units import Path, Placement, Reach, Succession, Tree, Unit, UnitName
from neuguong.base.orgs.models.words import PersonWords, Sought, UnitWords, WordsDue

__all__ = [
    "Appointment",
    "Membership",
    "Path",
    "Person",
    "PersonWords",
    "Placement",
    "Reach",
    "SensitiveRecord",
    "Sought",
    "Succession",
    "Tree",
    "Unit",
    "UnitName",
    "UnitWords",
    "WordsDue",
]
