"""Units and years as typed at a terminal, and the figures of a year as plain data."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import click

from neuguong.base.figures.queries import figures
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import find_unit, names
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import quarters
from neuguong.base.periods.queries import year as year_period
from neuguong.kit.figures import Measure, measures
from neuguong.kit.numbers import number, percent
from neuguong.work.commitments.measures import COMMITMENTS, ITEMS, PROGRESS
from neuguong.work.programmes.measures import COMMUNICATIONS, DOCUMENTS, PLANS
from neuguong.work.reports.services.telling import label

ORDER = (COMMITMENTS, ITEMS, PROGRESS, PLANS, DOCUMENTS, COMMUNICATIONS)


def unit_and_year(unit: str, year: int) -> tuple[Unit, Period]:
    """The unit and the civil year; ClickException with a sentence where one is not known."""
    found = find_unit(unit)
    if found is None:
        raise click.ClickException(f"Không có đơn vị nào mang mã “{unit}”, hoặc có nhiều đơn vị trùng đuôi mã này.")
    try:
        return found, year_period(year)
    except Period.DoesNotExist as error:
        raise click.ClickException(f"Năm {year} chưa được mở.") from error


def year_figures(unit: Unit, period: Period, today: dt.date) -> dict[str, Any]:
    """Every measure of the unit and all under it in the year, in the tree of the year; registrations first.

    Recorded results are facts of quarters, each in its own tree: they come with their `quarters`.
    """
    declared = _in_order()
    values = figures(declared, unit.pk, [period], today=today)
    parts = quarters(period.year)
    by_quarter = figures([one for one in declared if one.cube.quarterly], unit.pk, parts, today=today)
    rows = [
        {
            "key": one.key,
            "label": label(one),
            "value": int(values[one.key, period.pk]) if not one.sum_of else str(values[one.key, period.pk]),
            "text": _text(values, one.key, one.of, period.pk),
            **(_quarters(one, parts, by_quarter) if one.cube.quarterly else {}),
        }
        for one in declared
    ]
    name = names([unit.pk], period.tree_on)[unit.pk].name
    return {
        "unit": unit.code,
        "name": name,
        "year": period.year,
        "from": period.starts_on.isoformat(),
        "to": period.ends_on.isoformat(),
        "tree_on": period.tree_on.isoformat(),
        "figures": rows,
    }


def _in_order() -> list[Measure]:
    """As declared within a cube; a cube that is not known here comes last."""
    places = {cube: place for place, cube in enumerate(ORDER)}
    return sorted(measures(), key=lambda one: places.get(one.cube, len(ORDER)))


def _quarters(one: Measure, parts: Sequence[Period], values: Any) -> dict[str, Any]:
    return {"quarters": [{"quarter": part.number, "value": int(values[one.key, part.pk])} for part in parts]}


def _text(values: Any, key: str, of: str, period: int) -> str:
    value = values[key, period]
    whole = values.get((of, period)) if of else None
    return f"{number(value)} ({percent(value, whole)})" if whole else number(value)
