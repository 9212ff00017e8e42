"""Administrative procedures with their days: one row for each procedure, unit and period."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.imports.services import check_unit
from neuguong.base.orgs.choices import Level
from neuguong.kit.sheets import ADDED, CHANGED, Cells, Kind, Rows, Sheet, SheetColumn, choices_of, register
from neuguong.kit.text import sort_key
from neuguong.work.indicators.sheets.periods import check_period, derive_period

MOST_DAYS = 99_999
_DAYS = ("statutory", "committed", "actual")
_LEVELS = choices_of([(str(level), words) for level, words in Level.choices])
_COLUMNS = (
    SheetColumn("code", "Mã thủ tục", Kind.CODE, True, max=60, width=20, example="1.004227"),
    SheetColumn("name", "Tên thủ tục", Kind.TEXT, True, max=500, width=60),
    SheetColumn("sector", "Lĩnh vực", Kind.TEXT, True, max=120, width=24),
    SheetColumn("level", "Cấp thực hiện", Kind.CHOICE, True, choices=_LEVELS),
    SheetColumn("owner", "Mã cơ quan chủ quản", Kind.CODE, True, max=160, offers="unit", width=30),
    SheetColumn("basis", "Căn cứ", Kind.TEXT, max=200, width=30),
    SheetColumn("unit", "Mã đơn vị thực hiện", Kind.CODE, True, max=160, offers="unit", width=30),
    SheetColumn("period", "Kỳ", Kind.TEXT, True, max=40, example="2026"),
    SheetColumn("statutory", "Ngày theo quy định", Kind.DECIMAL, True),
    SheetColumn("committed", "Ngày cam kết", Kind.DECIMAL, True),
    SheetColumn("actual", "Ngày thực tế", Kind.DECIMAL, help=_l("Bình quân trong kỳ; để trống nếu chưa có hồ sơ.")),
)
_REACHED = """
SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code IN (r.owner, r.unit)
UNION ALL
SELECT r.line, p.unit_id FROM sheet_rows r JOIN indicators_procedure p ON p.code = r.code
"""
_OWN = ("name", "sector", "level", "owner", "basis")  # what all rows of a procedure say alike
_PROCEDURES = """
SELECT DISTINCT ON (r.code) r.line, r.code, r.name, r.sector, r.level::int AS level, u.id AS unit_id,
       COALESCE(r.basis, '') AS basis, r.sort_key
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.owner ORDER BY r.code, r.line
"""
_TIMES = """
SELECT r.line, r.code, r.statutory, r.committed, r.actual, u.id AS unit_id, p.id AS period_id, t.id AS known_id,
       EXISTS (SELECT FROM orgs_placement a WHERE a.unit_id = u.id
                  AND a.valid && daterange(p.starts_on, p.ends_on, '[]')) AS is_alive,
       (t.statutory_days, t.committed_days, t.actual_days)
       IS DISTINCT FROM (r.statutory, r.committed, COALESCE(r.actual, t.actual_days)) AS differs
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit JOIN sheet_periods p ON p.key = r.period_key
  LEFT JOIN indicators_procedure k ON k.code = r.code
  LEFT JOIN indicators_proceduretime t ON t.procedure_id = k.id AND t.unit_id = u.id AND t.period_id = p.id
"""


def _derive(cells: Cells) -> Cells:
    return {**derive_period(cells), "sort_key": sort_key(cells["name"])[:480]}


def _check(rows: Rows) -> None:
    check_unit(rows, "owner")
    check_unit(rows, "unit")
    check_period(rows)
    for key in _OWN:
        rows.fault(
            key,
            _("Khác với dòng %(line)s của cùng thủ tục."),
            f"f.line < r.line AND r.{key} IS DISTINCT FROM f.{key}",
            tables=f"JOIN (SELECT DISTINCT ON (code) code, line, {key} FROM sheet_rows ORDER BY code, line) f"  # noqa: S608
            " ON f.code = r.code",
            line="f.line::text",
        )
    rows.fault("statutory", _("Số ngày theo quy định phải lớn hơn 0."), "r.statutory <= 0")
    for key in _DAYS:
        rows.fault(key, _("Số ngày không được âm."), f"r.{key} < 0")
        rows.fault(key, _("Số ngày ghi nhiều nhất một chữ số lẻ."), f"r.{key} <> round(r.{key}, 1)")
        rows.fault(key, _("Số ngày quá lớn."), f"r.{key} > {MOST_DAYS}")
    rows.table("sheet_times", _TIMES)
    rows.fault(
        "unit",
        _("Đơn vị “%(code)s” không hoạt động ngày nào trong kỳ này."),
        "NOT s.is_alive",
        tables="JOIN sheet_times s USING (line)",
        code="r.unit",
    )
    _ask_about_longer(rows)


def _ask_about_longer(rows: Rows) -> None:
    ((count, first),) = rows.all("SELECT count(*), min(r.line) FROM sheet_rows r WHERE r.committed > r.statutory")
    if count:
        words = {"n": count, "line": first}
        rows.doubts.append(
            _("Có %(n)s dòng cam kết nhiều ngày hơn quy định (dòng đầu: %(line)s). Có đúng không?") % words
        )


def _apply(rows: Rows) -> None:
    rows.table("sheet_procedures", _PROCEDURES)
    kept = ("name", "sector", "level", "unit_id", "sort_key")
    own, new = (", ".join(f"{side}.{name}" for name in kept) for side in "ps")
    rows.mark(
        CHANGED,
        f"""UPDATE indicators_procedure p SET {", ".join(f"{name} = s.{name}" for name in kept)},
                   basis = COALESCE(NULLIF(s.basis, ''), p.basis)
              FROM sheet_procedures s
             WHERE p.code = s.code AND ({own}, p.basis) IS DISTINCT FROM ({new}, COALESCE(NULLIF(s.basis, ''), p.basis))
            RETURNING s.line""",  # noqa: S608 (SQL of our own)
        "r.line = w.line",
    )
    rows.run(
        """INSERT INTO indicators_procedure (code, name, sector, level, unit_id, basis, sort_key)
           SELECT s.code, s.name, s.sector, s.level, s.unit_id, s.basis, s.sort_key FROM sheet_procedures s
            WHERE NOT EXISTS (SELECT FROM indicators_procedure p WHERE p.code = s.code) ORDER BY s.line"""
    )
    rows.tell(CHANGED, "SELECT line FROM sheet_times WHERE known_id IS NOT NULL AND differs")
    rows.tell(ADDED, "SELECT line FROM sheet_times WHERE known_id IS NULL")
    rows.run(
        """UPDATE indicators_proceduretime t SET statutory_days = s.statutory, committed_days = s.committed,
                  actual_days = COALESCE(s.actual, t.actual_days)
             FROM sheet_times s WHERE t.id = s.known_id AND s.differs"""
    )
    rows.run(
        """INSERT INTO indicators_proceduretime
                  (procedure_id, unit_id, period_id, statutory_days, committed_days, actual_days)
           SELECT p.id, s.unit_id, s.period_id, s.statutory, s.committed, s.actual
             FROM sheet_times s JOIN indicators_procedure p ON p.code = s.code
            WHERE s.known_id IS NULL ORDER BY s.line"""
    )


PROCEDURES = register(
    Sheet(
        key="thu-tuc",
        title=_l("Thủ tục hành chính"),
        lead=_l("Mỗi dòng là thời gian giải quyết một thủ tục ở một đơn vị trong một kỳ."),
        order=86,
        columns=_COLUMNS,
        identity=("code", "unit", "period_key"),
        check=_check,
        apply=_apply,
        places=_REACHED,
        derive=_derive,
        derived=("period_key", "sort_key"),
    )
)
