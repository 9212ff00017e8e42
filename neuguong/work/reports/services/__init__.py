"""Compiling, writing and issuing the period report of a unit and all under it."""

from neuguong.work.reports.services.compiling import compile_report
from neuguong.work.reports.services.heading import new_report
from neuguong.work.reports.services.issuing import file_name, issue, open_report, save_report
from neuguong.work.reports.services.writing import KINDS, report_of, write, write_period_report

__all__ = [
    "KINDS",
    "compile_report",
    "file_name",
    "issue",
    "new_report",
    "open_report",
    "report_of",
    "save_report",
    "write",
    "write_period_report",
]
