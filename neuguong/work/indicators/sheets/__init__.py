"""Workbooks of the catalogue, of targets, of values, and of procedures with their days."""

from neuguong.work.indicators.sheets.catalogue import CATALOGUE
from neuguong.work.indicators.sheets.procedures import PROCEDURES
from neuguong.work.indicators.sheets.targets import TARGETS
from neuguong.work.indicators.sheets.values import VALUES

__all__ = ["CATALOGUE", "PROCEDURES", "TARGETS", "VALUES"]
