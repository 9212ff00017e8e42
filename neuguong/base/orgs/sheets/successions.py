"""Who took over from whom: one row for each pair."""

from contextlib import ExitStack

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import SuccessionKind
from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import reorganise
from neuguong.kit.sheets import ADDED, CHANGED, Kind, Rows, Sheet, SheetColumn, choices_of, day, register

_COLUMNS = (
    SheetColumn("old", "Mã đơn vị cũ", Kind.CODE, True, max=160, offers="unit", width=30),
    SheetColumn("new", "Mã đơn vị mới", Kind.CODE, True, max=160, width=30),
    SheetColumn("kind", "Hình thức", Kind.CHOICE, True, choices=choices_of(SuccessionKind.choices)),
    SheetColumn("on", "Ngày", Kind.DATE, True),
    SheetColumn("decision", "Quyết định", Kind.TEXT, max=120, width=24),
)
_PAIRS = "JOIN orgs_unit a ON a.code = r.old JOIN orgs_unit b ON b.code = r.new"
_REACHED = """
SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code IN (r.old, r.new)
"""


def _check(rows: Rows) -> None:
    for key in ("old", "new"):
        rows.fault(
            key,
            _("Không có đơn vị mã “%(code)s”."),
            f"NOT EXISTS (SELECT FROM orgs_unit u WHERE u.code = r.{key})",
            code=f"r.{key}",
        )
    rows.fault("new", _("Đơn vị không thể kế thừa chính mình."), "r.old = r.new")
    rows.fault(
        "on",
        _("Đơn vị cũ còn hoạt động sau ngày %(on)s."),
        """EXISTS (SELECT FROM orgs_unit u JOIN orgs_placement p ON p.unit_id = u.id AND p.valid @> r.on
                    WHERE u.code = r.old) AND r.kind IN ('MERGE', 'ABSORB', 'DISSOLVE')""",
        on=day("r.on"),
    )


def _apply(rows: Rows) -> None:
    trees = Tree.objects.order_by("pk")
    with ExitStack() as stack:
        touched = {tree.pk: stack.enter_context(reorganise(tree)) for tree in trees}
        rows.mark(
            CHANGED,
            f"""UPDATE orgs_succession s SET kind = r.kind, decision = COALESCE(r.decision, s.decision)
                  FROM sheet_rows r {_PAIRS}
                 WHERE s.predecessor_id = a.id AND s.successor_id = b.id AND s.on = r.on
                   AND (s.kind, s.decision) IS DISTINCT FROM (r.kind, COALESCE(r.decision, s.decision))
                RETURNING r.line""",  # noqa: S608 (SQL of our own)
            "r.line = w.line",
        )
        rows.mark(
            ADDED,
            f"""INSERT INTO orgs_succession (predecessor_id, successor_id, kind, "on", decision)
                SELECT a.id, b.id, r.kind, r.on, COALESCE(r.decision, '') FROM sheet_rows r {_PAIRS} ORDER BY r.line
                ON CONFLICT DO NOTHING
                RETURNING (SELECT code FROM orgs_unit WHERE id = predecessor_id) AS old,
                          (SELECT code FROM orgs_unit WHERE id = successor_id) AS new, "on" """,  # noqa: S608
            'r.old = w.old AND r.new = w.new AND r."on" = w."on"',
        )
        for tree_id, unit_id in rows.all(
            """SELECT DISTINCT p.tree_id, p.unit_id FROM sheet_fates f JOIN sheet_rows r USING (line)
                 JOIN orgs_unit u ON u.code = r.old JOIN orgs_placement p ON p.unit_id = u.id"""
        ):
            touched[tree_id].add(unit_id)


SUCCESSIONS = register(
    Sheet(
        key="ke-thua",
        title=_l("Kế thừa"),
        lead=_l("Mỗi dòng là một đơn vị cũ và một đơn vị nhận tiếp; chia tách hay hợp nhất thì ghi nhiều dòng."),
        order=20,
        columns=_COLUMNS,
        identity=("old", "new", "on"),
        check=_check,
        apply=_apply,
        places=_REACHED,
    )
)
