"""Units: one row for each name or place a unit had, with its dates; a unit in two trees has rows in both.

Consecutive rows with one name become one `UnitName`. A row is told by unit, tree and first day; an empty cell never
erases what is there, so an empty last day keeps an end that is already known.
"""

from contextlib import ExitStack

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import LEVEL_OF_KIND, Level, TreeCode, UnitKind
from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import reorganise
from neuguong.kit.sheets import ADDED, CHANGED, Cells, Kind, Rows, Sheet, SheetColumn, choices_of, day, register
from neuguong.kit.text import fold, sort_key

_COLUMNS = (
    SheetColumn("code", "Mã đơn vị", Kind.CODE, True, max=160, width=28, help=_l("Mã riêng, không bao giờ đổi.")),
    SheetColumn("name", "Tên đơn vị", Kind.TEXT, True, max=200, width=40),
    SheetColumn("short", "Tên viết tắt", Kind.TEXT, max=40),
    SheetColumn("kind", "Loại", Kind.CHOICE, True, choices=choices_of(UnitKind.choices), width=24),
    SheetColumn("tree", "Cây", Kind.CHOICE, True, choices=choices_of(TreeCode.choices)),
    SheetColumn(
        "parent", "Mã đơn vị cấp trên", Kind.CODE, max=160, offers="unit", width=28,
        help=_l("Để trống nếu là gốc của cây."),
    ),
    SheetColumn("since", "Hiệu lực từ", Kind.DATE, True),
    SheetColumn("until", "Hiệu lực đến", Kind.DATE, help=_l("Ngày đầu tiên không còn hiệu lực; để trống nếu còn.")),
    SheetColumn("decision", "Quyết định", Kind.TEXT, max=120, width=24),
)  # fmt: skip

# Where every row puts its unit, an open end closed as far as the database knows it.
_PLACES = """
SELECT r.line, r.code, r.tree, r.parent, r.name, COALESCE(r.short, '') AS short, r.kind, r.decision, u.id AS unit_id,
       daterange(r.since, COALESCE(r.until, upper(p.valid))) AS valid
  FROM sheet_rows r LEFT JOIN orgs_unit u ON u.code = r.code LEFT JOIN orgs_tree t ON t.code = r.tree
  LEFT JOIN orgs_placement p ON p.unit_id = u.id AND p.tree_id = t.id AND lower(p.valid) = r.since
 WHERE r.until IS NULL OR r.until > r.since
"""
# What every unit is called when: rows with one name joined, across trees.
_NAMES = """
SELECT code, unit_id, name, short, kind, unnest(range_agg(valid)) AS valid,
       (array_agg(decision ORDER BY valid) FILTER (WHERE decision IS NOT NULL))[1] AS decision
  FROM sheet_places GROUP BY code, unit_id, name, short, kind
"""
# All placements as they would be: those of the file, and those of the database that the file does not speak of.
_WOULD_BE = """
SELECT tree, code, parent, valid, line FROM sheet_places
UNION ALL
SELECT t.code, u.code, a.code, p.valid, NULL FROM orgs_placement p
  JOIN orgs_tree t ON t.id = p.tree_id JOIN orgs_unit u ON u.id = p.unit_id LEFT JOIN orgs_unit a ON a.id = p.parent_id
 WHERE NOT EXISTS (SELECT FROM sheet_places s WHERE s.tree = t.code AND s.code = u.code
                     AND lower(s.valid) = lower(p.valid))
"""
# The units whose data a row changes: its own, and the nearest one above that exists already.
_REACHED = """
WITH RECURSIVE up(line, code) AS (
    SELECT r.line, r.parent FROM sheet_rows r
     WHERE r.parent IS NOT NULL OR NOT EXISTS (SELECT FROM orgs_unit u WHERE u.code = r.code)
    UNION
    SELECT up.line, r.parent FROM up JOIN sheet_rows r ON r.code = up.code
     WHERE NOT EXISTS (SELECT FROM orgs_unit u WHERE u.code = up.code)
)
SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code = r.code
UNION
SELECT up.line, u.id FROM up LEFT JOIN orgs_unit u ON u.code = up.code WHERE u.id IS NOT NULL OR up.code IS NULL
"""


def _derive(cells: Cells) -> Cells:
    name, short = cells.get("name", ""), cells.get("short", "")
    level = LEVEL_OF_KIND[cells["kind"]] if "kind" in cells else Level.CELL
    return {"search": fold(f"{name} {short}")[:240], "sort_key": sort_key(name)[:480], "level": str(int(level))}


def _check(rows: Rows) -> None:
    rows.fault("until", _("Ngày hết hiệu lực phải sau ngày có hiệu lực."), "r.until <= r.since")
    rows.fault("parent", _("Đơn vị không thể trực thuộc chính mình."), "r.parent = r.code")
    rows.fault(
        "parent",
        _("Không có đơn vị cấp trên mã “%(parent)s”."),
        "r.parent IS NOT NULL AND NOT EXISTS (SELECT FROM orgs_unit u WHERE u.code = r.parent)"
        " AND NOT EXISTS (SELECT FROM sheet_rows o WHERE o.code = r.parent)",
        parent="r.parent",
    )
    rows.table("sheet_places", _PLACES)
    rows.table("sheet_names", _NAMES)
    rows.table("sheet_would_be", _WOULD_BE)
    _check_overlaps(rows)
    _check_lives(rows)


def _check_overlaps(rows: Rows) -> None:
    rows.fault(
        "since",
        _("Đơn vị đã có vị trí khác trong cây này vào khoảng thời gian đó (dòng %(line)s)."),
        "r.line > o.line",
        tables="JOIN sheet_places s USING (line)"
        " JOIN sheet_places o ON o.code = s.code AND o.tree = s.tree AND o.line <> s.line AND o.valid && s.valid",
        line="o.line::text",
    )
    rows.fault(
        "since",
        _("Đơn vị đã có vị trí trong cây này từ %(since)s, trùng khoảng thời gian đó."),
        "o.line IS NULL",
        tables="JOIN sheet_places s USING (line)"
        " JOIN sheet_would_be o ON o.code = s.code AND o.tree = s.tree AND o.valid && s.valid",
        since=day("lower(o.valid)"),
    )
    rows.fault(
        "name",
        _("Cùng một ngày đơn vị có hai tên hoặc hai loại khác nhau (dòng %(line)s)."),
        "r.line > o.line AND (o.name, o.short, o.kind) <> (s.name, s.short, s.kind)",
        tables="JOIN sheet_places s USING (line)"
        " JOIN sheet_places o ON o.code = s.code AND o.line <> s.line AND o.valid && s.valid",
        line="o.line::text",
    )
    rows.fault(
        "name",
        _("Hệ thống đã ghi tên “%(name)s” cho đơn vị này vào khoảng thời gian đó."),
        "NOT EXISTS (SELECT FROM sheet_names m WHERE m.unit_id = n.unit_id AND lower(m.valid) = lower(n.valid))",
        tables="JOIN sheet_places s USING (line) JOIN orgs_unitname n ON n.unit_id = s.unit_id AND n.valid && s.valid",
        name="n.name",
    )


def _check_lives(rows: Rows) -> None:
    rows.table("sheet_lives", "SELECT tree, code, range_agg(valid) AS days FROM sheet_would_be GROUP BY 1, 2")
    rows.fault(
        "parent",
        _("Đơn vị cấp trên “%(parent)s” không hoạt động trong cây này suốt khoảng thời gian đó."),
        "s.parent IS NOT NULL AND NOT s.valid <@ COALESCE(l.days, '{}'::datemultirange)"
        " AND (EXISTS (SELECT FROM orgs_unit u WHERE u.code = s.parent)"
        "      OR EXISTS (SELECT FROM sheet_rows o WHERE o.code = s.parent))",
        tables="JOIN sheet_places s USING (line) LEFT JOIN sheet_lives l ON l.tree = s.tree AND l.code = s.parent",
        parent="s.parent",
    )
    rows.fault(
        "until",
        _("Đơn vị “%(child)s” còn trực thuộc đơn vị này sau ngày đó. Hãy chuyển hoặc kết thúc đơn vị ấy trước."),
        "c.line IS NULL AND NOT c.valid <@ l.days",
        tables="JOIN sheet_places s USING (line) JOIN sheet_lives l ON l.tree = s.tree AND l.code = s.code"
        " JOIN sheet_would_be c ON c.tree = s.tree AND c.parent = s.code",
        child="c.code",
    )


def _apply(rows: Rows) -> None:
    with ExitStack() as stack:
        touched = {tree.pk: stack.enter_context(reorganise(tree)) for tree in _trees(rows)}
        _units(rows)
        _names(rows)
        _describe(rows)
        _placements(rows)
        rows.settle("orgs_unit", "orgs_unitname", "orgs_placement")
        found = rows.all(
            "SELECT DISTINCT t.id, u.id FROM sheet_fates f JOIN sheet_rows r USING (line)"
            " JOIN orgs_unit u ON u.code = r.code JOIN orgs_tree t ON t.code = r.tree"
        )
        for tree_id, unit_id in found:
            touched[tree_id].add(unit_id)


def _trees(rows: Rows) -> list[Tree]:
    named = {code for (code,) in rows.all("SELECT DISTINCT tree FROM sheet_rows")}
    for code in sorted(named):
        Tree.objects.get_or_create(
            code=code, defaults={"name": _("Cây tổ chức: %(name)s") % {"name": TreeCode(code).label}}
        )
    return list(Tree.objects.filter(code__in=named).order_by("pk"))


_NEWEST = "SELECT DISTINCT ON (code) * FROM sheet_rows ORDER BY code, since DESC, line"


def _units(rows: Rows) -> None:
    rows.mark(
        ADDED,
        f"""INSERT INTO orgs_unit (code, name, short_name, kind, level, rolled, search, sort_key)
            SELECT r.code, r.name, COALESCE(r.short, ''), r.kind, r.level::int, false, r.search, r.sort_key
              FROM ({_NEWEST}) r WHERE NOT EXISTS (SELECT FROM orgs_unit u WHERE u.code = r.code)
            ORDER BY r.level::int, r.line RETURNING code""",  # noqa: S608 (SQL of our own)
        "r.code = w.code",
    )


def _names(rows: Rows) -> None:
    rows.mark(
        CHANGED,
        """UPDATE orgs_unitname n SET name = s.name, kind = s.kind, valid = s.valid,
                  short_name = COALESCE(NULLIF(s.short, ''), n.short_name), decision = COALESCE(s.decision, n.decision)
             FROM sheet_names s
            WHERE n.unit_id = s.unit_id AND lower(n.valid) = lower(s.valid)
              AND (n.name, n.kind, n.valid, n.short_name, n.decision) IS DISTINCT FROM
                  (s.name, s.kind, s.valid,
                   COALESCE(NULLIF(s.short, ''), n.short_name), COALESCE(s.decision, n.decision))
           RETURNING s.code, n.valid""",
        "r.code = w.code AND r.since <@ w.valid",
    )
    rows.mark(
        ADDED,
        """INSERT INTO orgs_unitname (unit_id, name, short_name, kind, valid, decision)
           SELECT u.id, s.name, s.short, s.kind, s.valid, COALESCE(s.decision, '')
             FROM sheet_names s JOIN orgs_unit u ON u.code = s.code
            WHERE NOT EXISTS (SELECT FROM orgs_unitname n WHERE n.unit_id = u.id AND lower(n.valid) = lower(s.valid))
            ORDER BY u.id, s.valid
           RETURNING (SELECT code FROM orgs_unit WHERE id = unit_id) AS code, valid""",
        "r.code = w.code AND r.since <@ w.valid",
    )


def _describe(rows: Rows) -> None:
    """Repeat the newest name on the unit; a unit that was ever of commune level or higher keeps stored balances."""
    rows.mark(
        CHANGED,
        f"""UPDATE orgs_unit u SET name = n.name, short_name = n.short_name, kind = n.kind, level = r.level::int,
                   search = r.search, sort_key = r.sort_key
              FROM ({_NEWEST}) r JOIN LATERAL (
                   SELECT m.* FROM orgs_unitname m JOIN orgs_unit o ON o.id = m.unit_id AND o.code = r.code
                    ORDER BY m.valid DESC LIMIT 1) n ON n.name = r.name AND n.kind = r.kind
             WHERE u.code = r.code AND (u.name, u.short_name, u.kind, u.level) IS DISTINCT FROM
                   (n.name, n.short_name, n.kind, r.level::int)
            RETURNING u.code""",  # noqa: S608 (SQL of our own)
        "r.code = w.code",
    )
    rows.run(
        """UPDATE orgs_unit u SET rolled = true FROM (
             SELECT code FROM sheet_rows GROUP BY code HAVING min(level::int) <= %(commune)s) r
            WHERE u.code = r.code AND NOT u.rolled""",
        commune=int(Level.COMMUNE),
    )


def _placements(rows: Rows) -> None:
    same = """JOIN orgs_tree t ON t.code = s.tree JOIN orgs_unit u ON u.code = s.code
              LEFT JOIN orgs_unit a ON a.code = s.parent"""
    rows.mark(
        CHANGED,
        f"""UPDATE orgs_placement p SET valid = s.valid, parent_id = COALESCE(a.id, p.parent_id),
                   decision = COALESCE(s.decision, p.decision)
              FROM sheet_places s {same}
             WHERE p.tree_id = t.id AND p.unit_id = u.id AND lower(p.valid) = lower(s.valid)
               AND (p.valid, p.parent_id, p.decision) IS DISTINCT FROM
                   (s.valid, COALESCE(a.id, p.parent_id), COALESCE(s.decision, p.decision))
            RETURNING s.line""",  # noqa: S608 (SQL of our own)
        "r.line = w.line",
    )
    rows.mark(
        ADDED,
        f"""INSERT INTO orgs_placement (tree_id, unit_id, parent_id, valid, decision)
            SELECT t.id, u.id, a.id, s.valid, COALESCE(s.decision, '') FROM sheet_places s {same}
             WHERE NOT EXISTS (SELECT FROM orgs_placement p WHERE p.tree_id = t.id AND p.unit_id = u.id
                                  AND lower(p.valid) = lower(s.valid))
             ORDER BY s.line
            RETURNING (SELECT code FROM orgs_unit WHERE id = unit_id) AS code,
                      (SELECT code FROM orgs_tree WHERE id = tree_id) AS tree, lower(valid) AS since""",  # noqa: S608
        "r.code = w.code AND r.tree = w.tree AND r.since = w.since",
    )


UNITS = register(
    Sheet(
        key="don-vi",
        title=_l("Đơn vị"),
        lead=_l("Mỗi dòng là một khoảng thời gian đơn vị mang một tên, thuộc một cấp trên trong một cây."),
        order=10,
        columns=_COLUMNS,
        identity=("code", "tree", "since"),
        group=("code",),
        check=_check,
        apply=_apply,
        places=_REACHED,
        derive=_derive,
        derived=("search", "sort_key", "level"),
    )
)
