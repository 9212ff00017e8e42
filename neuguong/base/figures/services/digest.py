"""How a seal is written out for its digest (docs/decisions/seals.md). A new way of writing is a new version; the old
one stays, or old seals could not be proved."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Collate

from neuguong.base.figures.models import Seal, SealedFact, SealedPlace
from neuguong.base.figures.queries.sealed import canonical

VERSION = 1
_CHUNK = 5000
_APART = "\x1f"


def digest_of(seal: Seal) -> tuple[str, int]:
    """SHA-256 of the seal (saved or not) as its rows stand in the database, in hexadecimal, and how many facts it has.

    Streams: two million rows pass through without being held. Call it in a transaction.
    """
    if seal.version != VERSION:
        raise ValueError(f"seal {seal.pk} is written out in an unknown way: {seal.version}")
    found, count = hashlib.sha256(_line(_head(seal))), 0
    for fact in _facts(seal.pk):
        found.update(_line(fact))
        count += 1
    for place in _places(seal.pk):
        found.update(_line(place))
    return found.hexdigest(), count


def _line(parts: Any) -> bytes:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _head(seal: Seal) -> list[Any]:
    return ["seal", VERSION, seal.unit_id, seal.period_id, seal.tree_on.isoformat(), seal.cubes, seal.totals]


def _facts(seal_id: int) -> Iterator[list[Any]]:
    dims = Func(F("dims"), Value(_APART), function="array_to_string", output_field=TextField())
    rows = SealedFact.objects.filter(seal=seal_id).order_by(
        Collate("cube", "C"), "period_id", "unit_id", Collate(dims, "C")
    )
    for cube, period, unit, values, n, sums in _streamed(rows, "cube", "period_id", "unit_id", "dims", "n", "sums"):
        yield ["fact", cube, period, unit, values, n, [canonical(one) for one in sums]]


def _places(seal_id: int) -> Iterator[list[Any]]:
    rows = SealedPlace.objects.filter(seal=seal_id).order_by(Collate("tree", "C"), "unit_id", "valid_from")
    for tree, unit, since, until, path, alive in _streamed(
        rows, "tree", "unit_id", "valid_from", "valid_to", "path", "alive"
    ):
        yield ["place", tree, unit, since.isoformat(), until.isoformat(), path, alive]


def _streamed(rows: QuerySet[Any], *columns: str) -> Iterator[tuple[Any, ...]]:
    return rows.values_list(*columns).iterator(chunk_size=_CHUNK)
