"""A ledger of reports that came on paper: each settles what its unit owed, and the journal says where it was loaded
from. The demo is told so; an office that begins in the middle of a year may be."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from django.db import connection, transaction

from neuguong.base.journal.services import adopt
from neuguong.work.reports.choices import ReportState
from neuguong.work.reports.models import Report

_SETTLE = f"""
UPDATE {Report._meta.db_table} r
   SET state = %(received)s, number = t.number, symbol = t.symbol, issued_on = t.issued_on,
       timing = CASE WHEN t.issued_on <= r.first_due_on THEN 'ON_TIME'
                     WHEN t.issued_on <= r.due_on THEN 'EXTENDED' ELSE 'LATE' END
  FROM unnest(%(ids)s::bigint[], %(numbers)s::text[], %(symbols)s::text[], %(days)s::date[])
       AS t(id, number, symbol, issued_on)
 WHERE r.id = t.id AND r.state = %(owed)s
RETURNING r.id
"""  # noqa: S608 (a table name of our own)


@dataclass(frozen=True)
class Received:
    """One line of the ledger: the owed report's id, what stands at the head of the paper."""

    report_id: int
    number: str
    symbol: str
    issued_on: dt.date


@transaction.atomic
def adopt_received(*, lines: Sequence[Received], origin: str, now: dt.datetime) -> int:
    """Settle the reports that are still owed and not begun; returns how many. One statement, whatever their number."""
    if not lines:
        return 0
    ids, numbers, symbols, days = (list(column) for column in zip(*map(astuple, lines), strict=True))
    states = {"received": ReportState.RECEIVED.value, "owed": ReportState.EXPECTED.value}
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {**states, "ids": ids, "numbers": numbers, "symbols": symbols, "days": days})
        moved = sorted(pk for (pk,) in cursor.fetchall())
    return adopt(Report, [(pk, ReportState.RECEIVED.value) for pk in moved], origin=origin, now=now)
