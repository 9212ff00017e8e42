"""Documents issued and communication activities: one row for each."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.imports.services import check_unit, check_year, year_period
from neuguong.kit.sheets import ADDED, CHANGED, Kind, Rows, Sheet, SheetColumn, choices_of, register
from neuguong.work.programmes.choices import Channel
from neuguong.work.programmes.sheets.numbers import INSERT_PAPERS, UPDATE_PAPERS, derive_key

_SORTS = {"Văn bản": "PAPER", "Hoạt động tuyên truyền": "ACTIVITY"}
_COLUMNS = (
    SheetColumn("unit", "Mã đơn vị", Kind.CODE, True, max=160, offers="unit", width=30),
    SheetColumn("sort", "Loại", Kind.CHOICE, True, choices=_SORTS, width=24),
    SheetColumn("number", "Số, ký hiệu", Kind.TEXT, max=60, help=_l("Bắt buộc với văn bản.")),
    SheetColumn("summary", "Trích yếu", Kind.TEXT, True, max=500, width=60),
    SheetColumn("on", "Ngày", Kind.DATE, True),
    SheetColumn(
        "channel", "Kênh", Kind.CHOICE, choices=choices_of(Channel.choices), help=_l("Bắt buộc với hoạt động.")
    ),
    SheetColumn("count", "Số lượng", Kind.INT, help=_l("Số lượt, số tin bài; để trống là 1.")),
)
_REACHED = "SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit"
_YEAR = "extract(year FROM r.on)::int"
_PAPERS = f"""
SELECT r.line, u.id AS unit_id, r.number, r.number_key, r.paper, r.summary, r.on AS issued_on, p.id AS period_id
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit JOIN LATERAL ({year_period("y", _YEAR)}) p ON true
 WHERE r.sort = 'PAPER'
"""  # noqa: S608 (SQL of our own)
_ACTIVITIES = f"""
SELECT r.line, u.id AS unit_id, r.channel, r.summary, r.on, COALESCE(r.count, 1) AS count, p.id AS period_id
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit JOIN LATERAL ({year_period("y", _YEAR)}) p ON true
 WHERE r.sort = 'ACTIVITY'
"""  # noqa: S608


def _check(rows: Rows) -> None:
    check_unit(rows, "unit", "r.on")
    check_year(rows, "on", _YEAR)
    rows.fault("on", _("Ngày này chưa tới."), "r.on > %(today)s")
    rows.fault("number", _("Thiếu số, ký hiệu văn bản."), "r.sort = 'PAPER' AND r.number IS NULL")
    rows.fault("channel", _("Thiếu kênh tuyên truyền."), "r.sort = 'ACTIVITY' AND r.channel IS NULL")
    rows.fault(
        "number",
        _("Số này đã có ở dòng %(line)s với trích yếu khác."),
        "o.line < r.line AND r.sort = 'PAPER'",
        tables="JOIN sheet_rows o ON o.unit = r.unit AND o.number_key = r.number_key AND o.on = r.on",
        line="o.line::text",
    )


def _apply(rows: Rows) -> None:
    rows.table("sheet_papers", _PAPERS)
    rows.table("sheet_activities", _ACTIVITIES)
    rows.mark(CHANGED, UPDATE_PAPERS, "r.line = w.line")
    rows.mark(
        ADDED,
        INSERT_PAPERS,
        "r.unit = w.unit AND r.number_key = w.number_key AND r.on = w.issued_on AND r.sort = 'PAPER'",
    )
    rows.mark(
        CHANGED,
        """UPDATE programmes_communication c SET count = s.count FROM sheet_activities s
            WHERE c.unit_id = s.unit_id AND c.channel = s.channel AND c.title = s.summary AND c.on = s.on
              AND c.count <> s.count
           RETURNING s.line""",
        "r.line = w.line",
    )
    rows.mark(
        ADDED,
        """INSERT INTO programmes_communication (unit_id, period_id, channel, title, "on", count)
           SELECT s.unit_id, s.period_id, s.channel, s.summary, s.on, s.count FROM sheet_activities s ORDER BY s.line
           ON CONFLICT DO NOTHING
           RETURNING (SELECT code FROM orgs_unit WHERE id = unit_id) AS unit, channel, title, "on" """,
        'r.unit = w.unit AND r.channel = w.channel AND r.summary = w.title AND r."on" = w."on"',
    )


DOCUMENTS = register(
    Sheet(
        key="van-ban-tuyen-truyen",
        title=_l("Văn bản và hoạt động tuyên truyền"),
        lead=_l("Mỗi dòng là một văn bản đã ban hành hoặc một hoạt động tuyên truyền."),
        order=50,
        columns=_COLUMNS,
        identity=("unit", "sort", "number", "summary", "on", "channel"),
        check=_check,
        apply=_apply,
        places=_REACHED,
        derive=derive_key,
        derived=("number_key", "paper"),
    )
)
