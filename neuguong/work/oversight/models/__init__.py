"""Inspection and supervision, from the yearly plan to a remedy that somebody else has verified."""

from neuguong.work.oversight.models.draws import Draw
from neuguong.work.oversight.models.findings import Finding
from neuguong.work.oversight.models.plans import Plan
from neuguong.work.oversight.models.visits import CheckLine, SupervisedBreakthrough, Visit

__all__ = ["CheckLine", "Draw", "Finding", "Plan", "SupervisedBreakthrough", "Visit"]
