"""Writing what has changed hands into the balances of one cube: a difference, however much there is of the rest."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from neuguong.base.figures.facts import Facts
from neuguong.base.figures.services.carrying import Carry

_TRANSFER = """
WITH carry(day, unit_id, whole, above, sign) AS (
  SELECT c.* FROM unnest(
    %(day)s::date[], %(unit)s::bigint[], %(whole)s::boolean[], %(above)s::bigint[], %(sign)s::int[]
  ) AS c(day, unit_id, whole, above, sign)
  JOIN orgs_unit u ON u.id = c.above AND u.rolled
), carried AS (
  SELECT c.above AS unit_id, b.period_id, b.dims, c.sign, b.n, b.sums
  FROM carry c JOIN periods_period p ON p.tree_on = c.day
  JOIN figures_balance b ON b.cube = %(cube)s AND b.unit_id = c.unit_id AND b.period_id = p.id
  WHERE c.whole
  UNION ALL
  SELECT c.above, f.period_id, f.dims, c.sign, f.n, f.sums
  FROM (
    SELECT unit_id, period_id, dims, count(*) AS n, {totals} AS sums
    FROM (SELECT {columns} FROM {table} r WHERE r.{unit} = ANY(%(alone)s)) r GROUP BY 1, 2, 3
  ) f
  JOIN periods_period p ON p.id = f.period_id
  JOIN carry c ON c.day = p.tree_on AND c.unit_id = f.unit_id AND NOT c.whole
), net AS (
  SELECT c.unit_id, c.period_id, c.dims, sum(c.sign * c.n) AS n, {signed} AS sums
  FROM carried c GROUP BY 1, 2, 3
), given AS (
  INSERT INTO figures_balance AS b (cube, unit_id, period_id, dims, n, sums)
  SELECT %(cube)s, unit_id, period_id, dims, n, sums FROM net
  WHERE n <> 0 OR NOT 0 = ALL(sums) ORDER BY unit_id, period_id, dims
  ON CONFLICT (cube, unit_id, period_id, dims)
  DO UPDATE SET n = b.n + excluded.n, sums = figures_add(b.sums, excluded.sums)
  RETURNING id, n, sums
)
SELECT array_agg(id) FROM given WHERE n = 0 AND 0 = ALL(sums)
"""


def transfer(facts: Facts, carries: Sequence[Carry]) -> None:
    """Add to the balances of the cube what the units carry, and take away where they left. Nothing may be pending."""
    if not carries:
        return
    sql = _TRANSFER.format(
        totals=facts.totals_sql("r"),
        signed=facts.totals_sql("c", "c.sign * "),
        columns=facts.columns_sql("r"),
        table=f'"{facts.table}"',
        unit=f'"{facts.unit}"',
    )
    params: dict[str, Any] = {
        "cube": facts.key,
        "day": [one.day for one in carries],
        "unit": [one.unit_id for one in carries],
        "whole": [one.whole for one in carries],
        "above": [one.above for one in carries],
        "sign": [one.sign for one in carries],
        "alone": sorted({one.unit_id for one in carries if not one.whole}),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        (empty,) = cursor.fetchone() or (None,)
        if empty:
            cursor.execute("DELETE FROM figures_balance WHERE id = ANY(%s)", [empty])
