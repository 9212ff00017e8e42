"""What the rows of registrations mean to the database: `sheet_pledges`, one row a registration, and `sheet_items`.

A member who moved keeps the registration of the year where it stands: hers is told by person and year, whatever cell
the row names. `day` is the day whose tree finds the decider: that of the deciding meeting, else the year's end, or
today while the year still runs.
"""

from neuguong.base.imports.services import year_period
from neuguong.base.orgs.choices import COMMITTEES, EXECUTIVES
from neuguong.kit.sheets import Rows
from neuguong.work.commitments.choices import CONFIRMED, IN_FORCE, Kind, State

FACTS = (
    "year", "kind", "person", "unit", "due", "submitted", "approved", "state", "shortcomings", "issue", "outcome",
    "span", "adds_to",
)  # fmt: skip
FACTS_OF_DECISION = ("supervisor", "meeting", "decision")

_PLEDGES = f"""
WITH once AS (
    SELECT code, min(line) AS line, {", ".join(f"max({key}) AS {key}" for key in (*FACTS, *FACTS_OF_DECISION))}
      FROM sheet_rows GROUP BY code
)
SELECT o.*, y.id AS period_id, y.ends_on, COALESCE(own.unit_id, u.id) AS unit_id, p.id AS person_id,
       v.id AS supervisor_id,
       COALESCE(o.meeting, o.approved) AS met_on, known.id AS known_id,
       COALESCE(o.meeting, o.approved, LEAST(y.ends_on, GREATEST(%(today)s, y.starts_on))) AS day
  FROM once o JOIN orgs_unit u ON u.code = o.unit JOIN LATERAL ({year_period("q", "o.year")}) y ON true
  LEFT JOIN orgs_person p ON p.code = o.person LEFT JOIN orgs_unit v ON v.code = o.supervisor
  LEFT JOIN LATERAL (
       SELECT c.unit_id FROM commitments_commitment c
        WHERE o.kind = %(individual)s AND c.kind = o.kind AND c.period_id = y.id AND c.person_id = p.id
        ORDER BY c.code = o.code DESC, c.unit_id = u.id DESC, c.id LIMIT 1) own ON true
  LEFT JOIN LATERAL (
       SELECT c.id FROM commitments_commitment c
        WHERE c.code = o.code
           OR (c.state = %(expected)s AND c.kind = o.kind AND c.period_id = y.id
               AND c.unit_id = COALESCE(own.unit_id, u.id) AND c.person_id IS NOT DISTINCT FROM p.id)
        ORDER BY c.code = o.code DESC LIMIT 1) known ON true
"""  # noqa: S608 (names of our own columns)

# The nearest party committee above each unit on each day that is asked for; a unit's kind is that of its dated name.
_ABOVE = """
WITH asked AS (
    SELECT DISTINCT s.unit_id, s.day, p.path FROM sheet_pledges s JOIN orgs_tree t ON t.code = 'party'
      JOIN orgs_path p ON p.tree_id = t.id AND p.unit_id = s.unit_id AND p.valid_from <= s.day AND p.valid_to > s.day
), above AS (
    SELECT a.unit_id, a.day, place, u.id AS committee FROM asked a
      CROSS JOIN LATERAL generate_series(1, length(a.path) - 6, 6) AS place
      JOIN orgs_unit u ON u.label = substr(a.path, place, 6)
), kinds AS (
    SELECT DISTINCT ON (c.committee, c.day) c.committee, c.day, n.kind
      FROM (SELECT DISTINCT committee, day FROM above) c JOIN orgs_unitname n ON n.unit_id = c.committee
     ORDER BY c.committee, c.day, COALESCE(lower(n.valid), '-infinity') <= c.day DESC,
              CASE WHEN COALESCE(lower(n.valid), '-infinity') <= c.day THEN lower(n.valid) END DESC NULLS LAST, n.valid
)
SELECT r.unit_id, r.day, max(r.committee) FILTER (WHERE r.rank = 1) AS committee,
       max(r.committee) FILTER (WHERE r.rank = 2) AS higher
  FROM (SELECT a.*, row_number() OVER (PARTITION BY a.unit_id, a.day ORDER BY a.place DESC) AS rank
          FROM above a JOIN kinds k USING (committee, day) WHERE k.kind = ANY(%(committees)s)) r
 GROUP BY r.unit_id, r.day
"""
# A cell decides for its members, but not for its head where it has no deputy; everything else goes to the committee,
# and the chair of a people's committee to the one higher.
_DECIDERS = """
SELECT s.line, CASE
    WHEN s.kind = %(head)s AND u.kind = ANY(%(executives)s) THEN COALESCE(a.higher, a.committee)
    WHEN s.kind <> %(individual)s THEN a.committee
    WHEN EXISTS (SELECT FROM orgs_appointment h WHERE h.unit_id = s.unit_id AND h.person_id = s.person_id
                    AND h.is_head AND h.valid @> s.day)
     AND NOT EXISTS (SELECT FROM orgs_appointment d WHERE d.unit_id = s.unit_id AND d.title ILIKE 'phó%%'
                        AND d.valid @> s.day) THEN a.committee
    ELSE s.unit_id END AS decider_id
  FROM sheet_pledges s JOIN orgs_unit u ON u.id = s.unit_id
  LEFT JOIN sheet_above a ON a.unit_id = s.unit_id AND a.day = s.day
"""
# Who presided: the head of the deciding unit, for the head's own matter a deputy, if either is known.
_CHAIRS = """
SELECT s.line, d.decider_id,
       CASE WHEN head.person_id IS DISTINCT FROM s.person_id THEN head.person_id ELSE deputy.person_id END AS chair_id
  FROM sheet_pledges s JOIN sheet_deciders d USING (line)
  LEFT JOIN LATERAL (SELECT a.person_id FROM orgs_appointment a WHERE a.unit_id = d.decider_id AND a.is_head
                        AND a.valid @> s.day ORDER BY a.id LIMIT 1) head ON true
  LEFT JOIN LATERAL (SELECT a.person_id FROM orgs_appointment a WHERE a.unit_id = d.decider_id AND a.valid @> s.day
                        AND a.title ILIKE 'phó%%' AND a.person_id IS DISTINCT FROM s.person_id
                      ORDER BY a.id LIMIT 1) deputy ON true
"""
_ITEMS = """
SELECT r.line, r.code, r.number, COALESCE(r."group", 'DEED') AS "group", r.deed, r.measure, r.product, r.target,
       r.measure_unit, r.item_due, s.known_id, s.unit_id, s.period_id, n.id AS standard_id,
       CASE WHEN s.state = ANY(%(confirmed)s) THEN 'DONE' WHEN s.state = ANY(%(in_force)s) THEN 'OPEN'
            WHEN s.state = %(withdrawn)s THEN 'DROPPED' ELSE 'PLANNED' END AS status
  FROM sheet_rows r JOIN sheet_pledges s USING (code)
  LEFT JOIN LATERAL (SELECT t.id FROM programmes_standard t WHERE t.code = r.standard
                      ORDER BY t.valid @> s.ends_on DESC, lower(t.valid) LIMIT 1) n ON true
 WHERE r.number IS NOT NULL
"""
# What the database holds under these codes, and whether people have worked on it since it was loaded.
_KNOWN = """
WITH worked AS (
    SELECT DISTINCT e.object_id FROM sheet_pledges s JOIN journal_entry e
        ON e.model = 'commitments.Commitment' AND e.object_id = s.known_id AND e.step <> 'adopt' AND e.target <> ''
), other_items AS (
    SELECT DISTINCT i.code FROM sheet_items i
      LEFT JOIN commitments_item t ON t.commitment_id = i.known_id AND t.number = i.number
     WHERE i.known_id IS NOT NULL AND (t.id IS NULL
        OR (t.deed, t.due_on, t."group", t.standard_id, t.measure_taken, t.product, t.target, t.measure_unit)
           IS DISTINCT FROM
           (i.deed, i.item_due, i."group", COALESCE(i.standard_id, t.standard_id), COALESCE(i.measure, t.measure_taken),
            COALESCE(i.product, t.product), COALESCE(i.target, t.target), COALESCE(i.measure_unit, t.measure_unit)))
)
SELECT s.line, c.id, c.code, c.state, c.state <> s.state AS has_moved,
       c.edition > 0 OR w.object_id IS NOT NULL AS is_worked_on,
       o.code IS NOT NULL
       OR s.met_on IS NOT NULL
          AND (d.meeting_on, d.number) IS DISTINCT FROM (s.met_on, COALESCE(s.decision, d.number))
       OR (c.code, c.due_on, c.submitted_on, c.shortcomings, c.pressing_issue, c.expected_product, c.supervisor_id,
           c.for_term, t.code)
          IS DISTINCT FROM
          (s.code, s.due, COALESCE(s.submitted, c.submitted_on), COALESCE(s.shortcomings, c.shortcomings),
           COALESCE(s.issue, c.pressing_issue), COALESCE(s.outcome, c.expected_product),
           COALESCE(s.supervisor_id, c.supervisor_id), COALESCE(s.span = 'TERM', c.for_term AND s.adds_to IS NULL),
           COALESCE(s.adds_to, CASE WHEN s.span = 'TERM' THEN NULL ELSE t.code END)) AS differs
  FROM sheet_pledges s JOIN commitments_commitment c ON c.id = s.known_id
  LEFT JOIN commitments_commitment t ON t.id = c.adds_to_id
  LEFT JOIN worked w ON w.object_id = c.id LEFT JOIN other_items o ON o.code = s.code
  LEFT JOIN commitments_decision d ON d.id = c.approval_id
"""
# The decisions that writing the sheet would make, change or undo, each with the body whose decision it is.
_DECIDED = """
SELECT s.line, s.person_id, d.decider_id FROM sheet_pledges s JOIN sheet_deciders d USING (line)
  LEFT JOIN sheet_known k USING (line)
 WHERE (s.state = ANY(%(decided)s) OR s.met_on IS NOT NULL) AND (k.id IS NULL OR k.has_moved OR k.differs)
UNION
SELECT k.line, c.person_id, c.decider_unit_id FROM sheet_known k JOIN commitments_commitment c USING (id)
 WHERE k.state = ANY(%(decided)s) AND (k.has_moved OR k.differs)
"""


def find(rows: Rows) -> None:
    """Lay out everything that checks and writing read."""
    rows.table("sheet_pledges", _PLEDGES, expected=State.EXPECTED.value, individual=Kind.INDIVIDUAL.value)
    rows.table("sheet_above", _ABOVE, committees=[str(kind) for kind in COMMITTEES])
    executives = [kind.value for kind in EXECUTIVES]
    rows.table(
        "sheet_deciders", _DECIDERS, individual=Kind.INDIVIDUAL.value, head=Kind.HEAD.value, executives=executives
    )
    rows.table("sheet_chairs", _CHAIRS)
    rows.table(
        "sheet_items",
        _ITEMS,
        confirmed=[state.value for state in CONFIRMED],
        in_force=[state.value for state in IN_FORCE],
        withdrawn=State.WITHDRAWN.value,
    )
    rows.table("sheet_known", _KNOWN)


def find_decided(rows: Rows) -> None:
    """Lay out `sheet_decided`: (line, person_id, decider_id) of what is somebody's decision."""
    rows.table("sheet_decided", _DECIDED, decided=[state.value for state in (State.RETURNED, *IN_FORCE)])


def state_words(expression: str) -> str:
    """SQL that says a state in words."""
    cases = " ".join(f"WHEN '{state.value}' THEN '{state.label}'" for state in State)
    return f"CASE {expression} {cases} END"
