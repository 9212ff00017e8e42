"""Who attended: one row for each person and session. A row counts as called together, unless it says otherwise.

What was noted on the system is never written over: such a row is refused with how it stands there.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.sheets import ADDED, CHANGED, Kind, Rows, Sheet, SheetColumn, choices_of, register
from neuguong.work.study.choices import CALLED, Status, Way

_COLUMNS = (
    SheetColumn("session", "Mã buổi", Kind.CODE, True, max=40, width=20),
    SheetColumn("person", "Mã người", Kind.CODE, True, max=40, width=20),
    SheetColumn(
        "name", "Họ và tên", Kind.TEXT, max=120, width=30,
        help=_l("Chỉ để người ghi dễ đọc; hệ thống nhận theo mã."),
    ),
    SheetColumn(
        "status", "Điểm danh", Kind.CHOICE, True, width=20,
        choices=choices_of([one for one in Status.choices if one[0] in CALLED]),
    ),
    SheetColumn("reason", "Lý do vắng", Kind.TEXT, max=200, width=30),
    SheetColumn("unasked", "Không được triệu tập", Kind.FLAG, help=_l("Ghi Có nếu người này tự đến dự.")),
)  # fmt: skip
_FOUND = """
SELECT r.line, s.id AS session_id, s.state AS session_state, s.on, p.id AS person_id, r.status,
       CASE WHEN r.status = 'PRESENT' THEN '' ELSE COALESCE(r.reason, '') END AS reason,
       NOT COALESCE(r.unasked, false) AS expected, COALESCE(m.unit_id, p.home_id, s.unit_id) AS unit_id, s.period_id,
       s.theme_id, s.kind, s.is_make_up, a.id AS known_id, a.mark IS NOT NULL AS is_noted,
       (a.status, a.reason) IS DISTINCT FROM
         (r.status, CASE WHEN r.status = 'PRESENT' THEN '' ELSE COALESCE(r.reason, '') END) AS differs
  FROM sheet_rows r JOIN study_session s ON s.code = r.session JOIN orgs_person p ON p.code = r.person
  LEFT JOIN orgs_membership m ON m.person_id = p.id AND m.valid @> s.on
  LEFT JOIN study_attendance a ON a.session_id = s.id AND a.person_id = p.id
"""
_REACHED = """
SELECT r.line, s.unit_id FROM sheet_rows r JOIN study_session s ON s.code = r.session
"""
# As `services.learners` keeps it, for everybody in the file at once: who came to a session where nobody had noted her
# has studied, whatever else she attended or missed. It holds every learner of the file, also those whom it leaves as
# they are: what follows reads what all others have committed.
_ENTER = """
INSERT INTO study_learner AS l (theme_id, person_id, period_id, unit_id, expected, has_studied, is_made_up)
SELECT f.theme_id, f.person_id, f.period_id, min(f.unit_id), bool_or(f.expected), bool_or(f.came),
       COALESCE(bool_and(f.is_make_up) FILTER (WHERE f.came), false)
  FROM (SELECT *, known_id IS NULL AND status = %(present)s AS came FROM sheet_found WHERE theme_id IS NOT NULL) f
 GROUP BY 1, 2, 3 ORDER BY 2, 1
ON CONFLICT (person_id, theme_id, period_id) DO UPDATE
   SET expected = l.expected OR excluded.expected, has_studied = l.has_studied OR excluded.has_studied,
       is_made_up = CASE WHEN NOT excluded.has_studied THEN l.is_made_up
                         ELSE excluded.is_made_up AND (l.is_made_up OR NOT l.has_studied) END
 WHERE (excluded.expected AND NOT l.expected)
    OR (excluded.has_studied AND (NOT l.has_studied OR (l.is_made_up AND NOT excluded.is_made_up)))
"""
# Of whom the file says otherwise than what stands here, all that she attended counts anew.
_FOLLOW = """
WITH seen AS (
    SELECT a.person_id, a.theme_id, a.period_id, bool_or(a.status = %(present)s) AS has_studied,
           COALESCE(bool_and(a.is_make_up) FILTER (WHERE a.status = %(present)s), false) AS is_made_up
      FROM (SELECT DISTINCT person_id, theme_id, period_id FROM sheet_found
             WHERE theme_id IS NOT NULL AND known_id IS NOT NULL AND differs) f
      JOIN study_attendance a USING (person_id, theme_id, period_id)
     GROUP BY 1, 2, 3
)
UPDATE study_learner l SET has_studied = s.has_studied, is_made_up = s.is_made_up FROM seen s
 WHERE (l.person_id, l.theme_id, l.period_id) = (s.person_id, s.theme_id, s.period_id)
   AND (l.has_studied, l.is_made_up) IS DISTINCT FROM (s.has_studied, s.is_made_up)
"""


def _check(rows: Rows) -> None:
    for key, table, words in (
        ("session", "study_session", _("Không có buổi mã “%(code)s”.")),
        ("person", "orgs_person", _("Không có người mã “%(code)s”.")),
    ):
        nowhere = f"NOT EXISTS (SELECT FROM {table} o WHERE o.code = r.{key})"
        rows.fault(key, words, nowhere, code=f"r.{key}")
    rows.table("sheet_found", _FOUND)
    found = "JOIN sheet_found f USING (line)"
    rows.fault(
        "session",
        _("Buổi này đã chốt điểm danh hoặc đã hủy."),
        "f.session_state NOT IN ('PLANNED', 'HELD') AND (f.known_id IS NULL OR f.differs)",
        tables=found,
    )
    rows.fault("session", _("Buổi này chưa tới ngày."), "f.on > %(today)s", tables=found)
    rows.fault(
        "status",
        _("Đã điểm danh trên hệ thống và khác với tệp; không nạp đè."),
        "f.is_noted AND f.differs",
        tables=found,
    )


def _foretell(rows: Rows) -> None:
    """The checks have seen to every constraint."""
    rows.tell(ADDED, "SELECT f.line FROM sheet_found f WHERE f.known_id IS NULL")
    rows.tell(CHANGED, "SELECT f.line FROM sheet_found f WHERE f.known_id IS NOT NULL AND f.differs")


def _apply(rows: Rows) -> None:
    clerk = getattr(rows.actor, "pk", None)
    _foretell(rows)
    rows.run(
        """UPDATE study_attendance a SET status = f.status, reason = f.reason, way = %(way)s, marked_at = %(now)s,
                  received_at = %(now)s, marked_by_id = %(clerk)s
             FROM sheet_found f WHERE a.id = f.known_id AND f.differs AND a.mark IS NULL""",
        way=Way.SHEET.value,
        clerk=clerk,
    )
    rows.run(
        """INSERT INTO study_attendance
               (session_id, person_id, unit_id, period_id, theme_id, kind, is_make_up, expected, status, reason,
                is_disputed, way, marked_at, received_at, marked_by_id)
           SELECT f.session_id, f.person_id, f.unit_id, f.period_id, f.theme_id, f.kind, f.is_make_up, f.expected,
                  f.status, f.reason, false, %(way)s, %(now)s, %(now)s, %(clerk)s
             FROM sheet_found f WHERE f.known_id IS NULL ORDER BY f.line""",
        way=Way.SHEET.value,
        clerk=clerk,
    )
    rows.run(_ENTER, present=Status.PRESENT.value)
    rows.run(_FOLLOW, present=Status.PRESENT.value)
    rows.settle("study_attendance", "study_learner")


ATTENDANCES = register(
    Sheet(
        key="nguoi-du",
        title=_l("Người dự các buổi"),
        lead=_l("Mỗi dòng là một người ở một buổi."),
        order=76,
        columns=_COLUMNS,
        identity=("session", "person"),
        check=_check,
        apply=_apply,
        foretell=_foretell,
        places=_REACHED,
    )
)
