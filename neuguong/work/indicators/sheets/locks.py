"""Whether the door is still open: the seal, for everybody; the deadline, for a person's upload."""

from django.utils.translation import gettext as _

from neuguong.kit.sheets import Rows, day
from neuguong.work.indicators.sheets.meaning import FOUND

_LOCKS = """
SELECT d.unit_id, d.period_id, figures_sealed(d.unit_id, d.period_id) AS is_sealed,
       EXISTS (SELECT FROM indicators_entryexception e WHERE e.unit_id = d.unit_id AND e.period_id = d.period_id
                  AND e.until >= %(today)s) AS is_excused
  FROM (SELECT DISTINCT unit_id, period_id FROM sheet_found WHERE is_written) d
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
