"""Writing the rows of values: one UPDATE, one INSERT, one entry in the journal for each."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from neuguong.base.journal.services import adopt
from neuguong.base.orgs.choices import COMMITTEES, TreeCode
from neuguong.base.orgs.models.units import LABEL_WIDTH
from neuguong.kit.sheets import ADDED, CHANGED, Rows
from neuguong.work.indicators.models import Value

_TOUCHED = "s.known_id IS NOT NULL AND s.is_written"
_TIMING = "CASE WHEN s.handed_in IS NULL THEN 'NONE' WHEN s.handed_in > s.due_on THEN 'LATE' ELSE 'ON_TIME' END"
_UPDATE = f"""
WITH w AS (
    UPDATE indicators_value v
       SET amount = s.amount, base = s.base, qualifier = s.qualifier, quoted = s.quoted, source = s.source,
           explanation = s.explanation, state = s.state, submitted_on = COALESCE(v.submitted_on, s.handed_in),
           timing = CASE WHEN v.timing = 'NONE' THEN {_TIMING} ELSE v.timing END,
           entered_by_id = COALESCE(%(clerk)s, v.entered_by_id), entered_at = %(now)s, decided_by_id = NULL,
           decided_at = NULL, edition = v.edition + 1
      FROM sheet_found s
     WHERE v.id = s.known_id AND v.edition = s.edition AND v.state = s.known_state AND {_TOUCHED}
    RETURNING v.id, v.state)
INSERT INTO sheet_written SELECT id, state FROM w
"""  # noqa: S608 (SQL of our own)
_INSERT = f"""
WITH w AS (
    INSERT INTO indicators_value
           (indicator_id, unit_id, period_id, category, state, expected, due_on, submitted_on, timing, amount, base,
            qualifier, quoted, source, explanation, decider_unit_id, entered_by_id, entered_at, edition)
    SELECT s.indicator_id, s.unit_id, s.period_id, s.category, s.state, s.is_owed, s.due_on,
           s.handed_in, {_TIMING}, s.amount, s.base, s.qualifier, s.quoted, s.source, s.explanation, d.decider_id,
           %(clerk)s, %(now)s, 1
      FROM sheet_found s JOIN sheet_deciders d USING (unit_id, period_id)
     WHERE s.known_id IS NULL ORDER BY s.line
    RETURNING id, state)
INSERT INTO sheet_written SELECT id, state FROM w
"""  # noqa: S608
# As opening a period does: the nearest committee above in the tree of the period; organs of the State that hang nowhere
# in the party's tree have the unit above them in their own; a root decides for itself.
_DECIDERS = f"""
WITH place AS (
    SELECT DISTINCT ON (n.unit_id, n.period_id) n.unit_id, n.period_id, n.tree_on, p.path, t.code AS tree
      FROM (SELECT DISTINCT unit_id, period_id, tree_on FROM sheet_found WHERE known_id IS NULL) n
      JOIN orgs_path p ON p.unit_id = n.unit_id AND p.valid_from <= n.tree_on AND p.valid_to > n.tree_on
      JOIN orgs_tree t ON t.id = p.tree_id AND t.code IN (%(party)s, %(state_tree)s)
     ORDER BY n.unit_id, n.period_id, t.code = %(party)s DESC
), line AS (
    SELECT DISTINCT p.path, p.tree_on, at, a.id
      FROM (SELECT DISTINCT left(path, -{LABEL_WIDTH}) AS path, tree_on FROM place) p
      CROSS JOIN generate_series(1, length(p.path), {LABEL_WIDTH}) at
      JOIN orgs_unit a ON a.label = substr(p.path, at, {LABEL_WIDTH})
), committee AS (
    SELECT DISTINCT ON (l.path, l.tree_on) l.path, l.tree_on, l.id FROM line l
      JOIN orgs_unitname n ON n.unit_id = l.id AND n.valid @> l.tree_on AND n.kind = ANY(%(committees)s)
     ORDER BY l.path, l.tree_on, l.at DESC
)
SELECT p.unit_id, p.period_id, COALESCE(c.id, above.id, p.unit_id) AS decider_id FROM place p
  LEFT JOIN committee c ON c.path = left(p.path, -{LABEL_WIDTH}) AND c.tree_on = p.tree_on
  LEFT JOIN orgs_unit above ON p.tree = %(state_tree)s AND length(p.path) > {LABEL_WIDTH}
        AND above.label = substr(p.path, length(p.path) - {2 * LABEL_WIDTH - 1}, {LABEL_WIDTH})
"""  # noqa: S608


def foretell(rows: Rows) -> None:
    """What would become of the rows; the checks have seen to every constraint."""
    rows.tell(ADDED, "SELECT s.line FROM sheet_found s WHERE s.known_id IS NULL")
    rows.tell(CHANGED, f"SELECT s.line FROM sheet_found s WHERE {_TOUCHED}")  # noqa: S608


def apply(rows: Rows) -> None:
    """Write everything. ValidationError if somebody changed one of the values since they were looked at."""
    clerk = getattr(rows.actor, "pk", None)
    foretell(rows)
    rows.table(
        "sheet_deciders",
        _DECIDERS,
        party=TreeCode.PARTY.value,
        state_tree=TreeCode.STATE.value,
        committees=[kind.value for kind in COMMITTEES],
    )
    rows.table("sheet_written", "SELECT 0::bigint AS id, ''::text AS state WHERE false")
    ((meant,),) = rows.all(f"SELECT count(*) FROM sheet_found s WHERE {_TOUCHED}")  # noqa: S608
    if rows.run(_UPDATE, clerk=clerk) != meant:
        raise ValidationError(
            _("Có số liệu vừa được sửa trên hệ thống trong lúc nạp; chưa dòng nào được ghi. Đồng chí nạp lại lần nữa.")
        )
    rows.run(_INSERT, clerk=clerk)
    rows.settle("indicators_value")
    written = [(pk, state) for pk, state in rows.all("SELECT id, state FROM sheet_written ORDER BY id")]
    adopt(Value, written, origin=rows.origin, now=rows.now, actor=rows.actor)
