"""One unit, any number of measures and periods: one statement per cube, hence one snapshot per cube.

Balances and the deltas on their way into them are read together, so a figure is never stale. Units that keep no
balances are read from the facts themselves. The branch is chosen inside the statement (a one-time filter).
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import connection

from neuguong.base.figures.facts import by_cube, facts_of, parts_of, total_sql
from neuguong.base.figures.models import Delta
from neuguong.base.figures.queries.todays import AT_THE_UNIT, home_of, standing_otherwise
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Cube, Measure

Number = int | Decimal
Figures = dict[tuple[str, int], Number]
Apart = dict[tuple[str, int, str], Number]

# Of a unit without balances only few hang below: an array tells the planner so, who would expect thousands of a range
# and read a whole table of facts.
IN_PERIOD_TREE = """
WITH place AS (
  SELECT p.id AS period_id, p.tree_on, h.tree_id, h.path
  FROM periods_period p
  JOIN orgs_tree t ON t.code = %(tree)s
  JOIN orgs_path h ON h.tree_id = t.id AND h.unit_id = %(unit)s AND h.valid_from <= p.tree_on AND h.valid_to > p.tree_on
  WHERE p.id = ANY(%(periods)s)
), counted AS (
  SELECT b.period_id, b.dims, b.n, b.sums
  FROM figures_balance b
  WHERE b.cube = %(cube)s AND b.unit_id = %(unit)s AND b.period_id = ANY(%(periods)s)
    AND (SELECT rolled FROM orgs_unit WHERE id = %(unit)s)
  UNION ALL
  SELECT d.period_id, d.dims, d.n, d.sums
  FROM place
  JOIN figures_delta d ON d.cube = %(cube)s AND d.period_id = place.period_id
    AND d.path >= place.path AND d.path < place.path || 'g'
  WHERE (SELECT rolled FROM orgs_unit WHERE id = %(unit)s)
  UNION ALL
  SELECT f.period_id, f.dims, 1, f.sums
  FROM place
  JOIN (SELECT {columns} FROM {table} r) f ON f.period_id = place.period_id AND f.unit_id = ANY(ARRAY(
    SELECT u.unit_id FROM orgs_path u
    WHERE u.tree_id = place.tree_id AND u.path >= place.path AND u.path < place.path || 'g'
      AND u.valid_from <= place.tree_on AND u.valid_to > place.tree_on
  ))
  WHERE NOT (SELECT rolled FROM orgs_unit WHERE id = %(unit)s)
)
"""

IN_TODAY_TREE = f"WITH {AT_THE_UNIT}"

# Added up by dimensions first: a measure's filter then looks at each combination once, not at each pending delta.
_NET = """
, net AS (SELECT c.period_id, c.dims, sum(c.n) AS n, {sums} AS sums FROM counted c GROUP BY c.period_id, c.dims)
"""
_BY_PERIOD = "SELECT period_id, {totals} FROM net GROUP BY period_id"
_BY_VALUE = "SELECT period_id, dims[<place>], {totals} FROM net GROUP BY period_id, dims[<place>]"


def figures(
    measures: Iterable[Measure],
    unit_id: int,
    periods: Iterable[Period],
    *,
    today: dt.date,
    in_today_tree: bool = False,
) -> Figures:
    """The measures at a unit and everything under it: (measure.key, period.pk) -> number, 0 where there is nothing.

    Each period stands in its own tree, that of `period.tree_on`; with `in_today_tree` all stand in the tree of
    `today`, merged units at their successor (see `todays`). `today` also decides what is overdue.
    """
    asked = tuple(measures)
    wanted = tuple(periods)
    found: Figures = {(measure.key, one.pk): 0 for measure in asked for one in wanted}
    for cube, own in by_cube(asked).items():
        parts = {part.pk: ids for part, ids in parts_of(cube, wanted).items()}
        params: dict[str, Any] = {"unit": unit_id, "periods": list(parts), "today": today}
        for sql, given in _statements(cube, params, in_today_tree):
            for period_id, *numbers in run(sql + _NET + _BY_PERIOD, cube, own, given, today):
                for one, value in zip(own, numbers, strict=True):
                    for asked_id in parts[period_id]:
                        found[one.key, asked_id] += value
    return found


def _statements(cube: Cube, params: dict[str, Any], in_today_tree: bool) -> list[tuple[str, dict[str, Any]]]:
    """The beginnings of the statements, each with its parameters: in today's tree, too, periods in which the same units
    stood under the node are read as they are stored."""
    if not in_today_tree:
        return [(IN_PERIOD_TREE, params)]
    unit, periods, today = params["unit"], params["periods"], params["today"]
    home, is_all = home_of(unit, cube.tree, today)
    if not home:
        return []  # it never stood in the tree
    otherwise = set() if is_all else standing_otherwise(unit, home, cube.tree, periods, today)
    groups = (
        (IN_PERIOD_TREE, [one for one in periods if one not in otherwise]),
        (IN_TODAY_TREE, [one for one in periods if one in otherwise]),
    )
    return [(sql, {**params, "home": home, "periods": ids}) for sql, ids in groups if ids]


def told_apart(
    measures: Iterable[Measure],
    dim: str,
    unit_id: int,
    periods: Iterable[Period],
    *,
    today: dt.date,
    in_today_tree: bool = False,
) -> Apart:
    """As `figures`, of every value of a dimension at once, in as many statements: (measure.key, period.pk, the value
    as a text) -> number. Values that no fact has are left out."""
    wanted = tuple(periods)
    found: Apart = {}
    for cube, own in by_cube(tuple(measures)).items():
        parts = {part.pk: ids for part, ids in parts_of(cube, wanted).items()}
        params: dict[str, Any] = {"unit": unit_id, "periods": list(parts), "today": today}
        by_value = _BY_VALUE.replace("<place>", str(cube.place(dim)))
        for sql, given in _statements(cube, params, in_today_tree):
            for period_id, text, *numbers in run(sql + _NET + by_value, cube, own, given, today):
                for one, number in zip(own, numbers, strict=True):
                    for asked_id in parts[period_id]:
                        found[one.key, asked_id, text] = found.get((one.key, asked_id, text), 0) + number
    return found


def series(
    measure: Measure, unit_id: int, periods: Iterable[Period], *, today: dt.date, in_today_tree: bool = False
) -> list[tuple[Period, Number]]:
    """One measure over periods, in their given order."""
    kept = list(periods)
    found = figures([measure], unit_id, kept, today=today, in_today_tree=in_today_tree)
    return [(period, found[measure.key, period.pk]) for period in kept]


def pending() -> int:
    """How many deltas wait to be folded in; more than 10,000 make reading slow."""
    return Delta.objects.count()


def run(
    sql: str, cube: Cube, measures: tuple[Measure, ...], params: dict[str, Any], today: dt.date
) -> list[tuple[Any, ...]]:
    """Fill in the cube and the measures' totals, run, and return rows whose last columns are the measures' numbers."""
    facts = facts_of(cube)
    params |= {"cube": cube.key, "tree": cube.tree}
    totals = ", ".join(total_sql(measure, today, params) for measure in measures)
    text = sql.format(
        columns=facts.columns_sql("r"),
        table=f'"{facts.table}"',
        sums=facts.totals_sql("c"),
        signed=facts.totals_sql("c", "c.sign * "),
        totals=totals,
    )
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        rows = cursor.fetchall()
    kinds = [Decimal if measure.sum_of else int for measure in measures]
    own = len(measures)
    return [(*row[:-own], *(kind(value) for kind, value in zip(kinds, row[-own:], strict=True))) for row in rows]
