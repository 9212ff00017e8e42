"""Reading batches: what a page shows before and after applying."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_date

from neuguong.base.imports.models import Batch, StagedRow
from neuguong.kit import numbers, sheets
from neuguong.kit.lists import show
from neuguong.kit.sheets import Kind, SheetColumn

PREVIEW = 20


@dataclass(frozen=True)
class Preview:
    """Some rows of a batch as people read them: headers, then (line, cells, sentences) for each row."""

    headers: list[str]
    rows: list[tuple[int, list[str], list[str]]]


def kind_title(kind: str) -> str:
    """What a kind of workbook is called; its key if no slice knows it any more."""
    return next((str(one.title) for one in sheets.sheets() if one.key == kind), kind)


def preview(batch: Batch, *, bad: bool) -> Preview:
    """The first rows that are wrong, or that are right; sensitive columns never."""
    sheet = sheets.sheet(batch.kind)
    columns = [column for column in sheet.shown(sensitive=False) if column.key in batch.head]
    rows = StagedRow.objects.filter(batch=batch)
    rows = rows.exclude(errors={}) if bad else rows.filter(errors={})
    found = rows.order_by("line").values_list("line", "cells", "errors")[:PREVIEW]
    lines = [
        (line, [_words(column, cells.get(column.key)) for column in columns], list(errors.values()))
        for line, cells, errors in found
    ]
    return Preview([column.header for column in columns], lines)


def _words(column: SheetColumn, value: Any) -> str:
    """A staged value as the workbook would write it."""
    if value is None:
        return ""
    if column.kind is Kind.DATE:
        return show(parse_date(value))
    if column.kind is Kind.CHOICE:
        return next((label for label, stored in column.choices.items() if stored == value), str(value))
    if column.kind is Kind.DECIMAL:
        return numbers.number(Decimal(value))
    return show(value) if column.kind is Kind.FLAG else str(value)
