"""What this slice shows on a unit's page: coverage, the table of sub-units, quarters, heads' breakthroughs."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.figures.queries import by_child, figures, href
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import names, under
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import quarters
from neuguong.kit.figures import Measure, measure
from neuguong.kit.numbers import number
from neuguong.work.commitments import queries
from neuguong.work.commitments.choices import ReturnReason
from neuguong.work.commitments.lists import TONES
from neuguong.work.commitments.models import Item

BAND = ("should", "registered", "approved", "missing", "items_overdue", "achieved", "volunteers")
TABLE = ("should", "registered", "approved", "late", "missing", "achieved", "partly", "not_achieved")
RETURNS = ("return_reasons", *(f"returned_{code.lower()}" for code in ReturnReason.values))


def _of(keys: tuple[str, ...]) -> list[Measure]:
    return [measure(key) for key in keys]


def band(unit: Unit, period: Period, today: dt.date) -> list[dict[str, Any]]:
    """The figures at the top of a unit's page, each the link to its rows, as `ui/figure.jinja` takes them."""
    asked = _of(BAND)
    wholes = _of(("items",))
    values = figures([*asked, *wholes], unit.pk, [period], today=today)
    return [
        {
            "value": values[one.key, period.pk],
            "caption": str(one.label),
            "href": href(one.key, unit.code, period.pk),
            "share": _share(one, values, period) if one.of else None,
            "zero_reason": str(one.zero) or None,
            "tone": "late" if one.key in ("missing", "items_overdue") else None,
        }
        for one in asked
        if one.key != "volunteers" or values[one.key, period.pk]  # seldom any: told where there are some
    ]


def _share(one: Measure, values: Any, period: Period) -> tuple[Any, Any, str] | None:
    whole = values[one.of, period.pk]
    return (values[one.key, period.pk], whole, str(measure(one.of).label).lower()) if whole else None


def sub_units(unit: Unit, period: Period, today: dt.date) -> dict[str, Any] | None:
    """The table of sub-units as `plain_table` takes it: columns, rows, foot; None for a unit without any."""
    return _by_unit(_of(TABLE), unit, period, today)


def returns_by_unit(unit: Unit, period: Period, today: dt.date) -> dict[str, Any] | None:
    """The table of sub-units and reasons of return, as `sub_units`."""
    return _by_unit(_of(RETURNS), unit, period, today)


def return_reasons(unit: Unit, period: Period, today: dt.date) -> list[dict[str, Any]]:
    """How often each reason was given under the unit, the most frequent first, each the link to its rows."""
    asked = _of(RETURNS)
    values = figures(asked, unit.pk, [period], today=today)
    found = sorted(asked, key=lambda one: -values[one.key, period.pk])
    return [
        {
            "value": values[one.key, period.pk],
            "caption": str(one.label),
            "href": href(one.key, unit.code, period.pk),
            "zero_reason": str(one.zero) or None,
        }
        for one in found
        if values[one.key, period.pk] or one.key == RETURNS[0]
    ]


def _by_unit(asked: list[Measure], unit: Unit, period: Period, today: dt.date) -> dict[str, Any] | None:
    lines = by_child(asked, unit.pk, period, today=today)
    if not any(line.kind == "child" for line in lines):
        return None
    called = names([line.unit_id for line in lines], period.tree_on)
    codes = dict(Unit.objects.filter(pk__in=[line.unit_id for line in lines]).values_list("pk", "code"))
    rows = [_line(line, asked, called, codes, unit, period) for line in lines]
    total = figures(asked, unit.pk, [period], today=today)
    return {
        "columns": [{"label": _("Đơn vị")}, *({"label": str(one.label), "numeric": True} for one in asked)],
        "rows": rows,
        "foot": [_("Cộng"), *(number(total[one.key, period.pk]) for one in asked)],
    }


def _line(line: Any, asked: list[Measure], called: Any, codes: Any, unit: Unit, period: Period) -> dict[str, Any]:
    words = {
        "own": _("Trực tiếp tại đơn vị"),
        "split": _("Trước khi chia tách"),
    }.get(line.kind) or called[line.unit_id].name
    is_child = line.kind == "child"
    if is_child and not line.alive:
        words = _("%(unit)s (đã kết thúc)") % {"unit": words}
    code = codes[line.unit_id]
    cells: list[Any] = [words]
    for one in asked:
        value = line.values.get(one.key, 0)
        link = href(one.key, code, period.pk) if is_child and value else None
        cells.append({"text": number(value), "href": link, "tone": None})
    target = reverse("desk:unit", args=[code]) + f"?nam={period.year}" if is_child else None
    return {"href": target, "cells": cells}


def by_quarter(unit: Unit, period: Period, today: dt.date) -> list[dict[str, Any]]:
    """How many results were recorded in each quarter of the year, for a bar chart."""
    asked = measure("progress")
    parts = quarters(period.year)
    values = figures([asked], unit.pk, parts, today=today)
    return [
        {"label": str(one), "value": values[asked.key, one.pk], "href": href(asked.key, unit.code, one.pk)}
        for one in parts
    ]


def heads_breakthroughs(unit: Unit, period: Period, viewer: Any, limit: int = 50) -> list[dict[str, Any]]:
    """The breakthroughs of heads under the unit that the viewer may see, with supervisor and state."""
    inside = under(unit.pk, period.tree_on).values("pk")
    rows: list[Item] = list(
        queries.breakthroughs(viewer).filter(commitment__period=period, commitment__unit__in=inside)[:limit]
    )
    return [_breakthrough(item) for item in rows]


def _breakthrough(item: Item) -> dict[str, Any]:
    row = item.commitment
    post = row.appointment.title if row.appointment else ""
    return {
        "href": reverse("commitments:detail", args=[row.pk]),
        "cells": [
            f"{row.person}, {post}" if post else str(row.person),
            row.unit.name,
            item.deed,
            row.supervisor.name if row.supervisor else _("Chưa giao"),
            {"text": str(row.get_state_display()), "tone": TONES[row.state]},
        ],
    }
