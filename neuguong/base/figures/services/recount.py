"""The independent count: every stored figure again from the facts, and the difference from what is kept."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from neuguong.base.figures.facts import Facts, facts_of
from neuguong.base.figures.models import Balance, Delta
from neuguong.base.figures.services.locks import fold_alone, stop_writers
from neuguong.kit.figures import Cube, cubes


@dataclass(frozen=True)
class Mismatch:
    """A stored figure that is not what the facts say; `kept` and `counted` are (rows, sums)."""

    cube: str
    unit_id: int
    period_id: int
    dims: tuple[str, ...]
    kept: tuple[int, tuple[Decimal, ...]]
    counted: tuple[int, tuple[Decimal, ...]]


# Facts are grouped where they are before they are spread over their ancestors.
_COUNT = """
SELECT above.id AS unit_id, g.period_id, g.dims, sum(g.n) AS n, {above} AS sums
FROM (
  SELECT f.unit_id, f.period_id, f.dims, count(*) AS n, {totals} AS sums
  FROM (SELECT {columns} FROM {table} r {among}) f
  WHERE %(periods)s::bigint[] IS NULL OR f.period_id = ANY(%(periods)s::bigint[])
  GROUP BY 1, 2, 3
) g
JOIN periods_period p ON p.id = g.period_id
JOIN orgs_tree t ON t.code = %(tree)s
JOIN orgs_path place ON place.tree_id = t.id AND place.unit_id = g.unit_id
  AND place.valid_from <= p.tree_on AND place.valid_to > p.tree_on
CROSS JOIN generate_series(1, length(place.path), 6) at
JOIN orgs_unit above ON above.label = substr(place.path, at, 6) AND above.rolled
GROUP BY 1, 2, 3
"""

_KEPT = """
SELECT k.* FROM (
SELECT part.unit_id, part.period_id, part.dims, sum(part.n) AS n, {totals} AS sums
FROM (
  SELECT unit_id, period_id, dims, n, sums FROM figures_balance WHERE cube = %(cube)s
  UNION ALL
  SELECT above.id, d.period_id, d.dims, d.n, d.sums
  FROM figures_delta d
  CROSS JOIN generate_series(1, length(d.path), 6) at
  JOIN orgs_unit above ON above.label = substr(d.path, at, 6) AND above.rolled
  WHERE d.cube = %(cube)s
) part
GROUP BY 1, 2, 3
) k WHERE k.n <> 0 OR NOT 0 = ALL(k.sums)
"""

_COMPARE = """
SELECT unit_id, period_id, dims, COALESCE(kept.n, 0), COALESCE(kept.sums, '{{}}'),
       COALESCE(counted.n, 0), COALESCE(counted.sums, '{{}}')
FROM ({kept}) kept FULL JOIN ({counted}) counted USING (unit_id, period_id, dims)
WHERE (kept.n, kept.sums) IS DISTINCT FROM (counted.n, counted.sums)
ORDER BY unit_id, period_id, dims
"""

_INSERT = (
    "INSERT INTO figures_balance (cube, unit_id, period_id, dims, n, sums) SELECT %(cube)s, c.* FROM ({counted}) c"
)


def recount(*, repair: bool = False) -> list[Mismatch]:
    """Count every cube again and compare: [] is the proof. One statement (one snapshot) per cube, nobody is stopped.

    With `repair` the cubes that differ are built anew; what was found wrong is returned all the same.
    """
    found = [mismatch for cube in cubes() for mismatch in _compare(facts_of(cube))]
    if repair and found:
        wrong = {one.cube for one in found}
        rebuild(only=[cube for cube in cubes() if cube.key in wrong])
    return found


@transaction.atomic
def rebuild(*, only: Iterable[Cube] | None = None, periods: Collection[int] | None = None) -> None:
    """Throw balances and deltas away and build them from the facts; writers wait. All cubes and periods by default."""
    chosen = tuple(cubes() if only is None else only)
    stop_writers(chosen)
    fold_alone()
    for cube in chosen:
        facts = facts_of(cube)
        for model in (Balance, Delta):
            stale = model._default_manager.filter(cube=facts.key)
            (stale if periods is None else stale.filter(period_id__in=periods)).delete()
        with connection.cursor() as cursor:
            cursor.execute(_INSERT.format(counted=_counted(facts)), _params(facts, periods))


# Whoever ever stood under the units. Looked up first, so that only the facts of those are read.
_BENEATH = """
SELECT DISTINCT under.unit_id
FROM orgs_path own JOIN orgs_tree t ON t.id = own.tree_id AND t.code = %(tree)s
CROSS JOIN LATERAL (
  SELECT u.unit_id FROM orgs_path u
  WHERE u.tree_id = own.tree_id AND u.path >= own.path AND u.path < own.path || 'g' OFFSET 0
) under
WHERE own.unit_id = ANY(%(units)s)
"""


def has_facts(facts: Facts) -> bool:
    """Whether there is anything to count: a whole country of units may be loaded before its first fact."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT EXISTS (SELECT FROM "{facts.table}")')  # noqa: S608 (a table of our own)
        return bool((cursor.fetchone() or (False,))[0])


def count_units(facts: Facts, units: Collection[int]) -> None:
    """Count the balances of these units alone from the facts; the caller holds both locks and nothing is pending."""
    if not units:
        return
    Balance.objects.filter(cube=facts.key, unit_id__in=units).delete()
    among = f'WHERE r."{facts.unit}" = ANY(%(beneath)s)'
    sql = _INSERT.format(counted=_counted(facts, among)) + " WHERE c.unit_id = ANY(%(units)s)"
    params = {**_params(facts, None), "units": list(units)}
    with connection.cursor() as cursor:
        cursor.execute(_BENEATH, params)
        cursor.execute(sql, {**params, "beneath": [unit for (unit,) in cursor.fetchall()]})


def _compare(facts: Facts) -> list[Mismatch]:
    sql = _COMPARE.format(kept=_KEPT.format(totals=facts.totals_sql("part")), counted=_counted(facts))
    with connection.cursor() as cursor:
        cursor.execute(sql, _params(facts, None))
        return [
            Mismatch(facts.key, unit, period, tuple(dims), (int(n), tuple(sums)), (int(m), tuple(totals)))
            for unit, period, dims, n, sums, m, totals in cursor.fetchall()
        ]


def _counted(facts: Facts, among: str = "") -> str:
    columns = facts.columns_sql("r")
    return _COUNT.format(
        totals=facts.totals_sql("f"),
        above=facts.totals_sql("g"),
        columns=columns,
        table=f'"{facts.table}"',
        among=among,
    )


def _params(facts: Facts, periods: Collection[int] | None) -> dict[str, Any]:
    return {"cube": facts.key, "tree": facts.tree, "periods": None if periods is None else list(periods)}
