"""The table under a unit: a line for each child, for the unit's own facts, and for what stood before a split."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from neuguong.base.figures.facts import by_cube, parts_of
from neuguong.base.figures.queries.read import Number, run
from neuguong.base.figures.queries.todays import AT_EACH_CHILD, home_of
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Measure

CHILD, OWN, SPLIT = "child", "own", "split"


@dataclass(frozen=True)
class Line:
    """`kind`: "child"; "own", facts directly at the unit; "split", facts of units that were divided and whose heirs
    lie under several children ("trước khi chia tách", never apportioned). `unit_id` is the child's, else the unit's.
    `alive` is false for a dead unit whose facts hang here. `values`: measure.key -> number."""

    kind: str
    unit_id: int
    alive: bool
    values: dict[str, Number] = field(default_factory=dict)


_HOME = """
home AS (
  SELECT h.tree_id, h.path, length(h.path) AS size
  FROM orgs_tree t
  JOIN orgs_path h ON h.tree_id = t.id AND h.unit_id = %(unit)s AND h.valid_from <= %(on)s AND h.valid_to > %(on)s
  WHERE t.code = %(tree)s
)
"""

# Children are found by jumping from one to the next in the index of paths, never by reading all that lies below. What
# must be looked up range by range stands behind OFFSET 0: joined in one piece, the planner may compare all with all.
_LINES = """
step AS (
  SELECT h.tree_id, h.path AS home, h.size, (
    SELECT left(p.path, h.size + 6) FROM orgs_path p
    WHERE p.tree_id = h.tree_id AND p.path > h.path AND p.path < h.path || 'g' ORDER BY p.path LIMIT 1
  ) AS path
  FROM home h
  UNION ALL
  SELECT s.tree_id, s.home, s.size, (
    SELECT left(p.path, s.size + 6) FROM orgs_path p
    WHERE p.tree_id = s.tree_id AND p.path >= s.path || 'g' AND p.path < s.home || 'g' ORDER BY p.path LIMIT 1
  )
  FROM step s WHERE s.path IS NOT NULL
), child AS (
  SELECT c.tree_id, c.path AS spot, c.unit_id, c.alive, u.rolled, u.level, u.sort_key
  FROM step s
  CROSS JOIN LATERAL (
    SELECT p.tree_id, p.path, p.unit_id, p.alive FROM orgs_path p
    WHERE p.tree_id = s.tree_id AND p.path = s.path AND p.valid_from <= %(on)s AND p.valid_to > %(on)s
    OFFSET 0
  ) c
  JOIN orgs_unit u ON u.id = c.unit_id
), line AS (
  SELECT 'child' AS kind, spot, unit_id, alive, level, sort_key FROM child
  UNION ALL SELECT 'own', path, %(unit)s, true, 99, '' FROM home
  UNION ALL SELECT 'split', '', %(unit)s, true, 100, '' FROM home
)
"""

_COUNTED = """
counted AS (
  SELECT c.spot, b.dims, b.n, b.sums
  FROM child c
  JOIN figures_balance b ON b.cube = %(cube)s AND b.unit_id = c.unit_id AND b.period_id = %(period)s
  WHERE c.rolled
  UNION ALL
  SELECT c.spot, d.dims, d.n, d.sums
  FROM home
  JOIN figures_delta d ON d.cube = %(cube)s AND d.period_id = %(period)s
    AND d.path > home.path AND d.path < home.path || 'g'
  JOIN child c ON c.spot = left(d.path, home.size + 6)
  WHERE c.rolled
  UNION ALL
  SELECT c.spot, f.dims, 1, f.sums
  FROM child c
  CROSS JOIN LATERAL (
    SELECT p.unit_id FROM orgs_path p
    WHERE p.tree_id = c.tree_id AND p.path >= c.spot AND p.path < c.spot || 'g'
      AND p.valid_from <= %(on)s AND p.valid_to > %(on)s
    OFFSET 0
  ) u
  JOIN (SELECT {columns} FROM {table} r) f ON f.unit_id = u.unit_id AND f.period_id = %(period)s
  WHERE NOT c.rolled
  UNION ALL
  SELECT home.path, f.dims, 1, f.sums
  FROM home
  JOIN (SELECT {columns} FROM {table} r) f ON f.unit_id = %(unit)s AND f.period_id = %(period)s
)
"""

_SELECT = """
, net AS (SELECT c.spot, c.dims, sum(c.n) AS n, {sums} AS sums FROM counted c GROUP BY c.spot, c.dims)
SELECT line.kind, line.unit_id, line.alive, {totals}
FROM line LEFT JOIN net USING (spot)
GROUP BY line.kind, line.unit_id, line.alive, line.level, line.sort_key
ORDER BY line.kind <> 'child', NOT line.alive, line.level, line.sort_key, line.unit_id
"""

_PERIOD_TREE = "WITH RECURSIVE " + ", ".join((_HOME, _LINES, _COUNTED)) + _SELECT
_TODAY_TREE = "WITH RECURSIVE " + ", ".join((AT_EACH_CHILD, _LINES)) + _SELECT


def by_child(
    measures: Iterable[Measure], unit_id: int, period: Period, *, today: dt.date, in_today_tree: bool = False
) -> list[Line]:
    """The measures at every child of the unit, in the tree of the period (or of `today`); one statement per cube, and
    for a year of a quarterly cube one for each quarter.

    Living children first (by level, then name), the dead that hang here, then the own line, then the split line; the
    lines add up to the unit's figures. All but living children are left out when they are zero throughout.
    """
    asked = tuple(measures)
    lines: dict[tuple[str, int], Line] = {}
    for cube, own in by_cube(asked).items():
        sql = _TODAY_TREE if in_today_tree else _PERIOD_TREE
        home = home_of(unit_id, cube.tree, today)[0] if in_today_tree else ""
        if in_today_tree and not home:
            continue  # it never stood in the tree
        for part in parts_of(cube, [period]):
            on = today if in_today_tree else part.tree_on
            params: dict[str, Any] = {
                "unit": unit_id,
                "period": part.pk,
                "periods": [part.pk],
                "on": on,
                "today": today,
                "home": home,
            }
            for kind, child_id, alive, *numbers in run(sql, cube, own, params, today):
                line = lines.setdefault((kind, child_id), Line(kind, child_id, alive))
                for one, value in zip(own, numbers, strict=True):
                    line.values[one.key] = line.values.get(one.key, 0) + value
    return [line for line in lines.values() if (line.kind == CHILD and line.alive) or any(line.values.values())]
