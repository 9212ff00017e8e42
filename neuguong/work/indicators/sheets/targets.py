"""What units are to reach: one row for each indicator, unit and period."""

from django.utils.translation import gettext_lazy as _l

from neuguong.base.imports.services import check_unit
from neuguong.kit.sheets import ADDED, CHANGED, Kind, Rows, Sheet, SheetColumn, register
from neuguong.work.indicators.sheets.meaning import check_indicator, check_number, find_places
from neuguong.work.indicators.sheets.periods import check_period, derive_period

_COLUMNS = (
    SheetColumn("indicator", "Mã chỉ tiêu", Kind.CODE, True, max=60, offers="indicator", width=30),
    SheetColumn("unit", "Mã đơn vị", Kind.CODE, True, max=160, offers="unit", width=30),
    SheetColumn("period", "Kỳ", Kind.TEXT, True, max=40, example="Quý I/2026"),
    SheetColumn("amount", "Mức phải đạt", Kind.DECIMAL, True),
    SheetColumn("base", "Mẫu số", Kind.DECIMAL, help=_l("Chỉ với tỷ lệ và thứ hạng.")),
    SheetColumn("decision", "Văn bản giao", Kind.TEXT, max=120, width=24),
)
_REACHED = "SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit"
_FOUND = """
SELECT r.line, r.amount, r.base, COALESCE(r.decision, '') AS decision, i.id AS indicator_id, i.issuer_id, i.kind,
       i.places, i.valid, u.id AS unit_id, p.id AS period_id, p.starts_on, p.ends_on, p.tree_on, t.id AS known_id,
       (t.amount, t.base, t.decision) IS DISTINCT FROM (r.amount, r.base, COALESCE(r.decision, '')) AS differs
  FROM sheet_rows r JOIN indicators_indicator i ON i.code = r.indicator JOIN orgs_unit u ON u.code = r.unit
  JOIN sheet_periods p ON p.key = r.period_key
  LEFT JOIN indicators_target t ON t.indicator_id = i.id AND t.unit_id = u.id AND t.period_id = p.id
"""


def _check(rows: Rows) -> None:
    check_indicator(rows)
    check_unit(rows, "unit")
    check_period(rows)
    rows.table("sheet_found", _FOUND)
    find_places(rows)
    check_number(rows)


def _foretell(rows: Rows) -> None:
    rows.tell(ADDED, "SELECT line FROM sheet_found WHERE known_id IS NULL")
    rows.tell(CHANGED, "SELECT line FROM sheet_found WHERE known_id IS NOT NULL AND differs")


def _apply(rows: Rows) -> None:
    _foretell(rows)
    rows.run(
        """UPDATE indicators_target t SET amount = s.amount, base = s.base, decision = s.decision
             FROM sheet_found s WHERE t.id = s.known_id AND s.differs"""
    )
    rows.run(
        """INSERT INTO indicators_target (indicator_id, unit_id, period_id, amount, base, decision)
           SELECT s.indicator_id, s.unit_id, s.period_id, s.amount, s.base, s.decision FROM sheet_found s
            WHERE s.known_id IS NULL ORDER BY s.line"""
    )


TARGETS = register(
    Sheet(
        key="muc-phai-dat",
        title=_l("Mức phải đạt của chỉ tiêu"),
        lead=_l("Mỗi dòng là mức giao cho một đơn vị, tính cả các đơn vị cấp dưới của đơn vị ấy."),
        order=82,
        columns=_COLUMNS,
        identity=("indicator", "unit", "period_key"),
        check=_check,
        apply=_apply,
        foretell=_foretell,
        places=_REACHED,
        derive=derive_period,
        derived=("period_key",),
    )
)
