"""Workbooks for tests, whole and damaged."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import xlsxwriter


def book(headers: Sequence[str], rows: Iterable[Sequence[Any]] = (), *, sheet: str = "Dữ liệu") -> io.BytesIO:
    """A workbook of one sheet. A text that begins with "=" becomes a formula; everything else is what it is."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    page = workbook.add_worksheet(sheet)
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for at, row in enumerate([headers, *rows]):
        for column, value in enumerate(row):
            if isinstance(value, str) and value.startswith("="):
                page.write_formula(at, column, value, value="1")
            elif isinstance(value, str):
                page.write_string(at, column, value)
            elif hasattr(value, "year"):
                page.write_datetime(at, column, value, day)
            elif value is not None:
                page.write_number(at, column, value)
    workbook.close()
    stream.seek(0)
    return stream


def with_part(source: io.BytesIO, name: str, change: Callable[[bytes], bytes]) -> io.BytesIO:
    """The workbook with one of its parts changed, or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        for part in names:
            body = old.read(part)
            new.writestr(part, change(body) if part == name else body)
        if name not in names:
            new.writestr(name, change(b""))
    made.seek(0)
    return made


SHEET = "xl/worksheets/sheet1.xml"
