"""What a user holds today, in one question to the database: every request asks it before anything else."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role

# By hand: every page waits for it, and through the ORM it was a quarter of a short page's time (profile, 2026-11-23).
# One row for each place where the records of a granted unit lie; `units` are those whose records lie just there.
_HELD = """
WITH mine AS (
    SELECT g.id, g.role, g.unit_id, g.title, g.user_id, 0 AS lent, '' AS lender, '' AS decision
    FROM access_grant g
    WHERE g.user_id = %(user)s AND g.valid @> %(today)s
    UNION ALL
    SELECT g.id, g.role, g.unit_id, g.title, g.user_id, d.id, coalesce(nullif(o.display_name, ''), o.username),
           d.decision
    FROM access_delegation d
    JOIN access_grant g ON g.id = d.grant_id
    JOIN accounts_user o ON o.id = g.user_id
    WHERE d.to_id = %(user)s AND d.revoked_at IS NULL AND d.valid @> %(today)s AND g.valid @> %(today)s
)
SELECT mine.*, u.name, r.tree_id, r.path, ARRAY(
    SELECT t.unit_id FROM orgs_reach t
    WHERE t.tree_id = r.tree_id AND t.path = r.path AND t.valid_from <= %(today)s AND t.valid_to > %(today)s
)
FROM mine
JOIN orgs_unit u ON u.id = mine.unit_id
LEFT JOIN orgs_reach r ON r.unit_id = mine.unit_id AND r.valid_from <= %(today)s AND r.valid_to > %(today)s
ORDER BY mine.lent, mine.id, r.tree_id, r.path
"""


@dataclass(frozen=True)
class Hold:
    """One role held now: on which unit, where that unit's own records lie today, whose records lie just there (its own
    and those it took over), and how to name the capacity; `lender_id` is the user who lent it, None for one's own."""

    role: str
    unit_id: int
    places: tuple[tuple[int, str], ...]
    units: frozenset[int]
    label: str
    lender_id: int | None = None


def load(user: Any, today: dt.date) -> tuple[Hold, ...]:
    """By own grants, then by delegations; a unit of no place on that day (none succeeded it) keeps its role alone."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"user": user.pk, "today": today})
        rows = cursor.fetchall()
    return tuple(_hold(user, list(places)) for _key, places in groupby(rows, key=lambda row: (row[5], row[0])))


def _hold(user: Any, rows: list[tuple[Any, ...]]) -> Hold:
    _id, role, unit_id, title, holder, _lent, lender, decision, unit, *_place = rows[0]
    label = title or f"{Role(role).label}, {unit}"
    if lender:
        label = _("%(capacity)s, theo ủy quyền của đồng chí %(name)s (%(decision)s)") % {
            "capacity": label,
            "name": lender,
            "decision": decision,
        }
    places = [(tree, path, units) for *_grant, tree, path, units in rows if path is not None]
    return Hold(
        role,
        unit_id,
        tuple((tree, path) for tree, path, _units in places),
        frozenset(one for _tree, _path, units in places for one in units),
        label,
        holder if holder != user.pk else None,
    )
