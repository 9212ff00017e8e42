"""Sealing: the facts of a closed period, and the tree they stand in, written down once and signed by a digest."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.figures.facts import Facts, facts_of
from neuguong.base.figures.models import Seal
from neuguong.base.figures.queries.sealed import quoted_totals
from neuguong.base.figures.queries.seals import periods_inside
from neuguong.base.figures.rules import units
from neuguong.base.figures.services.digest import VERSION, digest_of
from neuguong.base.figures.services.locks import share_trees
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import path_of
from neuguong.base.periods.models import Period
from neuguong.kit.figures import cubes
from neuguong.kit.policy import capacity

# The units under the sealed one, in the tree of each period that is sealed with it.
_UNDER = """
SELECT p.id AS period_id, t.code AS tree, u.unit_id, u.valid_from, u.valid_to, u.path, u.alive
FROM periods_period p
JOIN orgs_tree t ON t.code = ANY(%(trees)s)
JOIN orgs_path h ON h.tree_id = t.id AND h.unit_id = %(unit)s AND h.valid_from <= p.tree_on AND h.valid_to > p.tree_on
JOIN orgs_path u ON u.tree_id = t.id AND u.path >= h.path AND u.path < h.path || 'g'
  AND u.valid_from <= p.tree_on AND u.valid_to > p.tree_on
WHERE p.id = ANY(%(periods)s)
"""

_PLACES = """
INSERT INTO figures_sealedplace (seal_id, tree, unit_id, valid_from, valid_to, path, alive)
SELECT DISTINCT %(seal)s::bigint, tree, unit_id, valid_from, valid_to, path, alive FROM ({under}) place
"""

# One statement for all cubes, hence one snapshot: no writer is stopped, and no cube is later than another.
_FACTS = """
WITH place AS MATERIALIZED ({under})
INSERT INTO figures_sealedfact (seal_id, cube, period_id, unit_id, dims, n, sums)
SELECT %(seal)s::bigint, cube, period_id, unit_id, dims, n, sums FROM ({cubes}) each
"""

_CUBE = """
SELECT '{key}' AS cube, f.period_id, f.unit_id, f.dims, count(*) AS n, {totals} AS sums
FROM place JOIN (SELECT {columns} FROM {table} r) f ON f.unit_id = place.unit_id AND f.period_id = place.period_id
WHERE place.tree = '{tree}'
GROUP BY 1, 2, 3, 4
"""


@transaction.atomic
def seal(*, unit: Unit, period: Period, actor: Any, now: dt.datetime, note: str = "") -> Seal:
    """Seal the figures of the unit and everything under it, in the period and every period inside it.

    PermissionDenied for whoever does not approve at the very unit; ValidationError with the reason for a period that
    has not ended, that is sealed already, or whose tree the unit does not stand in. No tree changes meanwhile; writers
    go on, and what they commit from now on is not in it.
    """
    share_trees()
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # two who press at once: the second is told
    held = _capacity(unit, actor)
    _closed(unit, period, now)
    made = Seal(
        pk=_next_id(), unit=unit, period=period, tree_on=period.tree_on, cubes=sorted(cube.key for cube in cubes()),
        version=VERSION, sealed_by=actor, sealed_at=now, capacity=held, note=note,
    )  # fmt: skip
    _write(made, period)
    made.totals = quoted_totals(made)
    made.digest, made.rows = digest_of(made)
    made.save(force_insert=True)
    record(made, "sealed", actor=actor, now=now, note=note, capacity=made.capacity, data={"digest": made.digest})
    return made


def _capacity(unit: Unit, actor: Any) -> str:
    rule = units.rule("seal")
    rows = Unit.objects.filter(rule(actor), pk=unit.pk).annotate(_capacity=capacity(rule, actor))
    held = rows.values_list("_capacity", flat=True).first()
    if held is None:
        raise PermissionDenied
    return str(held)


def _closed(unit: Unit, period: Period, now: dt.datetime) -> None:
    if period.ends_on >= timezone.localdate(now):
        raise ValidationError(_("Kỳ “%(period)s” chưa kết thúc nên chưa chốt được số liệu.") % {"period": period})
    if Seal.objects.filter(unit=unit, period=period).exists():
        raise ValidationError(_("Số liệu kỳ này của đơn vị đã được chốt."))
    if not path_of(unit.pk, period.tree_on):
        raise ValidationError(_("Đơn vị không có trong cây tổ chức của kỳ này."))


def _next_id() -> int:
    """The rows of a seal are written before the seal itself, which then never changes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('figures_seal', 'id'))")
        return int(cursor.fetchone()[0])


def _write(made: Seal, period: Period) -> None:
    facts = [facts_of(cube) for cube in cubes()]
    params: dict[str, Any] = {
        "seal": made.pk,
        "unit": made.unit_id,
        "periods": periods_inside(period),
        "trees": sorted({one.tree for one in facts}),
    }
    with connection.cursor() as cursor:
        cursor.execute(_FACTS.format(under=_UNDER, cubes=" UNION ALL ".join(map(_of_cube, facts))), params)
        cursor.execute(_PLACES.format(under=_UNDER), params)


def _of_cube(facts: Facts) -> str:
    return _CUBE.format(
        key=facts.key,
        totals=facts.totals_sql("f"),
        columns=facts.columns_sql("r"),
        table=f'"{facts.table}"',
        tree=facts.tree,
    )
