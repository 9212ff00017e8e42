"""Figures in the tree of today, from the balances of the period's tree.

The units whose records lie under a node today are a set; in the tree of a period a balance belongs to every unit. A
sum over the set is the sum of balances where the set begins on the way down from the root, less those where it ends:
a unit counts if it is in the set and its parent is not, and counts off if its parent is and it is not. So a province
that was merged from three is the balances of the three, and a unit that moved away is taken off its old parent's. It
is exact for any set; edges at units that keep no balances are read from the facts. The lines under a node are several
such sets at once: a unit that lies at another spot than its parent counts there, and counts off where its parent lies.

Both texts begin after WITH and end with `home` and `counted` (spot, period_id, dims, n, sums).
"""

# A unit's records lie where its living successors are; for several (a split) under their lowest common ancestor.
# Both ends of the sorted paths lie under a node exactly if that ancestor does.
_LOCATED = """
home AS (
  SELECT h.tree_id, h.path, length(h.path) AS size, <is_all> AS is_all
  FROM orgs_tree t
  JOIN orgs_path h ON h.tree_id = t.id AND h.unit_id = %(unit)s AND h.valid_from <= %(today)s AND h.valid_to > %(today)s
  WHERE t.code = %(tree)s
), located AS (
  SELECT r.unit_id, min(r.path) AS low, max(r.path) AS high
  FROM home
  JOIN orgs_reach r ON r.tree_id = home.tree_id AND r.valid_from <= %(today)s AND r.valid_to > %(today)s
  WHERE NOT home.is_all AND r.unit_id IN (
    SELECT x.unit_id FROM home
    JOIN orgs_reach x ON x.tree_id = home.tree_id AND x.path >= home.path AND x.path < home.path || 'g'
      AND x.valid_from <= %(today)s AND x.valid_to > %(today)s
  )
  GROUP BY r.unit_id, home.path
  HAVING min(r.path) >= home.path AND max(r.path) < home.path || 'g'
)
"""

_ONE_SPOT = "spotted AS (SELECT unit_id, '' AS spot FROM located)"

# The root of everything has everything in every tree: nothing to look for.
_IS_ALL = """(
  NOT EXISTS (SELECT FROM orgs_path o WHERE o.tree_id = h.tree_id AND o.path < h.path)
  AND NOT EXISTS (SELECT FROM orgs_path o WHERE o.tree_id = h.tree_id AND o.path >= h.path || 'g')
)"""

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

_EDGES = """
stood AS MATERIALIZED (
  SELECT p.id AS period_id, p.tree_on, home.tree_id, u.unit_id, u.path, l.spot
  FROM periods_period p
  CROSS JOIN home
  CROSS JOIN spotted l
  JOIN orgs_path u ON u.tree_id = home.tree_id AND u.unit_id = l.unit_id
    AND u.valid_from <= p.tree_on AND u.valid_to > p.tree_on
  WHERE p.id = ANY(%(periods)s) AND NOT home.is_all
  UNION ALL
  SELECT p.id, p.tree_on, home.tree_id, %(unit)s, home.path, ''
  FROM periods_period p CROSS JOIN home
  WHERE p.id = ANY(%(periods)s) AND home.is_all
), crossing AS (
  SELECT s.*, up.spot AS above
  FROM stood s LEFT JOIN stood up ON up.period_id = s.period_id AND up.path = left(s.path, -6)
  WHERE up.spot IS DISTINCT FROM s.spot
), ends AS (
  SELECT DISTINCT b.period_id, b.tree_on, b.tree_id, u.unit_id, u.path, up.spot
  FROM crossing b
  JOIN orgs_path u ON u.tree_id = b.tree_id AND u.path > b.path AND u.path < b.path || 'g'
    AND u.valid_from <= b.tree_on AND u.valid_to > b.tree_on
  JOIN stood up ON up.period_id = b.period_id AND up.path = left(u.path, -6)
  WHERE b.above IS NULL AND NOT (SELECT is_all FROM home)
    AND NOT EXISTS (SELECT FROM stood s WHERE s.period_id = b.period_id AND s.path = u.path)
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
  SELECT spot, period_id, dims, sign * n AS n,
    ARRAY(SELECT sign * x.value FROM unnest(sums) WITH ORDINALITY x(value, place) ORDER BY x.place) AS sums
  FROM found
)
"""

AT_THE_UNIT = ", ".join((_LOCATED.replace("<is_all>", _IS_ALL), _ONE_SPOT, _EDGES, _COUNTED))
AT_EACH_CHILD = ", ".join((_LOCATED.replace("<is_all>", "false"), _A_SPOT_EACH, _EDGES, _COUNTED))
