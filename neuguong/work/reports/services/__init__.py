"""Compiling, writing and issuing the period report of a unit and all under it; asking for reports and pressing."""

from neuguong.work.reports.services.compiling import compile_report
from neuguong.work.reports.services.extending import ask_extension, grant
from neuguong.work.reports.services.heading import new_report
from neuguong.work.reports.services.issuing import file_name, issue, open_report, save_report
from neuguong.work.reports.services.owing import open_reports, receive
from neuguong.work.reports.services.pressing import Pressed, press
from neuguong.work.reports.services.writing import KINDS, report_of, write, write_period_report

__all__ = [
    "KINDS",
    "Pressed",
    "ask_extension",
    "compile_report",
    "file_name",
    "grant",
    "issue",
    "new_report",
    "open_report",
    "open_reports",
    "press",
    "receive",
    "report_of",
    "save_report",
    "write",
    "write_period_report",
]
