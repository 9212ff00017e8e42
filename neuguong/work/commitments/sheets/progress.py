"""Results by quarter: one row for each item and calendar quarter of the registration's year, or of its term."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.queries import CIVIL
from neuguong.kit.sheets import ADDED, CHANGED, Kind, Rows, Sheet, SheetColumn, register
from neuguong.work.commitments.choices import CONFIRMED, IN_FORCE

_COLUMNS = (
    SheetColumn("code", "Mã đăng ký", Kind.CODE, True, max=60, width=24),
    SheetColumn("number", "TT", Kind.INT, True, max=999, width=6, help=_l("Thứ tự của nội dung trong bản đăng ký.")),
    SheetColumn("quarter", "Quý", Kind.INT, True, max=4, width=6, help=_l("Từ 1 đến 4, theo năm dương lịch.")),
    SheetColumn("text", "Nội dung kết quả", Kind.LINES, True, max=5000, width=60),
    SheetColumn("amount", "Số thực hiện", Kind.DECIMAL),
    SheetColumn("on", "Ngày ghi", Kind.DATE, True),
    SheetColumn(
        "year",
        "Năm",
        Kind.INT,
        max=2100,
        width=8,
        help=_l("Chỉ ghi khi kết quả thuộc năm sau của bản đăng ký cả nhiệm kỳ."),
    ),
)
_REACHED = "SELECT r.line, c.unit_id FROM sheet_rows r JOIN commitments_commitment c ON c.code = r.code"

_RESULTS = """
SELECT r.line, r.code, r.number, r.quarter, r.text, r.amount, r.on, i.id AS item_id, i.unit_id, q.id AS period_id,
       q.starts_on, c.state, min(r.line) OVER (PARTITION BY i.id, q.id) AS first_line,
       COALESCE(r.year, y.year) = y.year OR c.for_term AND EXISTS (
           SELECT FROM periods_period t WHERE t.calendar_id = y.calendar_id AND t.kind = %(term)s
              AND t.starts_on <= y.starts_on AND y.starts_on < q.starts_on AND q.ends_on <= t.ends_on) AS is_within,
       p.id AS known_id, p.recorded_by_id,
       (p.text, p.recorded_on, p.amount) IS DISTINCT FROM (r.text, r.on, COALESCE(r.amount, p.amount)) AS differs
  FROM sheet_rows r JOIN commitments_commitment c ON c.code = r.code JOIN periods_period y ON y.id = c.period_id
  LEFT JOIN commitments_item i ON i.commitment_id = c.id AND i.number = r.number
  LEFT JOIN (periods_period q JOIN periods_calendar k ON k.id = q.calendar_id AND k.code = %(civil)s)
         ON q.kind = %(kind)s AND q.year = COALESCE(r.year, y.year) AND q.number = r.quarter
  LEFT JOIN commitments_progress p ON p.item_id = i.id AND p.period_id = q.id
"""


def _check(rows: Rows) -> None:
    rows.fault("quarter", _("Quý phải từ 1 đến 4."), "r.quarter = 0")
    rows.fault("on", _("Ngày ghi chưa tới."), "r.on > %(today)s")
    rows.fault("amount", _("Số này không được âm."), "r.amount < 0")
    rows.table("sheet_results", _RESULTS, civil=CIVIL, kind=PeriodKind.QUARTER.value, term=PeriodKind.TERM.value)
    result = "LEFT JOIN sheet_results s USING (line)"
    rows.fault("code", _("Không có bản đăng ký mã “%(code)s”."), "s.line IS NULL", tables=result, code="r.code")
    rows.fault(
        "number",
        _("Bản đăng ký “%(code)s” không có nội dung số %(number)s."),
        "s.line IS NOT NULL AND s.item_id IS NULL",
        tables=result,
        code="r.code",
        number="r.number::text",
    )
    rows.fault(
        "quarter",
        _("Quý này chưa được mở trong hệ thống."),
        "s.line IS NOT NULL AND s.period_id IS NULL AND r.quarter > 0",
        tables=result,
    )
    rows.fault("quarter", _("Quý này chưa bắt đầu, chưa ghi được kết quả."), "s.starts_on > %(today)s", tables=result)
    rows.fault(
        "year",
        _("Bản đăng ký này không thực hiện trong quý đó."),
        "s.period_id IS NOT NULL AND NOT s.is_within",
        tables=result,
    )
    rows.fault(
        "code",
        _("Trùng với dòng %(line)s."),
        "s.item_id IS NOT NULL AND s.period_id IS NOT NULL AND s.first_line < s.line",
        tables=result,
        line="s.first_line::text",
    )
    _check_open(rows, result)


def _check_open(rows: Rows, result: str) -> None:
    rows.fault(
        "code",
        _("Bản đăng ký “%(code)s” chưa được phê duyệt nên chưa có kết quả."),
        "NOT s.state = ANY(%(in_force)s)",
        tables=result,
        params={"in_force": [state.value for state in IN_FORCE]},
        code="r.code",
    )
    rows.fault(
        "text",
        _("Kết quả quý này đã được ghi trên hệ thống và khác với tệp; không nạp đè."),
        "s.known_id IS NOT NULL AND s.differs AND (s.recorded_by_id IS NOT NULL OR s.state = ANY(%(confirmed)s)"
        " AND EXISTS (SELECT FROM journal_entry e JOIN commitments_commitment c ON c.id = e.object_id"
        " WHERE e.model = 'commitments.Commitment' AND c.code = r.code AND e.step <> 'adopt' AND e.target <> ''))",
        tables=result,
        params={"confirmed": [state.value for state in CONFIRMED]},
    )


def _apply(rows: Rows) -> None:
    rows.mark(
        CHANGED,
        """UPDATE commitments_progress p SET text = s.text, amount = COALESCE(s.amount, p.amount), recorded_on = s.on
             FROM sheet_results s WHERE p.id = s.known_id AND s.differs RETURNING s.line""",
        "r.line = w.line",
    )
    rows.run(
        """WITH w AS (
             INSERT INTO commitments_progress (item_id, unit_id, period_id, text, amount, recorded_on)
             SELECT s.item_id, s.unit_id, s.period_id, s.text, s.amount, s.on FROM sheet_results s
              WHERE s.known_id IS NULL ORDER BY s.line RETURNING item_id, period_id)
           INSERT INTO sheet_fates SELECT s.line, %(fate)s FROM sheet_results s JOIN w USING (item_id, period_id)""",
        fate=ADDED,
    )


PROGRESS = register(
    Sheet(
        key="ket-qua",
        title=_l("Kết quả theo quý"),
        lead=_l("Mỗi dòng là kết quả một quý của một nội dung đã được phê duyệt."),
        order=70,
        columns=_COLUMNS,
        identity=("code", "number", "year", "quarter"),
        check=_check,
        apply=_apply,
        places=_REACHED,
    )
)
