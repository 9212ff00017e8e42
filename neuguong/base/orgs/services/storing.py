"""Writing `Path` and `Reach`: only the rows that differ from what is kept. Nobody else writes them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from neuguong.base.orgs.models import Path, Reach
from neuguong.base.orgs.services.timelines import Segment

WORDS_AT_ONCE = 500  # rows whose words to be found by are written with them; those of more are left to a job

Key = tuple[int, dt.date, str]  # unit, first day, and for a reach the path: a unit may have several at once
Rest = tuple[dt.date, str, bool]  # day after the last, path, alive

_KEPT = "SELECT id, unit_id, valid_from, valid_to, path, {alive} FROM {table} WHERE tree_id = %s AND unit_id = ANY(%s)"
_CHANGE = """
UPDATE {table} kept SET valid_to = fresh.valid_to, path = fresh.path {alive}
FROM unnest(%s::bigint[], %s::date[], %s::text[], %s::boolean[]) fresh(id, valid_to, path, alive)
WHERE kept.id = fresh.id
"""


@dataclass(frozen=True)
class Stored:
    """One of the two tables, for one tree."""

    model: type[Path] | type[Reach]
    tree_id: int

    @property
    def table(self) -> str:
        """Its name in the database."""
        return self.model._meta.db_table

    def key(self, unit: int, segment: Segment) -> Key:
        """What a row is told by."""
        return unit, segment.since, "" if self.model is Path else segment.path

    def rest(self, segment: Segment) -> Rest:
        """What a row says beside its key. Who lives is told by paths alone."""
        return segment.until, segment.path, segment.alive if self.model is Path else True


def replace(stored: Stored, timelines: Mapping[int, Sequence[Segment]]) -> dict[int, list[Segment]]:
    """Make the rows of these units those of the timelines; returns what was kept before, in order.

    Rows that stay are not touched, rows that change are updated: a foreign key is checked again for new ones only.
    """
    before: dict[int, list[Segment]] = {}
    kept: dict[Key, tuple[int, Rest]] = {}
    for pk, unit, *row in _kept(stored, list(timelines)):
        segment = Segment(*row)
        before.setdefault(unit, []).append(segment)
        kept[stored.key(unit, segment)] = pk, stored.rest(segment)
    wanted: dict[Key, Rest] = {}
    for unit, segments in timelines.items():
        for segment in segments:
            wanted.setdefault(stored.key(unit, segment), stored.rest(segment))
    _write(stored, kept, wanted)
    for segments in before.values():
        segments.sort(key=lambda one: one.since)
    return before


def _kept(stored: Stored, units: list[int]) -> list[tuple[Any, ...]]:
    alive = "alive" if stored.model is Path else "true"
    with connection.cursor() as cursor:
        cursor.execute(_KEPT.format(table=stored.table, alive=alive), [stored.tree_id, units])
        return list(cursor.fetchall())


def _write(stored: Stored, kept: Mapping[Key, tuple[int, Rest]], wanted: Mapping[Key, Rest]) -> None:
    gone = [pk for key, (pk, _rest) in kept.items() if key not in wanted]
    changed = [(pk, *wanted[key]) for key, (pk, rest) in kept.items() if wanted.get(key, rest) != rest]
    fresh = {key: rest for key, rest in wanted.items() if key not in kept}
    with connection.cursor() as cursor:
        if gone:
            cursor.execute(f"DELETE FROM {stored.table} WHERE id = ANY(%s)", [gone])  # noqa: S608 (our own table)
        if changed:
            alive = ", alive = fresh.alive" if stored.model is Path else ""
            columns = [list(column) for column in zip(*changed, strict=True)]
            cursor.execute(_CHANGE.format(table=stored.table, alive=alive), columns)
        if fresh:
            later = "later" if len(fresh) > WORDS_AT_ONCE else ""
            cursor.execute("SELECT set_config('neuguong.words', %s, true)", [later])
            named = ("tree_id", "unit_id", "valid_from", "valid_to", "path", "alive")
            width = 6 if stored.model is Path else 5
            with cursor.copy(f"COPY {stored.table} ({', '.join(named[:width])}) FROM STDIN") as copy:
                for row in _rows(stored.tree_id, fresh):
                    copy.write_row(row[:width])


def _rows(tree_id: int, fresh: Mapping[Key, Rest]) -> Iterator[tuple[Any, ...]]:
    for (unit, since, _path), (until, path, alive) in fresh.items():
        yield tree_id, unit, since, until, path, alive
