"""Figures in the tree of today, from the balances of the period's tree.

The units whose records lie under a node today are a set; in the tree of a period a balance belongs to every unit. A
sum over the set is the sum of balances where the set begins on the way down from the root, less those where it ends:
a unit counts if it is in the set and its parent is not, and counts off if its parent is and it is not. So a province
that was merged from three is the balances of the three, and a unit that moved away is taken off its old parent's. It
is exact for any set; edges at units that keep no balances are read from the facts. The lines under a node are several
such sets at once: a unit that lies at another spot than its parent counts there, and counts off where its parent lies.

Both texts begin after WITH and end with `home` and `counted` (spot, period_id, dims, n, sums).
"""

import datetime as dt
from typing import Any

from django.db import connection

# Where a node stands today, and the first and the last path that ever was: the root of everything has them all.
_HOME = """
SELECT h.path,
  (SELECT path FROM orgs_path WHERE tree_id = t.id ORDER BY path LIMIT 1),
  (SELECT path FROM orgs_path WHERE tree_id = t.id ORDER BY path DESC LIMIT 1)
FROM orgs_tree t
JOIN orgs_path h ON h.tree_id = t.id AND h.unit_id = %(unit)s AND h.valid_from <= %(today)s AND h.valid_to > %(today)s
WHERE t.code = %(tree)s
"""

# The periods in whose tree other units stand under the node than lie under it today. Whoever is alive and has stood in
# one place all the while is the same in both; the others are looked at one by one.
_OTHERWISE = """
WITH home AS (SELECT id AS tree_id FROM orgs_tree WHERE code = %(tree)s), span AS (
  SELECT id AS period_id, tree_on, least(tree_on, %(today)s) AS low, greatest(tree_on, %(today)s) AS high
  FROM periods_period WHERE id = ANY(%(periods)s)
), doubtful AS (
  SELECT s.period_id, s.tree_on, r.unit_id
  FROM span s JOIN orgs_reach r ON r.tree_id = (SELECT tree_id FROM home)
    AND r.path >= %(home)s AND r.path < %(home)s || 'g' AND r.valid_from <= %(today)s AND r.valid_to > %(today)s
  WHERE r.valid_from > s.low OR r.valid_to <= s.high OR right(r.path, 6) <> lpad(to_hex(r.unit_id), 6, '0')
  UNION
  SELECT s.period_id, s.tree_on, u.unit_id
  FROM span s JOIN orgs_path u ON u.tree_id = (SELECT tree_id FROM home)
    AND u.path >= %(home)s AND u.path < %(home)s || 'g' AND u.valid_from <= s.tree_on AND u.valid_to > s.tree_on
  WHERE u.valid_from > s.low OR u.valid_to <= s.high OR NOT u.alive
)
SELECT s.period_id FROM span s
JOIN orgs_path h ON h.tree_id = (SELECT tree_id FROM home) AND h.unit_id = %(unit)s
  AND h.valid_from <= s.tree_on AND h.valid_to > s.tree_on
WHERE h.path <> %(home)s
UNION
SELECT d.period_id
FROM doubtful d
JOIN orgs_path u ON u.tree_id = (SELECT tree_id FROM home) AND u.unit_id = d.unit_id
  AND u.valid_from <= d.tree_on AND u.valid_to > d.tree_on
WHERE (u.path >= %(home)s AND u.path < %(home)s || 'g') IS DISTINCT FROM COALESCE((
  SELECT min(r.path) >= %(home)s AND max(r.path) < %(home)s || 'g' FROM orgs_reach r
  WHERE r.tree_id = u.tree_id AND r.unit_id = d.unit_id AND r.valid_from <= %(today)s AND r.valid_to > %(today)s
), false)
"""

# A unit's records lie where its living successors are; for several (a split) under their lowest common ancestor.
# Both ends of the sorted paths lie under a node exactly if that ancestor does. The node's path is written into the
# statement, not looked up by it: the planner then knows how much lies under it.
_LOCATED = """
home AS (
  SELECT id AS tree_id, %(home)s::varchar COLLATE "C" AS path, length(%(home)s) AS size
  FROM orgs_tree WHERE code = %(tree)s
), located AS (
  SELECT r.unit_id, min(r.path) AS low, max(r.path) AS high
  FROM orgs_reach r
  WHERE r.tree_id = (SELECT tree_id FROM home) AND r.valid_from <= %(today)s AND r.valid_to > %(today)s
    AND r.unit_id IN (
      SELECT x.unit_id FROM orgs_reach x
      WHERE x.tree_id = (SELECT tree_id FROM home) AND x.path >= %(home)s AND x.path < %(home)s || 'g'
        AND x.valid_from <= %(today)s AND x.valid_to > %(today)s
    )
  GROUP BY r.unit_id
  HAVING min(r.path) >= %(home)s AND max(r.path) < %(home)s || 'g'
)
"""

_ONE_SPOT = "spotted AS (SELECT unit_id, '' AS spot FROM located)"

# At a child, at the node itself, or ('') between several children.
_A_SPOT_EACH = """
spotted AS (
  SELECT l.unit_id, CASE
      WHEN l.low = home.path AND l.high = home.path THEN home.path
      WHEN length(l.low) > home.size AND left(l.low, home.size + 6) = left(l.high, home.size + 6)
        THEN left(l.low, home.size + 6)
      ELSE ''
    END AS spot
  FROM home CROSS JOIN located l
)
"""

# What lies under where a set begins is read range by range (OFFSET 0), and what of it is in the set is taken off as a
# set: joined in one piece, a planner that expects few rows would compare ten thousand with each other.
_EDGES = """
stood AS MATERIALIZED (
  SELECT p.id AS period_id, p.tree_on, home.tree_id, u.unit_id, u.path, l.spot,
    ('x' || nullif(substr(u.path, length(u.path) - 11, 6), ''))::bit(24)::int AS parent_id
  FROM periods_period p
  CROSS JOIN home
  CROSS JOIN spotted l
  JOIN orgs_path u ON u.tree_id = home.tree_id AND u.unit_id = l.unit_id
    AND u.valid_from <= p.tree_on AND u.valid_to > p.tree_on
  WHERE p.id = ANY(%(periods)s)
), crossing AS MATERIALIZED (
  SELECT s.*, up.spot AS above
  FROM stood s LEFT JOIN stood up ON up.period_id = s.period_id AND up.unit_id = s.parent_id
  WHERE up.spot IS DISTINCT FROM s.spot
), strange AS MATERIALIZED (
  SELECT b.period_id, u.unit_id
  FROM crossing b
  CROSS JOIN LATERAL (
    SELECT p.unit_id FROM orgs_path p
    WHERE p.tree_id = b.tree_id AND p.path > b.path AND p.path < b.path || 'g'
      AND p.valid_from <= b.tree_on AND p.valid_to > b.tree_on
    OFFSET 0
  ) u
  WHERE b.above IS NULL
  EXCEPT
  SELECT period_id, unit_id FROM stood
), ends AS (
  SELECT up.period_id, up.tree_on, up.tree_id, u.unit_id, u.path, up.spot
  FROM strange s
  JOIN periods_period p ON p.id = s.period_id
  JOIN orgs_path u ON u.tree_id = (SELECT tree_id FROM home) AND u.unit_id = s.unit_id
    AND u.valid_from <= p.tree_on AND u.valid_to > p.tree_on
  JOIN stood up ON up.period_id = s.period_id AND up.path = left(u.path, -6)
), edge AS (
  SELECT e.*, o.rolled
  FROM (
    SELECT period_id, tree_on, tree_id, unit_id, path, spot, 1 AS sign FROM crossing
    UNION ALL
    SELECT period_id, tree_on, tree_id, unit_id, path, above, -1 FROM crossing WHERE above IS NOT NULL
    UNION ALL
    SELECT *, -1 FROM ends
  ) e
  JOIN orgs_unit o ON o.id = e.unit_id
)
"""

_COUNTED = """
found AS (
  SELECT e.sign, e.spot, e.period_id, b.dims, b.n, b.sums
  FROM edge e
  JOIN figures_balance b ON b.cube = %(cube)s AND b.unit_id = e.unit_id AND b.period_id = e.period_id
  WHERE e.rolled
  UNION ALL
  SELECT e.sign, e.spot, e.period_id, d.dims, d.n, d.sums
  FROM edge e
  JOIN figures_delta d ON d.cube = %(cube)s AND d.period_id = e.period_id
    AND d.path >= e.path AND d.path < e.path || 'g'
  WHERE e.rolled
  UNION ALL
  SELECT e.sign, e.spot, e.period_id, f.dims, 1, f.sums
  FROM edge e
  JOIN orgs_path u ON u.tree_id = e.tree_id AND u.path >= e.path AND u.path < e.path || 'g'
    AND u.valid_from <= e.tree_on AND u.valid_to > e.tree_on
  JOIN (SELECT {columns} FROM {table} r) f ON f.unit_id = u.unit_id AND f.period_id = e.period_id
  WHERE NOT e.rolled
), counted AS (
  SELECT c.spot, c.period_id, c.dims, sum(c.sign * c.n) AS n, {signed} AS sums
  FROM found c GROUP BY c.spot, c.period_id, c.dims
)
"""

AT_THE_UNIT = ", ".join((_LOCATED, _ONE_SPOT, _EDGES, _COUNTED))
AT_EACH_CHILD = ", ".join((_LOCATED, _A_SPOT_EACH, _EDGES, _COUNTED))


def home_of(unit_id: int, tree: str, today: dt.date) -> tuple[str, bool]:
    """Where the unit stands today ("" if it never stood in the tree), and whether everything that ever stood in the
    tree did so under it."""
    with connection.cursor() as cursor:
        cursor.execute(_HOME, {"unit": unit_id, "tree": tree, "today": today})
        path, first, last = cursor.fetchone() or ("", "", "")
    return path, bool(path) and first.startswith(path) and last.startswith(path)


def standing_otherwise(unit_id: int, home: str, tree: str, periods: list[int], today: dt.date) -> set[int]:
    """Of the periods, those in whose tree other units stand under the unit than lie under it today; in all others its
    figures are the same in both trees."""
    params: dict[str, Any] = {"unit": unit_id, "home": home, "tree": tree, "periods": periods, "today": today}
    with connection.cursor() as cursor:
        cursor.execute(_OTHERWISE, params)
        return {period for (period,) in cursor.fetchall()}
