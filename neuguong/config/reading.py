"""Units and years as typed at a terminal, and the figures of a year as plain data."""

import datetime as dt
from typing import Any

import click

from neuguong.base.figures.queries import figures
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import find_unit, names
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import quarters
from neuguong.base.periods.queries import year as year_period
from neuguong.kit.figures import measures
from neuguong.kit.numbers import number, percent
from neuguong.work.commitments.measures import PROGRESS


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
    """Every measure of the unit and all under it in the year, in the tree of the year."""
    declared = measures()
    values = figures(declared, unit.pk, [period], today=today)
    parts = quarters(period.year)
    by_quarter = figures([one for one in declared if one.cube == PROGRESS], unit.pk, parts, today=today)
    for (key, _quarter), value in by_quarter.items():  # results are facts of quarters; a year is the sum of its four
        values[key, period.pk] += value
    rows = [
        {
            "key": one.key,
            "label": str(one.label),
            "value": int(values[one.key, period.pk]) if not one.sum_of else str(values[one.key, period.pk]),
            "text": _text(values, one.key, one.of, period.pk),
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


def _text(values: Any, key: str, of: str, period: int) -> str:
    value = values[key, period]
    whole = values.get((of, period)) if of else None
    return f"{number(value)} ({percent(value, whole)})" if whole else number(value)
