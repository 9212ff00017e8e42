"""Workbooks in: sheets declared once give template, reading, checks, preview and the file of refused rows."""

from neuguong.kit.sheets.archive import open_parts
from neuguong.kit.sheets.keeping import apart, put_back, sensitive_among, write_kept
from neuguong.kit.sheets.markup import SheetFileError
from neuguong.kit.sheets.model import Cells, Kind, Sheet, SheetColumn, choices_of, offer, register, sheet, sheets
from neuguong.kit.sheets.reader import (
    HEAD_WITHIN,
    Grid,
    Head,
    ReadRow,
    about,
    detect,
    find_head,
    parse_rows,
    place,
    read,
)
from neuguong.kit.sheets.rows import ADDED, CHANGED, Rows, day
from neuguong.kit.sheets.writer import MOST_OFFERED, write_result, write_template

__all__ = [
    "ADDED",
    "CHANGED",
    "HEAD_WITHIN",
    "MOST_OFFERED",
    "Cells",
    "Grid",
    "Head",
    "Kind",
    "ReadRow",
    "Rows",
    "Sheet",
    "SheetColumn",
    "SheetFileError",
    "about",
    "apart",
    "choices_of",
    "day",
    "detect",
    "find_head",
    "offer",
    "open_parts",
    "parse_rows",
    "place",
    "put_back",
    "read",
    "register",
    "sensitive_among",
    "sheet",
    "sheets",
    "write_kept",
    "write_result",
    "write_template",
]
