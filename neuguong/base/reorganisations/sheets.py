"""A batch as a workbook: one row for each change. Loading makes a draft, or changes its lines; the trees change only
when somebody applies it on its page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.journal.services import adopt
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Unit
from neuguong.base.reorganisations import rules
from neuguong.base.reorganisations.choices import ChangeKind, Late, State
from neuguong.base.reorganisations.models import Reorganisation
from neuguong.kit.sheets import ADDED, CHANGED, Kind, Rows, Sheet, SheetColumn, choices_of, register

_NEW = _l("Mã của đơn vị đã có, hoặc của đơn vị mới lập trong đợt này.")
_COLUMNS = (
    SheetColumn("scope", "Mã đơn vị phạm vi", Kind.CODE, True, max=160, offers="unit", width=24),
    SheetColumn("decision", "Quyết định", Kind.TEXT, True, max=120, example="12-QĐ/TU", width=20),
    SheetColumn("title", "Tên đợt sắp xếp", Kind.TEXT, True, max=200, width=40),
    SheetColumn("signed", "Ngày ký", Kind.DATE, True),
    SheetColumn("on", "Có hiệu lực từ", Kind.DATE, True),
    SheetColumn("number", "Số thứ tự", Kind.INT, True, max=10_000, width=10),
    SheetColumn("kind", "Hình thức", Kind.CHOICE, True, choices=choices_of(ChangeKind.choices), width=18),
    SheetColumn("unit", "Mã đơn vị", Kind.CODE, True, max=160, width=28, help=_NEW),
    SheetColumn("target", "Mã đơn vị nhận", Kind.CODE, max=160, width=28, help=_NEW),
    SheetColumn("name", "Tên mới", Kind.TEXT, max=200, width=32),
    SheetColumn("short", "Tên viết tắt", Kind.TEXT, max=40),
    SheetColumn("unit_kind", "Loại đơn vị", Kind.CHOICE, choices=choices_of(UnitKind.choices), width=22),
    SheetColumn("parent", "Mã cấp trên của đơn vị mới", Kind.CODE, max=160, width=28),
    SheetColumn("late", "Số liệu ghi muộn", Kind.CHOICE, choices=choices_of(Late.choices[1:]), width=24),
)
_REACHED = "SELECT r.line, u.id AS unit_id FROM sheet_rows r LEFT JOIN orgs_unit u ON u.code = r.scope"
# Each batch of the file with its draft, if there is one already.
_HEADS = """
SELECT DISTINCT ON (r.scope, r.decision, r.title) r.line, u.id AS unit_id, r.decision, r.title, r.signed, r.on,
       b.id AS batch_id, b.state
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.scope
  LEFT JOIN reorganisations_reorganisation b
         ON b.unit_id = u.id AND b.decision = r.decision AND b.title = r.title AND b.state <> 'UNDONE'
 ORDER BY r.scope, r.decision, r.title, r.line
"""
_SAME = """JOIN orgs_unit u ON u.code = r.scope
           JOIN sheet_heads h ON (h.unit_id, h.decision, h.title) = (u.id, r.decision, r.title)"""
_VALUES = (
    "r.kind, r.unit, COALESCE(r.target, ''), COALESCE(r.name, ''), COALESCE(r.short, ''), COALESCE(r.unit_kind, ''),"
    " COALESCE(r.parent, ''), COALESCE(r.late, '')"
)
_FIELDS = "kind, unit_code, target_code, name, short_name, unit_kind, parent_code, late"


def _check(rows: Rows) -> None:
    rows.fault(
        "scope",
        _("Không có đơn vị mã “%(code)s”."),
        "NOT EXISTS (SELECT FROM orgs_unit u WHERE u.code = r.scope)",
        code="r.scope",
    )
    if rows.actor is not None:
        drawn = list(rules.units.visible(Unit.objects.all(), rows.actor, "draw").values_list("code", flat=True))
        rows.fault(
            "scope", _("Chỉ quản trị viên của đơn vị này được soạn đợt sắp xếp."), "NOT r.scope = ANY(%(drawn)s)",
            params={"drawn": drawn},
        )  # fmt: skip
    rows.table("sheet_heads", _HEADS)
    rows.fault(
        "title",
        _("Đợt sắp xếp này đã áp dụng, không nạp thêm được."),
        "h.state = %(applied)s",
        tables=_SAME,
        params={"applied": State.APPLIED.value},
    )
    rows.fault("on", _("Khác với dòng đầu của cùng đợt."), "(h.on, h.signed) <> (r.on, r.signed)", tables=_SAME)
    taken = "r.target IS NULL AND r.kind IN ('MERGE', 'ABSORB', 'SPLIT', 'MOVE')"
    rows.fault("target", _("Thiếu mã đơn vị nhận."), taken)
    rows.fault("name", _("Thiếu tên mới."), "r.name IS NULL AND r.kind IN ('OPEN', 'RENAME')")


def _apply(rows: Rows) -> None:
    rows.run(
        """INSERT INTO reorganisations_reorganisation
             (unit_id, title, decision, signed_on, "on", state, made_by_id, report, ledger)
           SELECT unit_id, title, decision, signed, "on", 'DRAFT', %(actor)s, '{}', '{}' FROM sheet_heads
            WHERE batch_id IS NULL ORDER BY line""",
        actor=getattr(rows.actor, "pk", None),
    )
    fresh = {pk for (pk,) in rows.all("SELECT batch_id FROM sheet_heads WHERE batch_id IS NOT NULL")}
    rows.table("sheet_heads", _HEADS)
    made = [(pk, State.DRAFT.value) for (pk,) in rows.all("SELECT batch_id FROM sheet_heads") if pk not in fresh]
    adopt(Reorganisation, made, origin=rows.origin, now=rows.now, actor=rows.actor)
    rows.mark(
        CHANGED,
        f"""UPDATE reorganisations_change c SET ({_FIELDS}) = ({_VALUES}) FROM sheet_rows r {_SAME}
             WHERE c.reorganisation_id = h.batch_id AND c.number = r.number
               AND ({", ".join(f"c.{name}" for name in _FIELDS.split(", "))}) IS DISTINCT FROM ({_VALUES})
            RETURNING r.line""",  # noqa: S608 (SQL of our own)
        "r.line = w.line",
    )
    rows.mark(
        ADDED,
        f"""INSERT INTO reorganisations_change (reorganisation_id, number, {_FIELDS})
            SELECT h.batch_id, r.number, {_VALUES} FROM sheet_rows r {_SAME} ORDER BY r.line
            ON CONFLICT (reorganisation_id, number) DO NOTHING RETURNING reorganisation_id, number""",  # noqa: S608
        "r.number = w.number AND EXISTS (SELECT FROM orgs_unit u JOIN sheet_heads h ON h.unit_id = u.id"
        " WHERE u.code = r.scope AND (h.decision, h.title, h.batch_id) = (r.decision, r.title, w.reorganisation_id))",
    )
    rows.run(
        """UPDATE reorganisations_reorganisation b SET report = '{}', tried_at = NULL FROM sheet_heads h
            WHERE b.id = h.batch_id AND b.state = 'DRAFT'"""
    )


BATCHES = register(
    Sheet(
        key="sap-xep",
        title=_l("Sắp xếp đơn vị"),
        lead=_l("Mỗi dòng là một thay đổi theo một quyết định; nạp xong đợt sắp xếp còn là bản soạn, chưa đổi gì."),
        order=25,
        columns=_COLUMNS,
        identity=("scope", "decision", "title", "number"),
        group=("scope", "decision", "title"),
        check=_check,
        apply=_apply,
        places=_REACHED,
    )
)
