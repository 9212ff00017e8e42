"""Sessions that were held: one row for each. A theme is named by its title, which its unit or one above has set."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.imports.services import check_unit, check_year, year_period
from neuguong.base.journal.services import adopt
from neuguong.kit.sheets import ADDED, CHANGED, Kind, Rows, Sheet, SheetColumn, choices_of, register
from neuguong.work.study.choices import SessionKind, SessionState
from neuguong.work.study.models import Session

_COLUMNS = (
    SheetColumn("code", "Mã buổi", Kind.CODE, True, max=40, width=20),
    SheetColumn("kind", "Hình thức", Kind.CHOICE, True, choices=choices_of(SessionKind.choices), width=24),
    SheetColumn("unit", "Mã đơn vị tổ chức", Kind.CODE, True, max=160, offers="unit", width=30),
    SheetColumn("title", "Tên buổi", Kind.TEXT, True, max=300, width=50),
    SheetColumn("on", "Ngày", Kind.DATE, True),
    SheetColumn(
        "theme", "Chuyên đề", Kind.TEXT, max=300, width=40, help=_l("Đúng tên chuyên đề của đơn vị hoặc cấp trên.")
    ),
    SheetColumn("place", "Địa điểm", Kind.TEXT, max=200, width=30),
)  # fmt: skip
_REACHED = "SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit"
_YEAR = "extract(year FROM r.on)::int"
# The nearest theme of that title and year, set by the unit or above it on the day.
_FOUND = f"""
SELECT DISTINCT ON (r.line) r.line, r.code, r.kind, u.id AS unit_id, p.id AS period_id, r.title, r.on, r.place,
       h.theme_id, s.id AS known_id, s.state AS known_state,
       (s.kind, s.unit_id, s.on, s.theme_id, s.title) IS DISTINCT FROM (r.kind, u.id, r.on, h.theme_id, r.title)
         AS differs,
       (s.kind, s.period_id, s.theme_id) IS DISTINCT FROM (r.kind, p.id, h.theme_id) AS counts_otherwise
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit JOIN LATERAL ({year_period("y", _YEAR)}) p ON true
  LEFT JOIN orgs_tree t ON t.code = 'party'
  LEFT JOIN orgs_path mine ON mine.tree_id = t.id AND mine.unit_id = u.id
        AND mine.valid_from <= r.on AND mine.valid_to > r.on
  LEFT JOIN LATERAL (
       SELECT m.id AS theme_id, length(above.path) AS depth FROM study_theme m
         LEFT JOIN orgs_path above ON above.tree_id = t.id AND above.unit_id = m.unit_id
               AND above.valid_from <= r.on AND above.valid_to > r.on
        WHERE m.title = r.theme AND m.period_id = p.id AND (m.unit_id = u.id OR starts_with(mine.path, above.path))
       ) h ON true
  LEFT JOIN study_session s ON s.code = r.code
 ORDER BY r.line, h.depth DESC NULLS LAST, h.theme_id
"""  # noqa: S608 (SQL of our own)


def _check(rows: Rows) -> None:
    check_unit(rows, "unit", "r.on")
    check_year(rows, "on", _YEAR)
    rows.fault("on", _("Ngày này chưa tới."), "r.on > %(today)s")
    rows.table("sheet_sessions", _FOUND)
    found = "JOIN sheet_sessions s USING (line)"
    rows.fault(
        "theme",
        _("Đơn vị và cấp trên không có chuyên đề “%(theme)s” trong năm này."),
        "r.theme IS NOT NULL AND s.theme_id IS NULL",
        tables=found,
        theme="r.theme",
    )
    rows.fault(
        "code",
        _("Buổi này đã chốt hoặc đã hủy trên hệ thống; không nạp đè."),
        "s.known_state NOT IN ('PLANNED', 'HELD') AND s.differs",
        tables=found,
    )
    rows.fault(
        "code",
        _("Buổi này đã có người dự; không đổi hình thức, năm hay chuyên đề được nữa."),
        "s.counts_otherwise AND EXISTS (SELECT FROM study_attendance a WHERE a.session_id = s.known_id)",
        tables=found,
    )


def _apply(rows: Rows) -> None:
    rows.mark(
        CHANGED,
        """UPDATE study_session o SET kind = s.kind, unit_id = s.unit_id, period_id = s.period_id, title = s.title,
                  "on" = s.on, theme_id = s.theme_id
             FROM sheet_sessions s WHERE o.id = s.known_id AND s.differs RETURNING s.line""",
        "r.line = w.line",
    )
    rows.table("sheet_made", "SELECT 0::bigint AS id, ''::text AS code WHERE false")
    rows.run(
        """WITH w AS (
             INSERT INTO study_session (code, kind, unit_id, period_id, theme_id, title, "on", state, is_make_up)
             SELECT s.code, s.kind, s.unit_id, s.period_id, s.theme_id, s.title, s.on, %(held)s, false
               FROM sheet_sessions s WHERE s.known_id IS NULL ORDER BY s.line RETURNING id, code)
           INSERT INTO sheet_made SELECT id, code FROM w""",
        held=SessionState.HELD.value,
    )
    rows.run(
        """INSERT INTO study_place (session_id, number, name) SELECT m.id, 1, s.place FROM sheet_made m
             JOIN sheet_sessions s USING (code) WHERE s.place IS NOT NULL"""
    )
    rows.tell(ADDED, "SELECT s.line FROM sheet_sessions s JOIN sheet_made m USING (code)")
    made = [(pk, SessionState.HELD.value) for (pk,) in rows.all("SELECT id FROM sheet_made ORDER BY id")]
    adopt(Session, made, origin=rows.origin, now=rows.now, actor=rows.actor)


SESSIONS = register(
    Sheet(
        key="buoi-hoc",
        title=_l("Buổi học tập, sinh hoạt"),
        lead=_l("Mỗi dòng là một buổi đã tổ chức."),
        order=74,
        columns=_COLUMNS,
        identity=("code",),
        check=_check,
        apply=_apply,
        places=_REACHED,
    )
)
