"""Reading batches: what a page shows before and after applying."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_date

from neuguong.base.imports.models import Batch, Phase, Progress, StagedRow
from neuguong.base.imports.rules import POLICY, reach
from neuguong.base.orgs.models import Unit
from neuguong.kit import numbers, sheets
from neuguong.kit.lists import show
from neuguong.kit.sheets import MOST_OFFERED, Kind, SheetColumn

PREVIEW = 20


@dataclass(frozen=True)
class HowFar:
    """What the worker is doing: rows done of how many (0: not known), seconds left if that can be told, and whether it
    has been asked to stop."""

    step: str
    done: int
    total: int
    seconds_left: int | None
    is_stopping: bool


def how_far(batch: Batch, *, now: dt.datetime) -> HowFar:
    """How far the worker is with a batch. What is left is told from the speed so far."""
    found = Progress.objects.filter(batch=batch).first() or Progress(batch=batch)
    left = None
    if found.since and found.done and found.total:
        spent = max((now - found.since).total_seconds(), 0)
        left = round(spent * (found.total - found.done) / found.done)
    return HowFar(found.get_step_display(), found.done, found.total, left, found.stop_asked)


def loaded_before(batch: Batch, reader: Any) -> Batch | None:
    """The batch that loaded the very same file last, if any; without its id where the reader may not see it."""
    if not batch.sha256:
        return None
    same = Batch.objects.filter(sha256=batch.sha256, kind=batch.kind, phase=Phase.APPLIED).exclude(pk=batch.pk)
    found = same.select_related("made_by").order_by("-ended_at").first()
    if found is not None and not POLICY.can(reader, "view", found):
        found.pk = None
    return found


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


def _units(user: Any) -> list[tuple[str, str]]:
    """The living units the user may load into, (code, name), each below the one it belongs to; one more than fits."""
    if user is None:
        return []
    units = Unit.objects.filter(reach(user), placements__valid__upper_inf=True).distinct()
    return list(units.order_by("code").values_list("code", "name")[: MOST_OFFERED + 1])


sheets.offer("unit", _units)
