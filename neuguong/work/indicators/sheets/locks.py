"""Whether the door is still open: the seal, for everybody; the deadline, for a person's upload."""

from django.utils.translation import gettext as _

from neuguong.kit.sheets import Rows, day
from neuguong.work.indicators.sheets.meaning import FOUND

# What `figures_sealed` says of one unit, for all at once: a seal of the unit or of one above it in the tree of the
# period, on the period or on one that contains it.
_LOCKS = """
WITH RECURSIVE around AS (
    SELECT p.id AS period_id, p.tree_on, p.id, p.parent_id FROM periods_period p
     WHERE p.id IN (SELECT period_id FROM sheet_places)
    UNION ALL
    SELECT a.period_id, a.tree_on, p.id, p.parent_id FROM around a JOIN periods_period p ON p.id = a.parent_id
), sealed AS MATERIALIZED (
    SELECT DISTINCT a.period_id, h.path FROM around a JOIN figures_seal s ON s.period_id = a.id
      JOIN orgs_tree t ON t.code = 'party'
      JOIN orgs_path h ON h.tree_id = t.id AND h.unit_id = s.unit_id
       AND h.valid_from <= a.tree_on AND h.valid_to > a.tree_on
)
SELECT d.unit_id, d.period_id,
       EXISTS (SELECT FROM sealed z WHERE z.period_id = d.period_id AND starts_with(d.path, z.path)) AS is_sealed,
       EXISTS (SELECT FROM indicators_entryexception e WHERE e.unit_id = d.unit_id AND e.period_id = d.period_id
                  AND e.until >= %(today)s) AS is_excused
  FROM (SELECT DISTINCT unit_id, period_id, path FROM sheet_places) d
"""


def check_locks(rows: Rows) -> None:
    """Nothing under a seal; nothing new after the deadline without leave. Rows that stay as they are knock at no
    door."""
    rows.table("sheet_locks", _LOCKS)
    lock = f"{FOUND} JOIN sheet_locks k USING (unit_id, period_id)"
    rows.fault(
        "period",
        _("Số liệu kỳ này đã chốt. Muốn sửa thì đề nghị đính chính; số đã chốt và số mới đều còn thấy được."),
        "k.is_sealed AND s.is_written",
        tables=lock,
    )
    if rows.actor is None:
        return
    rows.fault(
        "period",
        _(
            "Đã hết hạn nhập số liệu (%(due)s). Muốn nhập tiếp, đơn vị đề nghị nơi duyệt cho phép nhập muộn, có ngày và"
            " lý do."
        ),
        "s.is_open AND s.due_on < %(today)s AND NOT k.is_excused AND NOT k.is_sealed",
        tables=lock,
        due=day("s.due_on"),
    )
