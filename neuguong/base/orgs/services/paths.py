"""Changing a tree: its lock, and which units a change reaches. What their places become is in `timelines`, how they
are written in `storing`."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction

from neuguong.base.orgs.events import Shift, TreeChanged, TreeChanging
from neuguong.base.orgs.models import Path, Reach, Tree, Unit
from neuguong.base.orgs.services.storing import Stored, replace
from neuguong.base.orgs.services.timelines import BEGIN, END, Place, Timelines, shifts
from neuguong.kit.events import publish

TREE_LOCK = 0x4E47  # first key of the advisory lock; the second is the tree's id

_open: ContextVar[dict[int, set[int]] | None] = ContextVar("open_trees", default=None)

# The units, all that ever hung under them, and whoever they inherited from.
_REACHED = """
WITH RECURSIVE hit(id) AS (
  SELECT unnest(%s::bigint[])
  UNION
  SELECT further.id FROM hit CROSS JOIN LATERAL (
    SELECT unit_id AS id FROM orgs_placement WHERE tree_id = %s AND parent_id = hit.id
    UNION ALL
    SELECT predecessor_id FROM orgs_succession WHERE successor_id = hit.id
  ) further
)
SELECT id FROM hit
"""
_PLACES = """
SELECT unit_id, parent_id, lower(valid), upper(valid) FROM orgs_placement
WHERE tree_id = %s AND unit_id = ANY(%s) ORDER BY unit_id, valid
"""
_HEIRS = """
SELECT predecessor_id, successor_id, takes_late FROM orgs_succession WHERE predecessor_id = ANY(%s) ORDER BY "on", id
"""


@contextmanager
def reorganise(tree: Tree) -> Iterator[set[int]]:
    """Change a tree: takes its lock alone, lets figures settle, and on leaving rewrites the paths of every unit whose
    id the caller has put in the yielded set, and of all that hang under them. One transaction.

    Within another one of the same tree it only adds to that one's set: a batch of changes rewrites paths once.
    """
    trees = _open.get() or {}
    if tree.pk in trees:
        yield trees[tree.pk]
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [TREE_LOCK, tree.pk])
        publish(TreeChanging(tree.pk))
        stored = _stored_units()
        touched: set[int] = set()
        token = _open.set({**trees, tree.pk: touched})
        try:
            yield touched
        finally:
            _open.reset(token)
        moved = refresh(tree, touched)
        publish(TreeChanged(tree.pk, moved, frozenset(_stored_units() - stored)))


def refresh(tree: Tree, units: Iterable[int]) -> dict[int, tuple[Shift, ...]]:
    """Recompute the paths of `units`, of their descendants at any time, and of whoever they inherited from, and write
    what changed. Call it through `reorganise`. Returns where and when units stand elsewhere than before."""
    affected = {unit for (unit,) in _all(_REACHED, [list(units), tree.pk])}
    if not affected:
        return {}
    timelines = _timelines(tree, affected)
    paths = {unit: timelines.path(unit) for unit in affected}
    before = replace(Stored(Path, tree.pk), paths)
    replace(Stored(Reach, tree.pk), {unit: timelines.reach(unit) for unit in affected})
    found = {unit: shifts(before.get(unit, []), paths[unit]) for unit in affected}
    return {unit: moved for unit, moved in found.items() if moved}


def _timelines(tree: Tree, units: set[int]) -> Timelines:
    """The placements and heirs of the units, of all above them and of all heirs: what their places depend on."""
    places: dict[int, list[Place]] = {}
    heirs: dict[int, list[int]] = {}
    takers: dict[int, list[int]] = {}
    missing, known = set(units), set(units)
    while missing:
        asked = list(missing)
        missing = set()
        for unit, parent, since, until in _all(_PLACES, [tree.pk, asked]):
            places.setdefault(unit, []).append(Place(since or BEGIN, until or END, parent))
            if parent is not None:
                missing.add(parent)
        for old, new, takes_late in _all(_HEIRS, [asked]):
            heirs.setdefault(old, []).append(new)
            if takes_late:
                takers.setdefault(old, []).append(new)
            missing.add(new)
        missing -= known
        known |= missing
    return Timelines(places, heirs, takers)


def _stored_units() -> set[int]:
    """The units that keep balances."""
    return set(Unit.objects.filter(rolled=True).values_list("pk", flat=True))


def _all(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
