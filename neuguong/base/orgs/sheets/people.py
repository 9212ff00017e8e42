"""People: one row for each post beside the cell it was held in; a person without posts has one row for each cell.

A person is told by our own code, never by the identity card; a membership by its cell and first day, a post by unit,
title and first day. An empty cell of the sheet never erases what is there.
"""

from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import Sex, Standing
from neuguong.base.orgs.sheets.people_checks import check
from neuguong.base.orgs.sheets.people_writes import apply, foretell
from neuguong.kit.sheets import Cells, Kind, Sheet, SheetColumn, choices_of, register
from neuguong.kit.text import fold, name_sort_key

_UNTIL = _l("Ngày đầu tiên không còn; để trống nếu còn.")
_COLUMNS = (
    SheetColumn("code", "Mã người", Kind.CODE, True, max=40, help=_l("Mã riêng của hệ thống, không dùng số căn cước.")),
    SheetColumn("name", "Họ và tên", Kind.TEXT, True, max=120, example="Nguyễn Văn An", width=28),
    SheetColumn("born", "Ngày sinh", Kind.DATE),
    SheetColumn("sex", "Giới tính", Kind.CHOICE, choices=choices_of(Sex.choices), width=10),
    SheetColumn("admitted", "Ngày vào Đảng", Kind.DATE),
    SheetColumn("standing", "Diện", Kind.CHOICE, choices=choices_of(Standing.choices), width=22),
    SheetColumn("cell", "Mã chi bộ", Kind.CODE, max=160, offers="unit", width=30),
    SheetColumn("cell_since", "Sinh hoạt từ", Kind.DATE),
    SheetColumn("cell_until", "Sinh hoạt đến", Kind.DATE, example=" ", help=_UNTIL),
    SheetColumn("title", "Chức vụ", Kind.TEXT, max=200, example="Bí thư chi bộ", width=28),
    SheetColumn("post_unit", "Mã đơn vị giữ chức", Kind.CODE, max=160, offers="unit", width=30),
    SheetColumn("post_since", "Giữ chức từ", Kind.DATE),
    SheetColumn("post_until", "Giữ chức đến", Kind.DATE, example=" ", help=_UNTIL),
    SheetColumn("head", "Là người đứng đầu", Kind.FLAG),
    SheetColumn("login", "Tên đăng nhập", Kind.CODE, max=60),
    SheetColumn("ethnicity", "Dân tộc", Kind.TEXT, sensitive=True, max=60),
    SheetColumn("religion", "Tôn giáo", Kind.TEXT, sensitive=True, max=60),
    SheetColumn("hometown", "Quê quán", Kind.TEXT, sensitive=True, max=200, width=30),
)
# The units a row writes into: cell and post, and the cell where a known person lives now.
_REACHED = """
SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code = r.cell
UNION ALL
SELECT r.line, u.id FROM sheet_rows r JOIN orgs_unit u ON u.code = r.post_unit
UNION ALL
SELECT r.line, p.home_id FROM sheet_rows r JOIN orgs_person p ON p.code = r.code AND p.home_id IS NOT NULL
UNION ALL
SELECT r.line, NULL FROM sheet_rows r WHERE r.cell IS NULL AND r.post_unit IS NULL
   AND NOT EXISTS (SELECT FROM orgs_person p WHERE p.code = r.code)
"""


def _derive(cells: Cells) -> Cells:
    name = cells["name"]
    if "login" in cells:
        cells["login"] = cells["login"].lower()
    return {"search": fold(name)[:120], "sort_key": name_sort_key(name)[:260]}


PEOPLE = register(
    Sheet(
        key="nguoi",
        title=_l("Người và chức vụ"),
        lead=_l("Mỗi dòng là một chức vụ của một đồng chí; đồng chí không giữ chức vụ có một dòng với chi bộ."),
        order=30,
        columns=_COLUMNS,
        identity=("code", "cell", "cell_since", "title", "post_unit", "post_since"),
        group=("code",),
        check=check,
        apply=apply,
        foretell=foretell,
        places=_REACHED,
        derive=_derive,
        derived=("search", "sort_key"),
    )
)
