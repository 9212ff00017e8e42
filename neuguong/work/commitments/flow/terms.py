"""What a later year owes beside a registration for the term is an addition to it."""

from collections.abc import Iterable
from typing import Any, Literal

from django.db import connection

from neuguong.base.periods.choices import PeriodKind
from neuguong.work.commitments.choices import RUNNING, Kind, State

# The same registrant: a member wherever she lives now, a head of the same unit; a collective is its unit.
_LINK = """
WITH same AS (
    SELECT a.id, a.period_id, t.id AS term_id, t.period_id AS since_id FROM commitments_commitment t
      JOIN commitments_commitment a ON a.person_id = t.person_id AND a.kind = t.kind
       AND (t.kind = %(individual)s OR a.unit_id = t.unit_id)
     WHERE t.for_term AND t.state = ANY(%(running)s) AND a.state = %(expected)s AND a.adds_to_id IS NULL AND {which}
    UNION ALL
    SELECT a.id, a.period_id, t.id, t.period_id FROM commitments_commitment t
      JOIN commitments_commitment a ON a.unit_id = t.unit_id AND a.kind = t.kind
     WHERE t.for_term AND t.state = ANY(%(running)s) AND a.state = %(expected)s AND a.adds_to_id IS NULL AND {which}
       AND t.kind = %(collective)s
), found AS (
    SELECT DISTINCT ON (same.id) same.id, same.term_id FROM same
      JOIN periods_period y ON y.id = same.period_id
      JOIN periods_period b ON b.id = same.since_id AND b.starts_on < y.starts_on
      JOIN periods_period term ON term.calendar_id = y.calendar_id AND term.kind = %(term)s
       AND term.starts_on <= b.starts_on AND term.ends_on >= y.ends_on
     ORDER BY same.id, b.starts_on DESC
)
UPDATE commitments_commitment c SET adds_to_id = found.term_id, for_term = false FROM found WHERE c.id = found.id
"""
_WHICH = {"period": "a.period_id", "term": "t.id", "row": "a.id"}


def link_additions(by: Literal["period", "term", "row"], ids: Iterable[int]) -> int:
    """Let what is owed and not yet begun add to the registrant's approved registration for the same term.

    Looks at the rows of periods, at the later rows of the registrants of term registrations, or at single rows, by
    their ids. Idempotent; returns how many additions are new.
    """
    parameters: dict[str, Any] = {
        "ids": list(ids),
        "individual": str(Kind.INDIVIDUAL),
        "collective": str(Kind.COLLECTIVE),
        "running": [str(state) for state in RUNNING],
        "expected": str(State.EXPECTED),
        "term": str(PeriodKind.TERM),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LINK.format(which=f"{_WHICH[by]} = ANY(%(ids)s)"), parameters)
        return int(cursor.rowcount)
