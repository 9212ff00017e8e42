"""Writing the rows of registrations: decisions, registrations, items, journal. A handful of statements."""

from neuguong.base.journal.services import adopt
from neuguong.kit.sheets import ADDED, CHANGED, Rows
from neuguong.work.commitments.choices import DecisionKind, State
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.sheets.terms import LINK

# One decision for each deciding unit, meeting, number and chair; the registrations that name it are its appendix.
_DECISIONS = """
INSERT INTO commitments_decision (kind, unit_id, meeting_on, number, presided_by_id, clerk_id, made_at)
SELECT %(kind)s, c.decider_id, s.met_on, COALESCE(s.decision, ''), c.chair_id, %(clerk)s, %(now)s
  FROM sheet_pledges s JOIN sheet_chairs c USING (line) LEFT JOIN sheet_known k USING (line)
 WHERE s.met_on IS NOT NULL AND (k.id IS NULL OR k.has_moved OR k.differs) AND NOT EXISTS (
       SELECT FROM commitments_decision d WHERE d.kind = %(kind)s AND d.unit_id = c.decider_id
          AND d.meeting_on = s.met_on AND d.number = COALESCE(s.decision, '')
          AND d.presided_by_id IS NOT DISTINCT FROM c.chair_id)
 GROUP BY 2, 3, 4, 5 ORDER BY min(s.line)
"""
# What each registration is to look like; the post in which a head registers is looked up.
_WANTED = """
SELECT s.*, c.decider_id, CASE WHEN d.id IS NOT NULL THEN c.chair_id END AS decided_by_id, d.id AS approval_id,
       post.id AS appointment_id,
       CASE WHEN s.submitted IS NULL THEN 'NONE' WHEN s.submitted > s.due THEN 'LATE' ELSE 'ON_TIME' END AS timing
  FROM sheet_pledges s JOIN sheet_chairs c USING (line)
  LEFT JOIN LATERAL (SELECT e.id FROM commitments_decision e WHERE e.kind = %(kind)s AND e.unit_id = c.decider_id
                        AND e.meeting_on = s.met_on AND e.number = COALESCE(s.decision, '')
                        AND e.presided_by_id IS NOT DISTINCT FROM c.chair_id
                      ORDER BY e.id LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT a.id FROM orgs_appointment a WHERE s.kind = 'HEAD' AND a.unit_id = s.unit_id
                        AND a.person_id = s.person_id ORDER BY a.valid @> s.day DESC, a.is_head DESC, a.valid DESC
                      LIMIT 1) post ON true
"""
_UPDATE = """
UPDATE commitments_commitment c
   SET code = s.code, state = s.state, due_on = s.due, submitted_on = COALESCE(s.submitted, c.submitted_on),
       timing = CASE WHEN s.submitted IS NULL THEN c.timing ELSE s.timing END,
       shortcomings = COALESCE(s.shortcomings, c.shortcomings), pressing_issue = COALESCE(s.issue, c.pressing_issue),
       expected_product = COALESCE(s.outcome, c.expected_product),
       supervisor_id = COALESCE(s.supervisor_id, c.supervisor_id), decider_unit_id = s.decider_id,
       decided_by_id = COALESCE(s.decided_by_id, c.decided_by_id), approval_id = COALESCE(s.approval_id, c.approval_id),
       for_term = COALESCE(s.span = 'TERM', c.for_term AND s.adds_to IS NULL),
       adds_to_id = CASE WHEN s.span = 'TERM' THEN NULL ELSE c.adds_to_id END
  FROM sheet_wanted s JOIN sheet_known k USING (line)
 WHERE c.id = s.known_id AND (k.has_moved OR k.differs)
   AND NOT k.is_worked_on
RETURNING s.line, c.id, c.state
"""
_INSERT = """
INSERT INTO commitments_commitment
       (code, kind, period_id, unit_id, person_id, appointment_id, state, expected, due_on, submitted_on, timing,
        for_term, shortcomings, pressing_issue, expected_product, cooperating, resources, supervisor_id,
        decider_unit_id, decided_by_id, approval_id, result, comment, written_by_id, edition)
SELECT s.code, s.kind, s.period_id, s.unit_id, s.person_id, s.appointment_id, s.state, true, s.due, s.submitted,
       s.timing, COALESCE(s.span = 'TERM', false), COALESCE(s.shortcomings, ''), COALESCE(s.issue, ''),
       COALESCE(s.outcome, ''), '', '', s.supervisor_id, s.decider_id, s.decided_by_id, s.approval_id, '', '',
       %(clerk)s, 0
  FROM sheet_wanted s WHERE s.known_id IS NULL ORDER BY s.line
RETURNING code, id, state
"""
_NOTE_UPDATE = "INSERT INTO sheet_moved SELECT id, state, %(fate)s, line FROM w"
_NOTE_INSERT = "INSERT INTO sheet_moved SELECT w.id, w.state, %(fate)s, s.line FROM w JOIN sheet_wanted s USING (code)"
_ITEM_UPDATE = """
UPDATE commitments_item t
   SET "group" = i."group", standard_id = COALESCE(i.standard_id, t.standard_id), deed = i.deed,
       measure_taken = COALESCE(i.measure, t.measure_taken), product = COALESCE(i.product, t.product),
       target = COALESCE(i.target, t.target), measure_unit = COALESCE(i.measure_unit, t.measure_unit),
       due_on = i.item_due, status = i.status
  FROM sheet_items i JOIN sheet_known k ON k.id = i.known_id
 WHERE t.commitment_id = k.id AND t.number = i.number AND NOT k.is_worked_on
   AND (t."group", t.standard_id, t.deed, t.measure_taken, t.product, t.target, t.measure_unit, t.due_on, t.status)
       IS DISTINCT FROM
       (i."group", COALESCE(i.standard_id, t.standard_id), i.deed, COALESCE(i.measure, t.measure_taken),
        COALESCE(i.product, t.product), COALESCE(i.target, t.target), COALESCE(i.measure_unit, t.measure_unit),
        i.item_due, i.status)
RETURNING i.line
"""
_ITEM_INSERT = """
INSERT INTO commitments_item (commitment_id, unit_id, period_id, number, "group", standard_id, deed, measure_taken,
                              product, target, measure_unit, due_on, status)
SELECT c.id, c.unit_id, c.period_id, i.number, i."group", i.standard_id, i.deed, COALESCE(i.measure, ''),
       COALESCE(i.product, ''), i.target, COALESCE(i.measure_unit, ''), i.item_due, i.status
  FROM sheet_items i JOIN commitments_commitment c ON c.code = i.code
 WHERE NOT EXISTS (SELECT FROM commitments_item t WHERE t.commitment_id = c.id AND t.number = i.number)
 ORDER BY i.line
RETURNING (SELECT code FROM commitments_commitment WHERE id = commitment_id) AS code, number
"""


def apply(rows: Rows) -> None:
    """Write everything. Registrations that people have worked on since are never among the changed ones."""
    clerk = getattr(rows.actor, "pk", None)
    approve = DecisionKind.APPROVE.value
    rows.run(_DECISIONS, kind=approve, clerk=clerk)
    rows.table("sheet_wanted", _WANTED, kind=approve)
    rows.table("sheet_moved", "SELECT 0::bigint AS id, ''::text AS state, ''::text AS fate, 0 AS line WHERE false")
    rows.run(f"WITH w AS ({_UPDATE}) {_NOTE_UPDATE}", fate=CHANGED)
    rows.run(f"WITH w AS ({_INSERT}) {_NOTE_INSERT}", fate=ADDED, clerk=clerk)
    rows.run(LINK)
    rows.run("INSERT INTO sheet_fates SELECT line, fate FROM sheet_moved")
    rows.settle("commitments_commitment")
    rows.mark(CHANGED, _ITEM_UPDATE, "r.line = w.line")
    rows.mark(ADDED, _ITEM_INSERT, "r.code = w.code AND r.number = w.number")
    rows.settle("commitments_item")
    _journal(rows)


def _journal(rows: Rows) -> None:
    """Journal what is new and what came into another state."""
    found = rows.all(
        """SELECT m.id, m.state FROM sheet_moved m LEFT JOIN sheet_known k ON k.id = m.id
            WHERE k.id IS NULL OR k.has_moved ORDER BY m.id"""
    )
    adopt(
        Commitment,
        [(pk, State(state).value) for pk, state in found],
        origin=rows.origin,
        now=rows.now,
        actor=rows.actor,
    )
