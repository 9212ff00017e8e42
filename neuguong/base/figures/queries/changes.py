"""What has changed since a seal: its facts beside those of today, place by place. Whoever changes sealed figures by a
restatement says so here, so that a change that nobody decided stands out."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from neuguong.base.figures.facts import Facts, facts_of, model_of
from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries.rows import By, shown_rows
from neuguong.kit.figures import Cube, cubes
from neuguong.kit.lists import show

Amounts = tuple[int, tuple[Decimal, ...]]


@dataclass(frozen=True)
class Difference:
    """The facts of one cube directly at one unit in one period, with the same dimensions: how many and their sums, when
    sealed and now."""

    cube: Cube
    period_id: int
    unit_id: int
    dims: tuple[str, ...]
    sealed: Amounts
    now: Amounts


Explain = Callable[[Seal, Sequence[Difference]], Mapping[Difference, str]]
_explain: dict[str, Explain] = {}

_DIFFER = """
WITH place AS (
  SELECT p.id AS period_id, u.unit_id
  FROM periods_period p
  JOIN figures_sealedplace u ON u.seal_id = %(seal)s AND u.tree = %(tree)s
    AND u.valid_from <= p.tree_on AND u.valid_to > p.tree_on
  WHERE p.id = ANY(%(periods)s)
), kept AS (
  SELECT period_id, unit_id, dims, n, sums FROM figures_sealedfact WHERE seal_id = %(seal)s AND cube = %(cube)s
), present AS (
  SELECT f.period_id, f.unit_id, f.dims, count(*) AS n, {totals} AS sums
  FROM place JOIN (SELECT {columns} FROM {table} r) f ON f.unit_id = place.unit_id AND f.period_id = place.period_id
  GROUP BY 1, 2, 3
)
SELECT period_id, unit_id, dims, COALESCE(kept.n, 0), COALESCE(kept.sums, '{{}}'),
       COALESCE(present.n, 0), COALESCE(present.sums, '{{}}')
FROM kept FULL JOIN present USING (period_id, unit_id, dims)
WHERE (kept.n, kept.sums) IS DISTINCT FROM (present.n, present.sums)
ORDER BY period_id, unit_id, dims
LIMIT %(most)s
"""


def register_explanation(cube: str, explain: Explain) -> None:
    """Say which differences in the facts of a cube were decided: `explain` is given a seal and what differs, and
    answers with a sentence for each that it knows the reason of. Called once in the slice's lists.py."""
    if cube in _explain:
        raise ValueError(f"differences of {cube} are explained twice")
    _explain[cube] = explain


def differences(seal: Seal, periods: Sequence[int], *, most: int | None = None) -> list[Difference]:
    """What differs between the seal and the facts of now in `periods` (those it holds), one statement a cube.

    The tree is the sealed one, so that a reorganisation makes no difference. `most` for each cube, all by default.
    """
    found: list[Difference] = []
    for cube in (one for one in cubes() if one.key in seal.cubes):
        params: dict[str, Any] = {
            "seal": seal.pk,
            "tree": cube.tree,
            "cube": cube.key,
            "periods": list(periods),
            "most": most,
        }
        with connection.cursor() as cursor:
            cursor.execute(_sql(facts_of(cube)), params)
            found += [_read(cube, *row) for row in cursor.fetchall()]
    return found


def explained(seal: Seal, found: Sequence[Difference]) -> dict[Difference, str]:
    """The sentences of the slices for those of the differences that were decided."""
    told: dict[Difference, str] = {}
    for key, explain in _explain.items():
        own = [one for one in found if one.cube.key == key]
        told |= explain(seal, own) if own else {}
    return told


def in_words(found: Sequence[Difference]) -> list[str]:
    """What the dimensions of each say: "Trạng thái: Đã duyệt; Hạn: 28/02/2026"; what is empty is left out."""
    called: dict[tuple[str, str, str], str] = {}
    return ["; ".join(_said(one, called)) for one in found]


def _said(one: Difference, called: dict[tuple[str, str, str], str]) -> Iterator[str]:
    fields = {field.attname: field for field in model_of(one.cube)._meta.concrete_fields}
    for dim, text in zip(one.cube.dims, one.dims, strict=True):
        if text and (one.cube.key, dim, text) not in called:
            by = _by(one.cube)
            named = by.name(int(text)) if by and by.dim == dim else None
            called[one.cube.key, dim, text] = f"{fields[dim].verbose_name}: {named or _value(fields[dim], text)}"
        if text:
            yield called[one.cube.key, dim, text]


def _by(cube: Cube) -> By | None:
    try:
        return shown_rows(cube).by
    except KeyError:  # its slice has not said how its rows are shown
        return None


def _value(field: Any, text: str) -> str:
    labels = {str(value): str(label) for value, label in field.flatchoices}
    if text in labels:
        return labels[text]
    if field.get_internal_type() == "BooleanField":
        return _("Có") if text == "t" else _("Không")
    return show(dt.date.fromisoformat(text)) if field.get_internal_type() == "DateField" else text


def _sql(facts: Facts) -> str:
    return _DIFFER.format(totals=facts.totals_sql("f"), columns=facts.columns_sql("r"), table=f'"{facts.table}"')


def _read(cube: Cube, period: int, unit: int, dims: list[str], n: int, sums: Any, m: int, totals: Any) -> Difference:
    return Difference(cube, period, unit, tuple(dims), (int(n), tuple(sums)), (int(m), tuple(totals)))
