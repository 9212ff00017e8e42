"""Workbooks of registrations and of quarterly results."""

from neuguong.work.commitments.sheets.progress import PROGRESS
from neuguong.work.commitments.sheets.registrations import REGISTRATIONS

__all__ = ["PROGRESS", "REGISTRATIONS"]
