"""Bringing workbooks in: upload, check, apply; and what went wrong, back as a workbook."""

from neuguong.base.imports.services.applying import apply, ask, load_at_once, resume
from neuguong.base.imports.services.cancelling import cancel
from neuguong.base.imports.services.checking import check
from neuguong.base.imports.services.checks import check_unit, check_year, year_period
from neuguong.base.imports.services.files import upload, write_result
from neuguong.base.imports.services.loading import load
from neuguong.base.imports.services.sensitive import forget_given_up
from neuguong.base.imports.services.sole import Busy
from neuguong.kit.sheets import SheetFileError

__all__ = [
    "Busy",
    "SheetFileError",
    "apply",
    "ask",
    "cancel",
    "check",
    "check_unit",
    "check_year",
    "forget_given_up",
    "load",
    "load_at_once",
    "resume",
    "upload",
    "write_result",
    "year_period",
]
