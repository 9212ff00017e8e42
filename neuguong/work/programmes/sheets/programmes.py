"""Directives, conclusions and themes with their documents; plans of units for them.

A plan names in "Thuộc văn bản" the number of the programme it carries out, or of a plan above that does: the nearest
of that number at or above the unit is meant. It is loaded as issued; an expected plan is met, a draft is not touched.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.imports.services import check_unit, check_year, year_period
from neuguong.base.journal.services import adopt
from neuguong.kit.sheets import ADDED, CHANGED, Cells, Kind, Rows, Sheet, SheetColumn, choices_of, register
from neuguong.work.programmes.choices import DocumentKind, PlanState, ProgrammeKind
from neuguong.work.programmes.models import Plan
from neuguong.work.programmes.services import number_key
from neuguong.work.programmes.sheets.numbers import INSERT_PAPERS, UPDATE_PAPERS, derive_key, kind_of

PLAN = "PLAN"
_SORTS = {**choices_of(ProgrammeKind.choices), "Kế hoạch": PLAN}
_COLUMNS = (
    SheetColumn("sort", "Loại", Kind.CHOICE, True, choices=_SORTS, width=20),
    SheetColumn("number", "Số, ký hiệu", Kind.TEXT, True, max=60),
    SheetColumn("summary", "Trích yếu", Kind.TEXT, True, max=500, width=60),
    SheetColumn("unit", "Mã đơn vị ban hành", Kind.CODE, True, max=160, offers="unit", width=30),
    SheetColumn("on", "Ngày ban hành", Kind.DATE, True),
    SheetColumn("first", "Từ năm", Kind.INT, True, max=2100),
    SheetColumn("last", "Đến năm", Kind.INT, max=2100),
    SheetColumn(
        "under", "Thuộc văn bản", Kind.TEXT, max=60, help=_l("Số, ký hiệu của văn bản mà văn bản này thực hiện.")
    ),
)
_REACHED = "SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit"
_ISSUED = "extract(year FROM r.on)::int"

# Everything that a row may be under: programmes and plans of the file, then those of the database.
_ABOVE = """
SELECT r.line, NULL::bigint AS programme_id, u.id AS unit_id, r.number_key, r.sort = 'PLAN' AS is_plan, r.under_key
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit
UNION ALL
SELECT NULL, g.id, d.unit_id, d.number_key, false, NULL
  FROM programmes_programme g JOIN programmes_document d ON d.id = g.document_id
UNION ALL
SELECT NULL, n.programme_id, d.unit_id, d.number_key, true, NULL
  FROM programmes_plan n JOIN programmes_document d ON d.id = n.document_id
"""
# For each row the nearest issuer of the number it stands under: the unit itself, or above it on the day of issue.
_FOUND = """
SELECT DISTINCT ON (r.line) r.line, a.line AS above_line, a.programme_id, a.is_plan
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit
  JOIN sheet_above a ON a.number_key = r.under_key AND a.line IS DISTINCT FROM r.line
  LEFT JOIN orgs_tree t ON t.code = 'party'
  LEFT JOIN orgs_path mine ON mine.tree_id = t.id AND mine.unit_id = u.id
        AND mine.valid_from <= r.on AND mine.valid_to > r.on
  LEFT JOIN orgs_path theirs ON theirs.tree_id = t.id AND theirs.unit_id = a.unit_id
        AND theirs.valid_from <= r.on AND theirs.valid_to > r.on
 WHERE a.unit_id = u.id OR starts_with(mine.path, theirs.path)
 ORDER BY r.line, length(theirs.path) DESC NULLS LAST, a.programme_id NULLS LAST, a.line
"""
# Up through plans until a programme: one of the database (programme_id) or of the file (its line).
_ROOTS = """
WITH RECURSIVE up(line, above_line, programme_id, depth) AS (
    SELECT line, above_line, programme_id, 1 FROM sheet_found
    UNION ALL
    SELECT up.line, f.above_line, f.programme_id, up.depth + 1 FROM up JOIN sheet_rows r ON r.line = up.above_line
      JOIN sheet_found f ON f.line = r.line WHERE r.sort = 'PLAN' AND up.depth < 10
)
SELECT DISTINCT ON (up.line) up.line, up.above_line, up.programme_id FROM up
 LEFT JOIN sheet_rows r ON r.line = up.above_line WHERE up.programme_id IS NOT NULL OR r.sort <> 'PLAN'
 ORDER BY up.line, up.depth
"""
_PAPERS = f"""
SELECT r.line, u.id AS unit_id, r.number, r.number_key, r.paper, r.summary, r.on AS issued_on, p.id AS period_id
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit JOIN LATERAL ({year_period("y", _ISSUED)}) p ON true
"""  # noqa: S608 (SQL of our own)
_PLANS = f"""
SELECT r.line, r.on AS issued_on, u.id AS unit_id, p.id AS period_id, o.programme_id, o.above_line
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit JOIN sheet_roots o ON o.line = r.line
  JOIN LATERAL ({year_period("y", "r.first")}) p ON true WHERE r.sort = 'PLAN'
"""  # noqa: S608


def _derive(cells: Cells) -> Cells:
    found = derive_key(cells)
    if "sort" in cells and cells["sort"] != PLAN and "number" in cells:
        fallback = {"DIRECTIVE": DocumentKind.DIRECTIVE, "CONCLUSION": DocumentKind.CONCLUSION}
        found["paper"] = kind_of(cells["number"], fallback.get(cells["sort"], DocumentKind.GUIDANCE))
    elif "number" in cells:
        found["paper"] = kind_of(cells["number"], DocumentKind.PLAN)
    return {**found, "under_key": number_key(cells["under"])} if "under" in cells else found


def _check(rows: Rows) -> None:
    check_unit(rows, "unit", "r.on")
    check_year(rows, "on", _ISSUED)
    rows.fault("on", _("Ngày này chưa tới."), "r.on > %(today)s")
    rows.fault("last", _("Năm cuối phải từ năm đầu trở đi."), "r.last < r.first")
    rows.fault("under", _("Kế hoạch phải ghi văn bản mà nó thực hiện."), "r.sort = 'PLAN' AND r.under IS NULL")
    rows.table("sheet_above", _ABOVE)
    rows.table("sheet_found", _FOUND)
    rows.table("sheet_roots", _ROOTS)
    rows.fault(
        "under",
        _("Không có chương trình số “%(under)s” của đơn vị này hay của cấp trên."),
        "r.under IS NOT NULL AND NOT EXISTS (SELECT FROM sheet_roots o WHERE o.line = r.line)"
        " AND EXISTS (SELECT FROM orgs_unit u WHERE u.code = r.unit)",
        under="r.under",
    )
    _check_programmes(rows)
    _check_plans(rows)


def _check_programmes(rows: Rows) -> None:
    rows.fault(
        "summary",
        _("Chương trình này đã có với văn bản số %(number)s."),
        "r.sort <> 'PLAN' AND (d.number_key, d.issued_on) IS DISTINCT FROM (r.number_key, r.on)",
        tables="JOIN orgs_unit u ON u.code = r.unit JOIN programmes_programme g ON g.issuer_id = u.id"
        " AND g.kind = r.sort AND g.title = r.summary AND g.first_year = r.first"
        " LEFT JOIN programmes_document d ON d.id = g.document_id",
        number="d.number",
    )
    rows.fault(
        "summary",
        _("Chương trình này đã ghi ở dòng %(line)s."),
        "o.line < r.line AND r.sort <> 'PLAN'",
        tables="JOIN sheet_rows o ON (o.unit, o.sort, o.summary, o.first) = (r.unit, r.sort, r.summary, r.first)",
        line="o.line::text",
    )


def _check_plans(rows: Rows) -> None:
    check_year(rows, "first", "CASE WHEN r.sort = 'PLAN' THEN r.first END")
    rows.table("sheet_plans", _PLANS)
    rows.fault(
        "under",
        _("Đơn vị đã có kế hoạch cho chương trình và năm này ở dòng %(line)s."),
        "o.line < s.line",
        tables="JOIN sheet_plans s USING (line) JOIN sheet_plans o ON o.unit_id = s.unit_id"
        " AND o.period_id = s.period_id AND (o.programme_id, o.above_line) IS NOT DISTINCT FROM"
        " (s.programme_id, s.above_line)",
        line="o.line::text",
    )
    plan = """JOIN sheet_plans s USING (line) JOIN programmes_plan n ON n.unit_id = s.unit_id
              AND n.period_id = s.period_id AND n.programme_id = s.programme_id
              LEFT JOIN programmes_document d ON d.id = n.document_id"""
    rows.fault(
        "number",
        _("Kế hoạch này đang được dự thảo trên hệ thống; hãy ghi ban hành ở đó."),
        "n.state = 'DRAFT'",
        tables=plan,
    )
    rows.fault(
        "number",
        _("Đơn vị đã ban hành kế hoạch số %(number)s cho chương trình và năm này."),
        "n.state = 'ISSUED' AND (d.number_key, d.issued_on) IS DISTINCT FROM (r.number_key, r.on)",
        tables=plan,
        number="d.number",
    )


def _apply(rows: Rows) -> None:
    rows.table("sheet_papers", _PAPERS)
    rows.mark(CHANGED, UPDATE_PAPERS, "r.line = w.line")
    rows.mark(ADDED, INSERT_PAPERS, "r.unit = w.unit AND r.number_key = w.number_key AND r.on = w.issued_on")
    _programmes(rows)
    _plans(rows)


_WITH_PAPER = """sheet_rows r JOIN orgs_unit u ON u.code = r.unit
    JOIN programmes_document d ON d.unit_id = u.id AND d.number_key = r.number_key AND d.issued_on = r.on"""


def _programmes(rows: Rows) -> None:
    rows.mark(
        CHANGED,
        f"""UPDATE programmes_programme g SET kind = r.sort, title = r.summary, first_year = r.first,
                   last_year = COALESCE(r.last, g.last_year)
              FROM {_WITH_PAPER}
             WHERE g.document_id = d.id AND r.sort <> 'PLAN' AND (g.kind, g.title, g.first_year, g.last_year)
                   IS DISTINCT FROM (r.sort, r.summary, r.first, COALESCE(r.last, g.last_year))
            RETURNING r.line""",  # noqa: S608 (SQL of our own)
        "r.line = w.line",
    )
    rows.mark(
        ADDED,
        f"""INSERT INTO programmes_programme (kind, title, issuer_id, document_id, first_year, last_year)
            SELECT r.sort, r.summary, u.id, d.id, r.first, r.last FROM {_WITH_PAPER}
             WHERE r.sort <> 'PLAN' AND NOT EXISTS (SELECT FROM programmes_programme g WHERE g.document_id = d.id)
             ORDER BY r.line
            RETURNING (SELECT code FROM orgs_unit WHERE id = issuer_id) AS unit, kind, title, first_year""",  # noqa: S608
        "r.unit = w.unit AND r.sort = w.kind AND r.summary = w.title AND r.first = w.first_year",
    )
    # The programmes of the file now have ids: tell the rows that stand under them.
    rows.run(
        f"""UPDATE sheet_roots o SET programme_id = g.id
              FROM {_WITH_PAPER} JOIN programmes_programme g ON g.document_id = d.id
             WHERE o.above_line = r.line AND o.programme_id IS NULL"""  # noqa: S608
    )
    rows.mark(
        CHANGED,
        f"""UPDATE programmes_programme g SET parent_id = o.programme_id
              FROM {_WITH_PAPER} JOIN sheet_roots o ON o.line = r.line
             WHERE g.document_id = d.id AND r.sort <> 'PLAN' AND g.parent_id IS DISTINCT FROM o.programme_id
            RETURNING r.line""",  # noqa: S608
        "r.line = w.line",
    )


def _plans(rows: Rows) -> None:
    """Issued on the day of their document, which is also the deadline of a plan that nobody had expected; one that was
    expected keeps its deadline, and may be late."""
    rows.table("sheet_plans", _PLANS)
    rows.table("sheet_issued", "SELECT NULL::bigint AS id, NULL::integer AS line, NULL::text AS fate WHERE false")
    source = """sheet_plans s JOIN sheet_papers a ON a.line = s.line JOIN programmes_document d
                ON d.unit_id = a.unit_id AND d.number_key = a.number_key AND d.issued_on = a.issued_on"""
    rows.run(
        f"""WITH w AS (UPDATE programmes_plan n SET state = 'ISSUED', document_id = d.id,
                   timing = CASE WHEN d.issued_on > n.due_on THEN 'LATE' ELSE 'ON_TIME' END FROM {source}
             WHERE n.unit_id = s.unit_id AND n.period_id = s.period_id AND n.programme_id = s.programme_id
               AND n.state = 'EXPECTED' RETURNING n.id, s.line)
            INSERT INTO sheet_issued SELECT id, line, %(fate)s FROM w""",  # noqa: S608 (SQL of our own)
        fate=CHANGED,
    )
    rows.run(
        f"""WITH w AS (INSERT INTO programmes_plan
                   (programme_id, unit_id, period_id, state, timing, due_on, document_id)
             SELECT s.programme_id, s.unit_id, s.period_id, 'ISSUED', 'ON_TIME', s.issued_on, d.id FROM {source}
             ORDER BY s.line ON CONFLICT DO NOTHING RETURNING id, document_id)
            INSERT INTO sheet_issued SELECT w.id, s.line, %(fate)s FROM w JOIN {source} ON d.id = w.document_id""",  # noqa: S608
        fate=ADDED,
    )
    rows.run("INSERT INTO sheet_fates SELECT line, fate FROM sheet_issued")
    issued = [(pk, PlanState.ISSUED.value) for (pk,) in rows.all("SELECT id FROM sheet_issued ORDER BY id")]
    adopt(Plan, issued, origin=rows.origin, now=rows.now, actor=rows.actor)


PROGRAMMES = register(
    Sheet(
        key="chuong-trinh",
        title=_l("Chương trình và kế hoạch"),
        lead=_l("Mỗi dòng là một chỉ thị, kết luận, chuyên đề, hoặc kế hoạch của một đơn vị đã ban hành."),
        order=40,
        columns=_COLUMNS,
        identity=("unit", "number_key", "on"),
        check=_check,
        apply=_apply,
        places=_REACHED,
        derive=_derive,
        derived=("number_key", "paper", "under_key"),
    )
)
