"""The catalogue of indicators: one row for each. What an empty cell leaves open follows from the kind of number."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.imports.services import check_unit
from neuguong.base.orgs.choices import UnitKind
from neuguong.kit.sheets import ADDED, CHANGED, Cells, Kind, Rows, Sheet, SheetColumn, choices_of, register
from neuguong.kit.text import nfc, slug, sort_key
from neuguong.work.indicators.choices import Direction, Every, OverTime, OverTree, ValueKind

_COLUMNS = (
    SheetColumn("code", "Mã chỉ tiêu", Kind.CODE, True, max=60, width=24, example="ho-thoat-ngheo"),
    SheetColumn("name", "Tên chỉ tiêu", Kind.TEXT, True, max=200, width=44, example="Hộ thoát nghèo"),
    SheetColumn("sector", "Nhóm, lĩnh vực", Kind.TEXT, max=120, width=24),
    SheetColumn("kind", "Loại số", Kind.CHOICE, True, choices=choices_of(ValueKind.choices)),
    SheetColumn("measure_unit", "Đơn vị tính", Kind.TEXT, max=40, example="hộ"),
    SheetColumn("places", "Số chữ số lẻ", Kind.INT, max=4, help=_l("Từ 0 đến 4; để trống là 0.")),
    SheetColumn("direction", "Chiều tốt", Kind.CHOICE, choices=choices_of(Direction.choices), width=22),
    SheetColumn("over_tree", "Tổng hợp theo cây", Kind.CHOICE, choices=choices_of(OverTree.choices), width=22),
    SheetColumn("over_time", "Tổng hợp theo thời gian", Kind.CHOICE, choices=choices_of(OverTime.choices), width=22),
    SheetColumn("every", "Kỳ ghi", Kind.CHOICE, True, choices=choices_of(Every.choices), width=20),
    SheetColumn("issuer", "Mã đơn vị ban hành", Kind.CODE, True, max=160, offers="unit", width=30),
    SheetColumn(
        "reporters", "Loại đơn vị nhập", Kind.TEXT, max=400, width=30, example="Đảng ủy xã",
        help=_l("Nhiều loại cách nhau bằng dấu chấm phẩy; để trống: ai có số thì nhập."),
    ),
    SheetColumn(
        "parts", "Phân tổ", Kind.TEXT, max=400, width=24, example="nam; nữ",
        help=_l("Các phần cách nhau bằng dấu chấm phẩy."),
    ),
    SheetColumn("source", "Nguồn số liệu", Kind.TEXT, max=200, width=30),
    SheetColumn("basis", "Căn cứ", Kind.TEXT, max=200, width=30),
    SheetColumn("since", "Áp dụng từ", Kind.DATE, True),
    SheetColumn("until", "Áp dụng đến", Kind.DATE, help=_l("Ngày đầu tiên không còn; để trống nếu còn.")),
)  # fmt: skip
_BETWEEN = ";"
_REACHED = """
SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code = r.issuer
UNION ALL
SELECT r.line, i.issuer_id FROM sheet_rows r JOIN indicators_indicator i ON i.code = r.code
"""
# How numbers meet where the sheet does not say: over the tree, over time.
_USUAL: dict[str, tuple[OverTree, OverTime]] = {
    ValueKind.RATIO: (OverTree.WEIGHTED, OverTime.LATEST),
    ValueKind.RANK: (OverTree.NONE, OverTime.LATEST),
    ValueKind.SCORE: (OverTree.MEAN, OverTime.LATEST),
}
_KINDS = {nfc(label).casefold(): value for label, value in choices_of(UnitKind.choices).items()}


def _listed(text: str) -> list[str]:
    return [part for part in (nfc(one) for one in text.split(_BETWEEN)) if part]


def _derive(cells: Cells) -> Cells:
    tree, time = _USUAL.get(cells["kind"], (OverTree.SUM, OverTime.SUM))
    named = _listed(cells.get("reporters", ""))
    known = [_KINDS[one.casefold()] for one in named if one.casefold() in _KINDS]
    strange = [one for one in named if one.casefold() not in _KINDS]
    return {
        "slug": slug(cells["code"]),
        "tree": cells.get("over_tree", tree.value),
        "time": cells.get("over_time", time.value),
        "reported_by": _BETWEEN.join(dict.fromkeys(known)),
        "strange": strange[0] if strange else "",
        "categories": _BETWEEN.join(dict.fromkeys(_listed(cells.get("parts", "")))),
        "sort_key": sort_key(cells["name"])[:480],
    }


def _check(rows: Rows) -> None:
    check_unit(rows, "issuer", "r.since")
    rows.fault("code", _("Mã chỉ tiêu chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối: %(slug)s."),
               "r.code <> r.slug", slug="r.slug")  # fmt: skip
    rows.fault("until", _("Ngày hết hiệu lực phải sau ngày có hiệu lực."), "r.until <= r.since")
    rows.fault("reporters", _("Không có loại đơn vị “%(kind)s”."), "r.strange <> ''", kind="r.strange")
    rows.fault(
        "over_tree",
        _("Tỷ lệ được tổng hợp bằng tổng tử số trên tổng mẫu số, không cộng phần trăm."),
        "r.kind = 'RATIO' AND r.tree NOT IN ('WEIGHTED', 'NONE')",
    )
    rows.fault(
        "over_tree",
        _("Chỉ tỷ lệ mới tổng hợp bằng tử số trên mẫu số."),
        "r.kind <> 'RATIO' AND r.tree = 'WEIGHTED'",
    )
    rows.fault(
        "over_tree", _("Thứ hạng không cộng lại được."), "r.kind = 'RANK' AND (r.tree <> 'NONE' OR r.time = 'SUM')"
    )
    for key, column in (("kind", "kind"), ("every", "every"), ("measure_unit", "measure_unit"), ("over_tree", "tree")):
        old = "over_tree" if column == "tree" else column
        rows.fault(
            key,
            _("Chỉ tiêu này đã có số liệu nên không đổi được loại số, đơn vị tính, kỳ ghi và cách tổng hợp."),
            f"i.{old} <> COALESCE(r.{column}, '') AND EXISTS (SELECT FROM indicators_value v WHERE"
            " v.indicator_id = i.id AND v.amount IS NOT NULL)",
            tables="JOIN indicators_indicator i ON i.code = r.code",
        )


_FOUND = """
SELECT r.line, r.code, r.name, COALESCE(r.sector, '') AS sector, r.kind, COALESCE(r.measure_unit, '') AS measure_unit,
       COALESCE(r.places, 0) AS places, COALESCE(r.direction, 'UP') AS direction, r.tree AS over_tree,
       r.time AS over_time, r.every, u.id AS issuer_id,
       COALESCE(string_to_array(NULLIF(r.reported_by, ''), ';'), '{}')::varchar(24)[] AS reported_by,
       COALESCE(string_to_array(NULLIF(r.categories, ''), ';'), '{}')::varchar(60)[] AS categories,
       COALESCE(r.source, '') AS source, COALESCE(r.basis, '') AS basis, daterange(r.since, r.until) AS valid,
       r.sort_key
  FROM sheet_rows r JOIN orgs_unit u ON u.code = r.issuer
"""
_KEPT = (
    "name", "sector", "kind", "measure_unit", "places", "direction", "over_tree", "over_time", "every", "issuer_id",
    "reported_by", "categories", "source", "basis", "valid", "sort_key",
)  # fmt: skip


def _apply(rows: Rows) -> None:
    rows.table("sheet_indicators", _FOUND)
    own, new = (", ".join(f"{side}.{name}" for name in _KEPT) for side in "is")
    setting = ", ".join(f"{name} = s.{name}" for name in _KEPT)
    rows.mark(
        CHANGED,
        f"""UPDATE indicators_indicator i SET {setting} FROM sheet_indicators s
             WHERE i.code = s.code AND ({own}) IS DISTINCT FROM ({new}) RETURNING s.line""",  # noqa: S608 (SQL of our own)
        "r.line = w.line",
    )
    rows.mark(
        ADDED,
        f"""INSERT INTO indicators_indicator (code, {", ".join(_KEPT)})
            SELECT s.code, {new} FROM sheet_indicators s
             WHERE NOT EXISTS (SELECT FROM indicators_indicator i WHERE i.code = s.code) ORDER BY s.line
            RETURNING code""",  # noqa: S608
        "r.code = w.code",
    )


CATALOGUE = register(
    Sheet(
        key="chi-tieu",
        title=_l("Danh mục chỉ tiêu"),
        lead=_l("Mỗi dòng là một chỉ tiêu: đếm cái gì, bằng đơn vị nào, cấp dưới cộng lên cấp trên ra sao."),
        order=80,
        columns=_COLUMNS,
        identity=("code",),
        check=_check,
        apply=_apply,
        places=_REACHED,
        derive=_derive,
        derived=("slug", "tree", "time", "reported_by", "strange", "categories", "sort_key"),
    )
)
