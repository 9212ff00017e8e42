"""Figures of this slice at a unit: coverage of plans, documents, communication; the same for its sub-units.

Coverage of plans is of all programmes together or, where `programme` is given, of that one alone.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.figures.queries import Line, by_child, figure_band, figures, href
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import names
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Measure, measure
from neuguong.kit.numbers import number, percent
from neuguong.work.programmes.models import Programme

COVERAGE = ("plans_should", "plans_issued", "plans_late", "plans_missing")
BAND = (*COVERAGE, "documents", "communications", "communications_count")


def _of(keys: Sequence[str], programme: Programme | None = None) -> list[Measure]:
    found = [measure(key) for key in keys]
    return [one.only("programme_id", programme.pk) for one in found] if programme else found


def band(unit: Unit, period: Period, today: dt.date, programme: Programme | None = None) -> list[dict[str, Any]]:
    """The figures of the unit and all under it, each the link to its rows, as `ui/figure.jinja` takes them."""
    asked = _of(COVERAGE if programme else BAND, programme)
    only = programme.pk if programme else None
    return figure_band(asked, unit, period, today=today, late=("plans_missing",), only=only)


def coverage(unit: Unit, period: Period, today: dt.date, programme: Programme | None = None) -> dict[str, Any] | None:
    """Coverage of plans by sub-unit as `plain_table` takes it: columns, rows, foot; None where nothing is under it."""
    asked = _of(COVERAGE, programme)
    lines = by_child(asked, unit.pk, period, today=today)
    if not any(line.kind == "child" for line in lines):
        return None
    ids = [line.unit_id for line in lines]
    called, codes = names(ids, period.tree_on), dict(Unit.objects.filter(pk__in=ids).values_list("pk", "code"))
    total = figures(asked, unit.pk, [period], today=today)
    whole = {one.key: total[one.key, period.pk] for one in asked}
    return {
        "columns": [
            {"label": _("Đơn vị")},
            *({"label": str(one.label), "numeric": True} for one in asked),
            {"label": _("Tỷ lệ đã ban hành"), "numeric": True},
        ],
        "rows": [_row(line, called[line.unit_id].name, codes[line.unit_id], period, programme) for line in lines],
        "foot": [_("Cộng"), *(number(value) for value in whole.values()), _rate(whole)],
    }


def _row(line: Line, name: str, code: str, period: Period, programme: Programme | None) -> dict[str, Any]:
    cells: list[Any] = [_words(line, name)]
    only, own = programme.pk if programme else None, line.kind == "own"
    for key in COVERAGE:
        value = line.values.get(key, 0)
        link = href(key, code, period.pk, only, own=own) if value and line.kind != "split" else None
        cells.append({"text": number(value), "href": link})
    target = _page(code, period, programme) if line.kind == "child" else None
    return {"href": target, "cells": [*cells, _rate(line.values)]}


def _page(code: str, period: Period, programme: Programme | None) -> str:
    """The same page, seen from a sub-unit."""
    query = urlencode({"don-vi": code, "nam": period.year}, safe="/")
    page = reverse("programmes:detail", args=[programme.pk]) if programme else reverse("programmes:list")
    return f"{page}?{query}"


def _words(line: Line, name: str) -> str:
    if line.kind != "child":
        return {"own": _("Trực tiếp tại đơn vị"), "split": _("Trước khi chia tách")}[line.kind]
    return name if line.alive else _("%(unit)s (đã kết thúc)") % {"unit": name}


def _rate(values: dict[str, Any]) -> str:
    return percent(values.get("plans_issued", 0), values.get("plans_should", 0))
