"""Asking for reports: one expectation row for each organisation that has to write one; receiving what came on paper."""

import datetime as dt
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import record, take_steps
from neuguong.base.orgs.choices import CELLS, COMMITTEES, TreeCode
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import path_of
from neuguong.base.periods.choices import Subject
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import deadlines
from neuguong.kit.numbers import date, number
from neuguong.work.reports.choices import ReportState
from neuguong.work.reports.flow import FLOW
from neuguong.work.reports.models import Report
from neuguong.work.reports.queries import year_of
from neuguong.work.reports.rules import units

# Committees and cells compile, the nation apart; bodies and agencies report through the committee they belong to. What
# somebody wrote unasked becomes owed.
_EXPECT = f"""
INSERT INTO {Report._meta.db_table}
    (unit_id, period_id, state, expected, first_due_on, due_on, system, number, symbol, place, situation, strengths,
     shortcomings, causes, direction, recipients, signer_authority, signer_title, signer_name, html, edition)
SELECT p.unit_id, %(period)s, %(state)s, true, d.due_on, d.due_on, 'PARTY', '', '', '', '', '', '', '', '', '', '', '',
       '', '', 0
  FROM orgs_path p
  JOIN orgs_tree t ON t.id = p.tree_id AND t.code = %(tree)s
  JOIN orgs_unit u ON u.id = p.unit_id
  JOIN orgs_unitname n ON n.unit_id = p.unit_id AND n.valid @> %(day)s::date AND n.kind = ANY(%(kinds)s)
 CROSS JOIN LATERAL (
    SELECT COALESCE(%(due)s::date, (%(deadlines)s::jsonb ->> u.level::text)::date, %(last)s::date) AS due_on) d
 WHERE p.alive AND p.valid_from <= %(day)s AND p.valid_to > %(day)s AND p.path >= %(path)s AND p.path < %(path)s || 'g'
ON CONFLICT (unit_id, period_id) DO UPDATE SET expected = true WHERE NOT {Report._meta.db_table}.expected
"""  # noqa: S608 (a table name of our own)


@transaction.atomic
def open_reports(
    *, unit: Unit, period: Period, day: dt.date, actor: Any, now: dt.datetime, due_on: dt.date | None = None
) -> int:
    """Expect the report of a year or a quarter from `unit` and every committee and cell under it that lives on `day`.

    Without `due_on` each is due by the deadline that the calendar sets for its level. One statement, whatever the
    number of units. Idempotent: who owes or has a report keeps it with its deadlines. Returns how many are new.
    Without an `actor` the installation asks. ValidationError without the right, for a unit outside the party tree,
    for a period that no report is made for.
    """
    capacity = capacity_of(actor, units, "open", unit) if actor is not None else ""
    year_of(period)
    path = path_of(unit.pk, day)
    if not path:
        raise ValidationError({"unit": _("%(unit)s không có trong cây tổ chức đảng.") % {"unit": unit.name}})
    with connection.cursor() as cursor:
        cursor.execute(_EXPECT, _parameters(period, day, path, due_on))
        fresh = int(cursor.rowcount)
    if fresh:
        told = [
            (_("Kỳ"), "", str(period)),
            (_("Hạn báo cáo"), "", date(due_on) if due_on else _("theo cấp")),
            (_("Số báo cáo phải lập thêm"), "", number(fresh)),
        ]
        record(unit, "open_reports", actor=actor, now=now, capacity=capacity, data={"changes": told})
    return fresh


def _parameters(period: Period, day: dt.date, path: str, due_on: dt.date | None) -> dict[str, Any]:
    by_level = {level: on.isoformat() for level, on in deadlines(period, Subject.REPORT).items()}
    return {
        "period": period.pk,
        "state": ReportState.EXPECTED.value,
        "tree": TreeCode.PARTY.value,
        "day": day,
        "path": path,
        "kinds": [kind.value for kind in (*COMMITTEES, *CELLS)],
        "due": due_on,
        "deadlines": json.dumps(by_level),
        "last": period.ends_on,
    }


def receive(
    *, report: Report, number: str, symbol: str, issued_on: dt.date, actor: Any, today: dt.date, now: dt.datetime
) -> None:
    """Write down that the unit's report came on paper: its number, symbol and day settle what it owed.

    ValidationError for a day to come, without the right, or where it has come already.
    """
    if issued_on > today:
        raise ValidationError({"issued_on": _("Ngày này chưa tới. Hãy xem lại ngày đã ghi.")})
    values = {"number": number, "symbol": symbol, "issued_on": issued_on}
    outcome = take_steps(FLOW, Report.objects.filter(pk=report.pk), "receive", actor, now=now, values=values)
    if outcome.refused:
        raise ValidationError(outcome.refused[0].reason)
