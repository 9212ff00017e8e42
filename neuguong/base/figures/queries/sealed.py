"""Reading from a seal: the figures as they were sealed, in the tree that was sealed with them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import connection

from neuguong.base.figures.facts import by_cube, parts_of
from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries.children import CHILD, Line
from neuguong.base.figures.queries.read import Figures, Number, run
from neuguong.base.figures.queries.seals import seal_for
from neuguong.base.orgs.choices import TreeCode
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Measure, cubes

_FIGURES = """
SELECT f.period_id, {totals}
FROM periods_period p
JOIN figures_sealedplace h ON h.seal_id = %(seal)s AND h.tree = %(tree)s AND h.unit_id = %(unit)s
  AND h.valid_from <= p.tree_on AND h.valid_to > p.tree_on
JOIN figures_sealedplace u ON u.seal_id = %(seal)s AND u.tree = %(tree)s AND u.path >= h.path AND u.path < h.path || 'g'
  AND u.valid_from <= p.tree_on AND u.valid_to > p.tree_on
JOIN figures_sealedfact f ON f.seal_id = %(seal)s AND f.cube = %(cube)s AND f.period_id = p.id AND f.unit_id = u.unit_id
WHERE p.id = ANY(%(periods)s)
GROUP BY f.period_id
"""

_LINES = """
WITH home AS (
  SELECT path, length(path) AS size FROM figures_sealedplace
  WHERE seal_id = %(seal)s AND tree = %(tree)s AND unit_id = %(unit)s AND valid_from <= %(on)s AND valid_to > %(on)s
), under AS (
  SELECT u.unit_id, u.alive, u.path, left(u.path, home.size + 6) AS spot
  FROM home
  JOIN figures_sealedplace u ON u.seal_id = %(seal)s AND u.tree = %(tree)s AND u.path >= home.path
    AND u.path < home.path || 'g' AND u.valid_from <= %(on)s AND u.valid_to > %(on)s
), line AS (
  SELECT 'child' AS kind, u.spot, u.unit_id, u.alive, o.level, o.sort_key
  FROM home JOIN under u ON length(u.path) = home.size + 6 JOIN orgs_unit o ON o.id = u.unit_id
  UNION ALL SELECT 'own', path, %(unit)s, true, 99, '' FROM home
), counted AS (
  SELECT u.spot, f.dims, f.n, f.sums
  FROM under u
  JOIN figures_sealedfact f ON f.seal_id = %(seal)s AND f.cube = %(cube)s AND f.period_id = %(period)s
    AND f.unit_id = u.unit_id
)
SELECT line.kind, line.unit_id, line.alive, {totals}
FROM line LEFT JOIN counted USING (spot)
GROUP BY line.kind, line.unit_id, line.alive, line.level, line.sort_key
ORDER BY line.kind <> 'child', NOT line.alive, line.level, line.sort_key, line.unit_id
"""

_TOTALS = """
SELECT f.cube, f.period_id, sum(f.n), figures_total(f.sums)
FROM unnest(%(cubes)s::text[], %(trees)s::text[]) AS c(cube, tree)
CROSS JOIN (SELECT DISTINCT period_id FROM figures_sealedfact WHERE seal_id = %(seal)s) one
JOIN periods_period p ON p.id = one.period_id
JOIN figures_sealedplace h ON h.seal_id = %(seal)s AND h.tree = c.tree AND h.unit_id = %(unit)s
  AND h.valid_from <= p.tree_on AND h.valid_to > p.tree_on
JOIN figures_sealedplace u ON u.seal_id = %(seal)s AND u.tree = c.tree AND u.path >= h.path AND u.path < h.path || 'g'
  AND u.valid_from <= p.tree_on AND u.valid_to > p.tree_on
JOIN figures_sealedfact f ON f.seal_id = %(seal)s AND f.cube = c.cube AND f.period_id = p.id AND f.unit_id = u.unit_id
GROUP BY 1, 2 ORDER BY 1, 2
"""


def sealed_figures(measures: Iterable[Measure], seal: Seal, unit_id: int, periods: Iterable[Period]) -> Figures:
    """As `figures`, from the seal: a unit that it does not hold, or a period outside it, has 0 (one statement a cube).

    What is overdue is overdue on the day of the sealing.
    """
    asked, wanted = tuple(measures), tuple(periods)
    found: Figures = {(one.key, period.pk): 0 for one in asked for period in wanted}
    for cube, own in by_cube(asked).items():
        parts = {part.pk: ids for part, ids in parts_of(cube, wanted).items()}
        params: dict[str, Any] = {"seal": seal.pk, "unit": unit_id, "periods": list(parts)}
        for period_id, *values in run(_FIGURES, cube, own, params, seal.day):
            for one, value in zip(own, values, strict=True):
                for asked_id in parts[period_id]:
                    found[one.key, asked_id] += value
    return found


def sealed_otherwise(measure: Measure, unit_id: int, period: Period, value: Number) -> tuple[Seal, Number] | None:
    """The seal and what it says of the figure, where that is not `value`, the figure of today."""
    seal = seal_for(unit_id, period)
    if seal is None:
        return None
    kept = sealed_figures([measure], seal, unit_id, [period])[measure.key, period.pk]
    return (seal, kept) if kept != value else None


def sealed_by_child(measures: Iterable[Measure], seal: Seal, unit_id: int, period: Period) -> list[Line]:
    """As `by_child`, from the seal; nothing is split in the tree of a period."""
    lines: dict[tuple[str, int], Line] = {}
    for cube, own in by_cube(tuple(measures)).items():
        for part in parts_of(cube, [period]):
            params: dict[str, Any] = {"seal": seal.pk, "unit": unit_id, "period": part.pk, "on": part.tree_on}
            for kind, child_id, alive, *values in run(_LINES, cube, own, params, seal.day):
                line = lines.setdefault((kind, child_id), Line(kind, child_id, alive))
                for one, value in zip(own, values, strict=True):
                    line.values[one.key] = line.values.get(one.key, 0) + value
    return [line for line in lines.values() if (line.kind == CHILD and line.alive) or any(line.values.values())]


def quoted_totals(seal: Seal) -> list[list[Any]]:
    """What a seal (saved or not) quotes, read from its stored rows through its stored tree: [cube, period, number of
    facts, its sums as texts], in the order of cubes and periods."""
    trees = {cube.key: cube.tree for cube in cubes()}
    params: dict[str, Any] = {
        "seal": seal.pk,
        "unit": seal.unit_id,
        "cubes": seal.cubes,
        "trees": [trees.get(key, TreeCode.PARTY.value) for key in seal.cubes],
    }
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, params)
        return [[cube, period, int(n), [canonical(one) for one in sums]] for cube, period, n, sums in cursor.fetchall()]


def canonical(value: Decimal) -> str:
    """A number without an exponent and without noughts at its end: "1200", "0.5", "0"."""
    return format(value.normalize(), "f") if value else "0"
