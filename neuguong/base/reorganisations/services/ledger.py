"""Which dated rows a batch has made and which it has replaced, so that undoing puts them back exactly.

A ledger is {"units": ids looked at, "opened": ids of new units, "made": {table: rows}, "lost": {table: rows}}; a row
that changed stands in both. Rows are as PostgreSQL writes them in JSON. A unit's own row is kept for the name it
repeats.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection

Rows = dict[str, dict[int, dict[str, Any]]]
Ledger = dict[str, Any]

_NAMES = ("name", "short_name", "kind", "level", "search", "sort_key")
_NAMED = ", ".join(_NAMES)
_RENAME = f"""
UPDATE orgs_unit u SET ({_NAMED}) = ({", ".join(f"r.{name}" for name in _NAMES)})
FROM jsonb_populate_recordset(NULL::orgs_unit, %s::jsonb) r WHERE r.id = u.id
"""  # noqa: S608 (names of our own)
_READ = {
    "orgs_placement": "SELECT id, to_jsonb(r) FROM orgs_placement r WHERE unit_id = ANY(%(ids)s)",
    "orgs_unitname": "SELECT id, to_jsonb(r) FROM orgs_unitname r WHERE unit_id = ANY(%(ids)s)",
    "orgs_succession": "SELECT id, to_jsonb(r) FROM orgs_succession r"
    " WHERE predecessor_id = ANY(%(ids)s) OR successor_id = ANY(%(ids)s)",
    "orgs_unit": f"SELECT id, to_jsonb(r) FROM (SELECT id, {_NAMED} FROM orgs_unit WHERE id = ANY(%(ids)s)) r",  # noqa: S608
}
DATED = ("orgs_placement", "orgs_unitname", "orgs_succession")
_BELOW = "SELECT DISTINCT unit_id FROM orgs_placement WHERE parent_id = ANY(%s)"


def reach_of(units: Collection[int]) -> list[int]:
    """The units whose rows a change of `units` may touch: they, and what ever hung directly under them."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [list(units)])
        return sorted({*units, *(unit for (unit,) in cursor.fetchall())})


def rows_of(units: Collection[int]) -> Rows:
    """All dated rows of the units as they are now."""
    with connection.cursor() as cursor:
        found: Rows = {}
        for table, sql in _READ.items():
            cursor.execute(sql, {"ids": list(units)})
            found[table] = {pk: _plain(row) for pk, row in cursor.fetchall()}
    return found


def _plain(row: Any) -> dict[str, Any]:
    """However the driver hands a jsonb of a cursor over."""
    return dict(json.loads(row) if isinstance(row, str) else row)


def difference(before: Rows, after: Rows, units: Collection[int], opened: Collection[int]) -> Ledger:
    """What was made and what was lost between the two."""
    return {
        "units": sorted({*units, *opened}),
        "opened": sorted(opened),
        "made": {table: _only(after[table], before[table]) for table in _READ},
        "lost": {table: _only(before[table], after[table]) for table in _READ},
    }


def _only(these: Mapping[int, dict[str, Any]], those: Mapping[int, dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for pk, row in sorted(these.items()) if those.get(pk) != row]


def disturbed(ledger: Ledger) -> list[int]:
    """The units of rows that are no longer as the batch made them: something later changed them."""
    now = rows_of(ledger["units"])
    found: set[int] = set()
    for table, rows in ledger["made"].items():
        for row in rows:
            if now[table].get(row["id"]) != row:
                found.add(row.get("unit_id") or row.get("predecessor_id") or row["id"])
    return sorted(found)


def put_back(ledger: Ledger) -> None:
    """Take out what was made and put in what was lost, under the locks of the trees. New units keep their own rows:
    `forget` takes these away once their paths are gone."""
    with connection.cursor() as cursor:
        for table in DATED:
            made = [row["id"] for row in ledger["made"][table]]
            cursor.execute(f"DELETE FROM {table} WHERE id = ANY(%s)", [made])  # noqa: S608 (tables of this list)
        for table in DATED:
            lost = json.dumps(ledger["lost"][table])
            cursor.execute(
                f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)",  # noqa: S608
                [lost],
            )
        cursor.execute(_RENAME, [json.dumps(ledger["lost"]["orgs_unit"])])


def forget(ledger: Ledger) -> None:
    """Take away the units that the batch opened."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM orgs_unit WHERE id = ANY(%s)", [ledger["opened"]])
