"""Cases out of a unit's own book: one row each. Nobody is named: who sent them stays in the book on paper."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.imports.services import check_unit, check_year, year_period
from neuguong.base.journal.services import adopt
from neuguong.kit.sheets import ADDED, CHANGED, Kind, Rows, Sheet, SheetColumn, choices_of, register
from neuguong.work.dialogues.choices import SORTED_KINDS, CaseState, Channel, Sector, Timing
from neuguong.work.dialogues.models import Case

_COLUMNS = (
    SheetColumn("unit", "Mã đơn vị", Kind.CODE, True, max=160, offers="unit", width=30),
    SheetColumn("number", "Số trong sổ", Kind.CODE, True, max=40, example="15"),
    SheetColumn("received", "Ngày tiếp nhận", Kind.DATE, True),
    SheetColumn("kind", "Loại", Kind.CHOICE, True, choices=choices_of(SORTED_KINDS), width=20),
    SheetColumn("sector", "Lĩnh vực", Kind.CHOICE, True, choices=choices_of(Sector.choices), width=30),
    SheetColumn("summary", "Tóm tắt", Kind.TEXT, True, max=500, width=60, help=_l("Không ghi tên người gửi.")),
    SheetColumn(
        "complex", "Phức tạp", Kind.FLAG, help=_l("Vụ việc phức tạp, áp dụng thời hạn dài hơn; để trống là không.")
    ),
    SheetColumn("answered", "Ngày trả lời", Kind.DATE, help=_l("Để trống nếu chưa trả lời.")),
    SheetColumn("paper", "Số văn bản trả lời", Kind.TEXT, max=60),
)
_REACHED = "SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit"
_YEAR = "extract(year FROM r.received)::int"
# The n-th working day after the day of receipt, as base.periods counts it.
_DUE = """
SELECT w.day FROM (
  SELECT d::date AS day, row_number() OVER (ORDER BY d) AS n
    FROM generate_series(r.received + 1, r.received + 90, interval '1 day') d
    LEFT JOIN periods_holiday h ON h.on = d::date
   WHERE COALESCE(h.works, extract(isodow FROM d) < 6)) w
 WHERE w.n = (SELECT CASE WHEN COALESCE(r.complex, false) THEN c.complex_days ELSE c.days END
                FROM dialogues_caserule c ORDER BY c.valid @> r.received DESC, c.valid LIMIT 1)
"""
_WANTED = f"""
SELECT r.line, r.number, r.received, r.kind, r.sector, r.summary, COALESCE(r.complex, false) AS complex, r.answered,
       COALESCE(r.paper, '') AS paper, u.id AS unit_id, p.id AS period_id, c.id AS known_id,
       c.state = %(open)s AND c.channel = %(book)s AS is_open, c.due_on AS known_due, ({_DUE}) AS due_on
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit JOIN LATERAL ({year_period("y", _YEAR)}) p ON true
  LEFT JOIN dialogues_case c ON c.intake_unit_id = u.id AND c.period_id = p.id AND c.book_number = r.number
"""  # noqa: S608 (SQL of our own)
_INSERT = """
INSERT INTO dialogues_case (kind, sector, channel, unit_id, intake_unit_id, period_id, received_on, book_number,
       summary, is_complex, state, due_on, paused_days, timing, answered_on, answer_number, answer, may_publish,
       public_question, public_answer, rating)
SELECT s.kind, s.sector, %(book)s, s.unit_id, s.unit_id, s.period_id, s.received, s.number, s.summary, s.complex,
       CASE WHEN s.answered IS NULL THEN %(open)s ELSE %(done)s END, s.due_on, 0,
       CASE WHEN s.answered IS NULL THEN %(unsaid)s WHEN s.answered <= s.due_on THEN %(in_time)s ELSE %(late)s END,
       s.answered, s.paper, '', false, '', '', 'NONE'
  FROM sheet_wanted s WHERE s.known_id IS NULL ORDER BY s.line
RETURNING id, state, intake_unit_id, period_id, book_number
"""
_ANSWER = """
UPDATE dialogues_case c SET state = %(done)s, answered_on = s.answered, answer_number = s.paper,
       timing = CASE WHEN s.answered <= c.due_on THEN %(in_time)s ELSE %(late)s END
  FROM sheet_wanted s WHERE c.id = s.known_id AND s.is_open AND s.answered IS NOT NULL
RETURNING c.id, c.state, c.intake_unit_id, c.period_id, c.book_number
"""


def _check(rows: Rows) -> None:
    check_unit(rows, "unit", "r.received")
    check_year(rows, "received", _YEAR)
    rows.fault(
        "number",
        _("Số này của cùng năm đã có ở dòng %(line)s."),
        "o.line < r.line AND extract(year FROM o.received) = extract(year FROM r.received)",
        tables="JOIN sheet_rows o ON o.unit = r.unit AND o.number = r.number",
        line="o.line::text",
    )
    rows.fault("received", _("Ngày này chưa tới."), "r.received > %(today)s")
    rows.fault("answered", _("Ngày này chưa tới."), "r.answered > %(today)s")
    rows.fault("answered", _("Ngày trả lời trước ngày tiếp nhận."), "r.answered < r.received")


def _apply(rows: Rows) -> None:
    said = {
        "open": CaseState.HANDLING.value, "done": CaseState.ANSWERED.value, "book": Channel.WORKBOOK.value,
        "unsaid": Timing.OPEN.value, "in_time": Timing.ON_TIME.value, "late": Timing.LATE.value,
    }  # fmt: skip
    rows.table("sheet_wanted", _WANTED, **said)
    rows.table(
        "sheet_moved",
        "SELECT 0::bigint AS id, ''::text AS state, 0::bigint AS unit_id, 0::bigint AS period_id, ''::text AS number,"
        " ''::text AS fate WHERE false",
    )
    for fate, statement in ((CHANGED, _ANSWER), (ADDED, _INSERT)):
        rows.run(f"WITH w AS ({statement}) INSERT INTO sheet_moved SELECT w.*, %(fate)s FROM w", fate=fate, **said)  # noqa: S608
        rows.tell(
            fate,
            """SELECT s.line FROM sheet_wanted s JOIN sheet_moved m USING (unit_id, period_id, number)
                WHERE m.fate = %(which)s""",
            which=fate,
        )
    moved = [(pk, CaseState(state).value) for pk, state in rows.all("SELECT id, state FROM sheet_moved ORDER BY id")]
    adopt(Case, moved, origin=rows.origin, now=rows.now, actor=rows.actor)


CASES = register(
    Sheet(
        key="so-don-thu",
        title=_l("Sổ đơn thư"),
        lead=_l("Mỗi dòng là một đơn thư trong sổ của đơn vị, không có tên người gửi."),
        order=76,
        columns=_COLUMNS,
        identity=("unit", "number", "received"),
        check=_check,
        apply=_apply,
        places=_REACHED,
    )
)
