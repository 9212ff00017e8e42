"""Opening a period: one expectation row for each unit and each indicator that it has to report."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.figures.queries import is_sealed
from neuguong.base.journal.services import record
from neuguong.base.orgs.choices import COMMITTEES, TreeCode, UnitKind
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.models.units import LABEL_WIDTH
from neuguong.base.orgs.queries import committee_above, ids_in, path_of
from neuguong.base.periods.choices import Subject
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import deadline, deadlines
from neuguong.kit.numbers import date, number
from neuguong.work.indicators.choices import State
from neuguong.work.indicators.models import Indicator, Value
from neuguong.work.indicators.queries import in_force
from neuguong.work.indicators.rules import units

STATE_KINDS = (UnitKind.STATE_PROVINCE, UnitKind.STATE_DISTRICT, UnitKind.STATE_COMMUNE, UnitKind.DEPARTMENT)

# Where each unit stands that reports any of the indicators: in the party tree, and organs of the State that hang
# nowhere in that one in their own. The nearest committee above decides; where there is none, the unit above in the
# State's tree, and a root decides for itself. What lies under a seal is left as it is; what somebody entered unasked
# becomes owed.
_EXPECT = f"""
WITH asked AS (
    SELECT i.id, k.kind FROM indicators_indicator i, unnest(i.reported_by) AS k(kind) WHERE i.id = ANY(%(indicators)s)
), place AS MATERIALIZED (
    SELECT DISTINCT ON (p.unit_id) p.unit_id, p.path, t.code AS tree, n.kind, u.level FROM orgs_path p
      JOIN orgs_tree t ON t.id = p.tree_id
      JOIN orgs_unit u ON u.id = p.unit_id
      JOIN orgs_unitname n ON n.unit_id = p.unit_id AND n.valid @> %(day)s::date
     WHERE p.alive AND p.valid_from <= %(day)s AND p.valid_to > %(day)s AND n.kind IN (SELECT kind FROM asked)
       AND (t.code = %(party)s AND p.path >= %(path)s AND p.path < %(path)s || 'g'
            OR t.code = %(state_tree)s AND n.kind = ANY(%(state_kinds)s)
               AND p.path >= %(state_path)s AND p.path < %(state_path)s || 'g')
       AND NOT figures_sealed(p.unit_id, %(period)s)
     ORDER BY p.unit_id, t.code = %(party)s DESC
), decided AS (
    SELECT place.*, COALESCE(committee.id, above.id, place.unit_id) AS decider_id FROM place
      LEFT JOIN LATERAL (
        SELECT a.id FROM generate_series(1, length(place.path) - {2 * LABEL_WIDTH - 1}, {LABEL_WIDTH}) at
          JOIN orgs_unit a ON a.label = substr(place.path, at, {LABEL_WIDTH})
          JOIN orgs_unitname n ON n.unit_id = a.id AND n.valid @> %(day)s::date AND n.kind = ANY(%(committees)s)
         ORDER BY at DESC LIMIT 1) committee ON true
      LEFT JOIN orgs_unit above ON place.tree = %(state_tree)s AND length(place.path) > {LABEL_WIDTH}
            AND above.label = substr(place.path, length(place.path) - {2 * LABEL_WIDTH - 1}, {LABEL_WIDTH})
)
INSERT INTO {Value._meta.db_table} (indicator_id, unit_id, period_id, state, expected, due_on, decider_unit_id)
SELECT asked.id, d.unit_id, %(period)s, %(expected)s, true,
       COALESCE(%(due)s::date, (%(deadlines)s::jsonb ->> d.level::text)::date, %(last)s::date), d.decider_id
  FROM decided d JOIN asked USING (kind)
ON CONFLICT (period_id, indicator_id, unit_id, category)
DO UPDATE SET expected = true WHERE NOT {Value._meta.db_table}.expected
"""  # noqa: S608 (a table name of our own)


@transaction.atomic
def open_period(
    *,
    period: Period,
    issuer: Unit,
    indicators: Iterable[Indicator] | None = None,
    now: dt.datetime,
    actor: Any,
    due_on: dt.date | None = None,
) -> int:
    """Expect the numbers of a period from `issuer` and every unit under it that lives on the day of the period's tree
    and is of a kind that reports them.

    Without `indicators`: all that the issuer, or a unit above it, has put in force and that are recorded in periods of
    this kind. Without `due_on` each is due by the deadline that the calendar sets for reports of its level. One
    statement, whatever the number of units. Idempotent: what is there stays, with its deadline. Returns how many are
    newly owed. Without an `actor` the installation opens. ValidationError without the right, for a unit outside the
    party tree, for a sealed period, for an indicator that is not recorded in it.
    """
    capacity = capacity_of(actor, units, "open", issuer) if actor is not None else ""
    path = path_of(issuer.pk, period.tree_on)
    if not path:  # every path starts with nothing: without this the period would be opened for the whole country
        raise ValidationError(_("Đơn vị “%(unit)s” không có trong cây tổ chức đảng.") % {"unit": issuer})
    if is_sealed(issuer.pk, period):
        raise ValidationError(_("Số liệu kỳ này đã chốt, không mở nhập được nữa."))
    known = in_force(issuer.pk, period).filter(every=period.kind) if indicators is None else indicators
    asked = _fitting(known, period)
    with connection.cursor() as cursor:
        cursor.execute(_EXPECT, _parameters(period, path, issuer, asked, due_on))
        fresh = int(cursor.rowcount)
    if fresh:
        told = [
            (_("Kỳ"), "", str(period)),
            (_("Số chỉ tiêu"), "", number(len(asked))),
            (_("Hạn nhập"), "", date(due_on) if due_on else _("theo cấp")),
            (_("Số liệu phải nhập thêm"), "", number(fresh)),
        ]
        record(issuer, "open_indicators", actor=actor, now=now, capacity=capacity, data={"changes": told})
    return fresh


def _fitting(indicators: Iterable[Indicator], period: Period) -> list[Indicator]:
    asked = list(indicators)
    for one in asked:
        if one.every != period.kind:
            words = {"indicator": one.name, "every": str(one.get_every_display()).lower(), "period": period}
            raise ValidationError(_("Chỉ tiêu “%(indicator)s” ghi %(every)s, không mở ở kỳ “%(period)s”.") % words)
    return asked


def _parameters(
    period: Period, path: str, issuer: Unit, indicators: Iterable[Indicator], due_on: dt.date | None
) -> dict[str, Any]:
    by_level = {level: on.isoformat() for level, on in deadlines(period, Subject.REPORT).items()}
    return {
        "indicators": [one.pk for one in indicators],
        "period": period.pk,
        "day": period.tree_on,
        "party": TreeCode.PARTY.value,
        "state_tree": TreeCode.STATE.value,
        "path": path,
        "state_path": path_of(issuer.pk, period.tree_on, TreeCode.STATE) or "-",
        "state_kinds": [kind.value for kind in STATE_KINDS],
        "committees": [kind.value for kind in COMMITTEES],
        "expected": State.EXPECTED.value,
        "due": due_on,
        "deadlines": json.dumps(by_level),
        "last": period.ends_on,
    }


def due_day(unit: Unit, period: Period) -> dt.date:
    """By when the unit enters a number that nobody asked it for: the last day of those that it was asked for, or the
    deadline of its level."""
    last = Value.objects.filter(unit=unit, period=period).aggregate(day=Max("due_on"))["day"]
    return last or deadline(period, Subject.REPORT, unit.level)


def decider_of(unit: Unit, period: Period) -> int:
    """The unit that decides the unit's numbers of a period, as opening it would have written."""
    above = committee_above(unit.pk, period.tree_on)
    if above is None and not path_of(unit.pk, period.tree_on):
        line = ids_in(path_of(unit.pk, period.tree_on, TreeCode.STATE))
        return line[-2] if len(line) > 1 else unit.pk
    return above or unit.pk
