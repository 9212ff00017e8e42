"""A cube in the database's words: the one text from which trigger, recount and direct reading are made.

A dimension is kept as text: t/f for booleans, ISO for dates, "" for null. `Facts` is frozen into a slice's migration
(see `operations`), and made again from the declared cube whenever facts are read.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Before, Cube, Measure

TEXT, DATE, BOOLEAN = "text", "date", "boolean"
_FORMS = {
    TEXT: "COALESCE({column}::text, '')",
    DATE: "COALESCE(to_char({column}, 'YYYY-MM-DD'), '')",
    BOOLEAN: "CASE {column} WHEN true THEN 't' WHEN false THEN 'f' ELSE '' END",
}


@dataclass(frozen=True)
class Facts:
    """A fact table: `dims` are (column, text | date | boolean), everything else is a name in the database."""

    key: str
    table: str
    unit: str
    period: str
    dims: tuple[tuple[str, str], ...]
    sums: tuple[str, ...]
    tree: str

    def dims_sql(self, row: str) -> str:
        """The array of dimensions of the table alias `row`."""
        forms = [_FORMS[kind].format(column=f'{row}."{column}"') for column, kind in self.dims]
        return f"ARRAY[{', '.join(forms)}]::varchar[]"

    def sums_sql(self, row: str) -> str:
        """The array of the numbers that can be added up, of the table alias `row`."""
        return f"ARRAY[{', '.join(f'COALESCE({row}.{chr(34)}{one}{chr(34)}, 0)' for one in self.sums)}]::numeric[]"

    def totals_sql(self, row: str, sign: str = "") -> str:
        """The arrays of numbers of several rows, of the alias `row`, added up; `sign` is a factor, "r.sign * "."""
        each = ", ".join(f"sum({sign}{row}.sums[{place}])" for place in range(1, len(self.sums) + 1))
        return f"ARRAY[{each}]::numeric[]"

    def columns_sql(self, row: str) -> str:
        """unit_id, period_id, dims, sums of the table alias `row`."""
        unit, period = f'{row}."{self.unit}"', f'{row}."{self.period}"'
        dims, sums = self.dims_sql(row), self.sums_sql(row)
        return f"{unit} AS unit_id, {period} AS period_id, {dims} AS dims, {sums} AS sums"


def model_of(cube: Cube) -> type[models.Model]:
    """The fact table's model."""
    return apps.get_model(cube.model)


@cache
def facts_of(cube: Cube) -> Facts:
    """The declared cube as the database sees it."""
    meta = model_of(cube)._meta
    columns = {field.attname: (field.column, _kind(field)) for field in meta.concrete_fields}
    return Facts(
        key=cube.key,
        table=meta.db_table,
        unit=columns[cube.unit][0],
        period=columns[cube.period][0],
        dims=tuple(columns[name] for name in cube.dims),
        sums=tuple(columns[name][0] for name in cube.sums),
        tree=cube.tree,
    )


def _kind(field: Any) -> str:
    if isinstance(field, models.GeneratedField):
        return _kind(field.output_field)
    if isinstance(field, models.BooleanField):
        return BOOLEAN
    return DATE if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField) else TEXT


def as_text(value: Any) -> str:
    """A Python value in the text form of a dimension."""
    if isinstance(value, bool):
        return "t" if value else "f"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def condition_sql(measure: Measure, today: dt.date, params: dict[str, Any]) -> str:
    """The measure's filter over an array called `dims`; the values it compares with are added to `params`."""
    parts = [_part(measure.cube, dim, wanted, today, params) for dim, wanted in measure.where.items()]
    return " AND ".join(parts) or "true"


def _part(cube: Cube, dim: str, wanted: Any, today: dt.date, params: dict[str, Any]) -> str:
    name, place = f"v{len(params)}", f"dims[{cube.place(dim)}]"
    if isinstance(wanted, Before):
        params[name] = as_text(wanted.day or today)
        return f"{place} <> '' AND {place} COLLATE \"C\" < %({name})s"
    params[name] = [as_text(one) for one in (wanted if isinstance(wanted, tuple) else (wanted,))]
    return f"{place} = ANY(%({name})s)"


def total_sql(measure: Measure, today: dt.date, params: dict[str, Any]) -> str:
    """The measure as an aggregate over rows (dims, n, sums)."""
    what = f"sums[{measure.cube.sums.index(measure.sum_of) + 1}]" if measure.sum_of else "n"
    return f"COALESCE(sum({what}) FILTER (WHERE {condition_sql(measure, today, params)}), 0)"


def parts_of(cube: Cube, periods: Iterable[Period]) -> dict[Period, list[int]]:
    """The periods in which facts of the asked ones stand, each with the ids of those it counts in (see
    `Cube.quarterly`)."""
    parts = {period: [period.pk] for period in periods}
    years = [period.pk for period in parts if period.kind == PeriodKind.YEAR] if cube.quarterly else []
    if years:
        for quarter in Period.objects.filter(parent__in=years, kind=PeriodKind.QUARTER).order_by("starts_on", "pk"):
            parts.setdefault(quarter, []).append(quarter.parent_id or 0)
    return parts


def by_cube(measures: tuple[Measure, ...]) -> Mapping[Cube, tuple[Measure, ...]]:
    """The measures grouped by the cube they stand on, so that each cube is read once."""
    cubes = dict.fromkeys(measure.cube for measure in measures)
    return {cube: tuple(one for one in measures if one.cube == cube) for cube in cubes}
