"""Writing `Path` and `Reach`, under the tree's lock. Nobody else writes them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from neuguong.base.orgs.events import TreeChanged, TreeChanging
from neuguong.base.orgs.models import Path, Placement, Reach, Succession, Tree
from neuguong.base.orgs.services.timelines import BEGIN, END, Place, Segment, Timelines
from neuguong.kit.events import publish

TREE_LOCK = 0x4E47  # first key of the advisory lock; the second is the tree's id


@contextmanager
def reorganise(tree: Tree) -> Iterator[set[int]]:
    """Change a tree: takes its lock alone, lets figures settle, and on leaving rewrites the paths of every unit whose
    id the caller has put in the yielded set, and of all that hang under them. One transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [TREE_LOCK, tree.pk])
        publish(TreeChanging(tree.pk))
        touched: set[int] = set()
        yield touched
        changed = refresh(tree, touched)
        publish(TreeChanged(tree.pk, frozenset(changed)))


def refresh(tree: Tree, units: Iterable[int]) -> set[int]:
    """Recompute the paths of `units`, of their descendants at any time, and of whoever they inherited from.

    Call it through `reorganise`. Returns the ids of all units that were looked at.
    """
    places, children = _placements(tree)
    heirs, predecessors = _successions()
    affected = _closure(set(units), children, predecessors)
    timelines = Timelines(places, heirs)
    _replace(Path, tree, affected, {unit: timelines.path(unit) for unit in affected})
    _replace(Reach, tree, affected, {unit: timelines.reach(unit) for unit in affected})
    return affected


def _placements(tree: Tree) -> tuple[dict[int, list[Place]], dict[int, set[int]]]:
    places: dict[int, list[Place]] = defaultdict(list)
    children: dict[int, set[int]] = defaultdict(set)
    rows = Placement.objects.filter(tree=tree).order_by("unit_id", "valid").values_list("unit_id", "parent_id", "valid")
    for unit, parent, valid in rows:
        places[unit].append(Place(valid.lower or BEGIN, valid.upper or END, parent))
        if parent is not None:
            children[parent].add(unit)
    return places, children


def _successions() -> tuple[dict[int, list[int]], dict[int, set[int]]]:
    heirs: dict[int, list[int]] = defaultdict(list)
    predecessors: dict[int, set[int]] = defaultdict(set)
    for old, new in Succession.objects.order_by("on", "pk").values_list("predecessor_id", "successor_id"):
        heirs[old].append(new)
        predecessors[new].add(old)
    return heirs, predecessors


def _closure(start: set[int], children: dict[int, set[int]], predecessors: dict[int, set[int]]) -> set[int]:
    found: set[int] = set()
    frontier = start
    while frontier:
        found |= frontier
        reached = {n for unit in frontier for n in (*children.get(unit, ()), *predecessors.get(unit, ()))}
        frontier = reached - found
    return found


def _replace(
    model: type[Path] | type[Reach], tree: Tree, affected: set[int], timelines: dict[int, list[Segment]]
) -> None:
    table = model._meta.db_table
    dated = ["tree_id", "unit_id", "valid_from", "valid_to", "path"] + (["alive"] if model is Path else [])
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE tree_id = %s AND unit_id = ANY(%s)",  # noqa: S608 (our own table)
            [tree.pk, list(affected)],
        )
        with cursor.copy(f"COPY {table} ({', '.join(dated)}) FROM STDIN") as copy:
            for unit, segments in timelines.items():
                for row in _rows(tree.pk, unit, segments):
                    copy.write_row(row if model is Path else row[:-1])


def _rows(tree: int, unit: int, segments: list[Segment]) -> Iterator[tuple[int, int, dt.date, dt.date, str, bool]]:
    seen: set[tuple[dt.date, str]] = set()
    for s in segments:
        if (s.since, s.path) not in seen:
            seen.add((s.since, s.path))
            yield (tree, unit, s.since, s.until, s.path, s.alive)
