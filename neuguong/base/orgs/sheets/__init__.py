"""Workbooks of units, successions and people."""

from neuguong.base.orgs.sheets.people import PEOPLE
from neuguong.base.orgs.sheets.successions import SUCCESSIONS
from neuguong.base.orgs.sheets.units import UNITS

__all__ = ["PEOPLE", "SUCCESSIONS", "UNITS"]
