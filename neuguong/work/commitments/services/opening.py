"""Opening a year: one expectation row for each person, head and collective that should register."""

import datetime as dt
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from neuguong.base.orgs.choices import CELLS, COMMITTEES, EXECUTIVES, Standing, TreeCode, UnitKind
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.queries import committee_above, has_deputy, heads, path_of
from neuguong.base.periods.choices import Subject
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import deadline, deadlines
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.flow import link_additions
from neuguong.work.programmes.models import Programme

# Members of the cells, heads of everything that is no cell, and every organisation itself, alive under `path` on `day`.
# A cell decides for its members, but for its head where it has no deputy; the nearest committee above for the
# rest, and the one higher for chairs of people's committees. Who registered unasked before the opening owes it now, a
# member wherever she lives.
_EXPECT = """
WITH place AS (
    SELECT p.unit_id, p.path, n.kind FROM orgs_path p
      JOIN orgs_tree t ON t.id = p.tree_id AND t.code = %(tree)s
      JOIN orgs_unitname n ON n.unit_id = p.unit_id AND n.valid @> %(day)s::date
     WHERE p.alive AND p.valid_from <= %(day)s AND p.valid_to > %(day)s
), ranked AS (
    SELECT c.unit_id, a.unit_id AS committee,
           row_number() OVER (PARTITION BY c.unit_id ORDER BY length(a.path) DESC) AS rank
      FROM place c
      JOIN place a ON starts_with(c.path, a.path) AND a.unit_id <> c.unit_id AND a.kind = ANY(%(committees)s)
     WHERE starts_with(c.path, %(path)s)
), above AS (
    SELECT n.unit_id, n.committee, COALESCE(h.committee, n.committee) AS higher
      FROM ranked n LEFT JOIN ranked h ON h.unit_id = n.unit_id AND h.rank = 2 WHERE n.rank = 1
), post AS (
    SELECT a.* FROM orgs_appointment a WHERE a.valid @> %(day)s::date
), due AS (
    SELECT %(individual)s AS kind, m.unit_id, m.person_id, NULL::bigint AS appointment_id,
           CASE WHEN EXISTS (SELECT FROM post h WHERE h.unit_id = m.unit_id AND h.person_id = m.person_id AND h.is_head)
                 AND NOT EXISTS (SELECT FROM post d WHERE d.unit_id = m.unit_id AND d.title ILIKE 'phó%%')
                THEN above.committee ELSE m.unit_id END AS decider,
           %(year)s || '-' || who.code || '-CN' AS code
      FROM orgs_membership m JOIN orgs_person who ON who.id = m.person_id AND who.standing <> %(non_member)s
      JOIN above USING (unit_id)
     WHERE m.valid @> %(day)s::date
    UNION ALL
    SELECT %(head)s, h.unit_id, h.person_id, h.id,
           CASE WHEN place.kind = ANY(%(executives)s) THEN above.higher ELSE above.committee END,
           %(year)s || '-' || who.code || '-' || h.unit_id || '-NDD'
      FROM post h JOIN place USING (unit_id) JOIN above USING (unit_id) JOIN orgs_person who ON who.id = h.person_id
     WHERE h.is_head AND NOT place.kind = ANY(%(cells)s)
    UNION ALL
    SELECT %(collective)s, above.unit_id, NULL, NULL, above.committee, %(year)s || '-U' || above.unit_id || '-TT'
      FROM above JOIN place USING (unit_id) WHERE place.kind <> ALL(%(bodies)s)
), volunteered AS (
    UPDATE commitments_commitment c SET expected = true FROM due
     WHERE c.period_id = %(period)s AND NOT c.expected AND c.kind = due.kind
       AND COALESCE(c.person_id, 0) = COALESCE(due.person_id, 0)
       AND CASE WHEN c.kind = %(individual)s THEN 0 ELSE c.unit_id END
         = CASE WHEN due.kind = %(individual)s THEN 0 ELSE due.unit_id END
)
INSERT INTO commitments_commitment
    (code, kind, period_id, programme_id, unit_id, person_id, appointment_id, decider_unit_id, state, expected, due_on,
     timing, for_term, shortcomings, pressing_issue, expected_product, cooperating, resources, result, comment, edition)
SELECT due.code, due.kind, %(period)s, %(programme)s, unit_id, person_id, appointment_id, decider, 'EXPECTED', true,
       COALESCE(%(due)s::date, (%(deadlines)s::jsonb ->> u.level::text)::date, %(last)s::date),
       'NONE', false, '', '', '', '', '', '', '', 0 FROM due
  JOIN orgs_unit u ON u.id = due.unit_id
 WHERE NOT EXISTS (SELECT FROM commitments_commitment c WHERE c.kind = %(individual)s AND due.kind = %(individual)s
                      AND c.period_id = %(period)s AND c.person_id = due.person_id)
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def open_year(
    *, unit: Unit, period: Period, due_on: dt.date | None = None, day: dt.date, programme: Programme | None = None
) -> int:
    """Write what everybody under `unit` owes for the year, as the tree and the posts stand on `day`.

    Without `due_on` each is due by the deadline that the calendar sets for the level of its unit.
    Idempotent: whoever already has a registration of that kind for the year keeps it, owed from now on. Whoever has
    one approved for the term that the year lies in owes an addition to it. Returns how many rows are new.
    ValidationError for a unit that never stood in the party tree.
    """
    path = path_of(unit.pk, day)
    if not path:  # every path starts with nothing: without this the year would be opened for the whole country
        raise ValidationError(_("Đơn vị “%(unit)s” không có trong cây tổ chức đảng.") % {"unit": unit})
    parameters: dict[str, Any] = {
        "tree": str(TreeCode.PARTY),
        "day": day,
        "path": path,
        "committees": [str(kind) for kind in COMMITTEES],
        "cells": [str(kind) for kind in CELLS],
        "executives": [str(kind) for kind in EXECUTIVES],
        "bodies": [str(UnitKind.PARTY_BODY), str(UnitKind.NATION)],
        "non_member": str(Standing.NON_MEMBER),
        "year": str(period.year),
        "period": period.pk,
        "due": due_on,
        "deadlines": json.dumps({level: on.isoformat() for level, on in deadlines(period, Subject.REGISTER).items()}),
        "last": period.ends_on,
        "programme": programme.pk if programme else None,
        "individual": str(Kind.INDIVIDUAL),
        "head": str(Kind.HEAD),
        "collective": str(Kind.COLLECTIVE),
    }
    with connection.cursor() as cursor:
        cursor.execute(_EXPECT, parameters)
        made = int(cursor.rowcount)
    link_additions("period", [period.pk])
    return made


def due_day(period: Period, unit: Unit, today: dt.date) -> dt.date:
    """By when somebody at `unit` registers unasked: the deadline of its level, or the year's end when that is over."""
    set_day = deadline(period, Subject.REGISTER, unit.level)
    return set_day if set_day >= today else period.ends_on


def decider_of(*, kind: str, unit: Unit, person: Person | None, on: dt.date) -> int | None:
    """The unit that decides a registration on a day; None if nothing stands above (a registration of the nation)."""
    if kind != Kind.INDIVIDUAL:
        return committee_above(unit.pk, on, higher=kind == Kind.HEAD and unit.kind in EXECUTIVES)
    is_head = person is not None and heads([unit.pk], on).filter(person=person).exists()
    return committee_above(unit.pk, on) if is_head and not has_deputy(unit.pk, on) else unit.pk
