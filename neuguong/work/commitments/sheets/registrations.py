"""Registrations: one row for each item; the rows of one registration repeat its own fields.

Somebody who should register and has not yet has a row without an item. The deciding unit is never in the sheet: it is
found from the dated tree, as for a registration written here.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.sheets import Kind, Sheet, SheetColumn, choices_of, offer, register
from neuguong.work.commitments.choices import Group, State
from neuguong.work.commitments.choices import Kind as Registrant
from neuguong.work.commitments.sheets.checks import check
from neuguong.work.commitments.sheets.terms import SPANS
from neuguong.work.commitments.sheets.writes import apply
from neuguong.work.programmes.models import Standard

_STATES = [one for one in State.choices if one[0] != State.ENDED]  # a post ends here, on its day, never in a file
_COLUMNS = (
    SheetColumn("code", "Mã đăng ký", Kind.CODE, True, max=60, width=24, help=_l("Mã riêng của bản đăng ký.")),
    SheetColumn("year", "Năm", Kind.INT, True, max=2100, width=8),
    SheetColumn("kind", "Loại", Kind.CHOICE, True, choices=choices_of(Registrant.choices)),
    SheetColumn("person", "Mã người", Kind.CODE, max=40, help=_l("Để trống với đăng ký của tập thể.")),
    SheetColumn("unit", "Mã đơn vị", Kind.CODE, True, max=160, offers="unit", width=30),
    SheetColumn("due", "Hạn đăng ký", Kind.DATE, True),
    SheetColumn("submitted", "Ngày trình", Kind.DATE),
    SheetColumn("approved", "Ngày duyệt", Kind.DATE),
    SheetColumn("state", "Trạng thái", Kind.CHOICE, True, choices=choices_of(_STATES)),
    SheetColumn("shortcomings", "Khuyết điểm cần khắc phục", Kind.LINES, max=5000, width=40),
    SheetColumn("issue", "Vấn đề bức xúc", Kind.LINES, max=5000, width=40),
    SheetColumn("outcome", "Sản phẩm dự kiến", Kind.LINES, max=5000, width=40),
    SheetColumn("supervisor", "Mã đơn vị theo dõi", Kind.CODE, max=160, offers="unit", width=30),
    SheetColumn("number", "TT", Kind.INT, max=999, width=6, help=_l("Thứ tự của nội dung trong bản đăng ký.")),
    SheetColumn("group", "Nhóm", Kind.CHOICE, choices=choices_of(Group.choices), width=22),
    SheetColumn(
        "standard", "Chuẩn mực", Kind.INT, max=99, width=30, offers="standard", help=_l("Số thứ tự của chuẩn mực.")
    ),
    SheetColumn("deed", "Việc cụ thể", Kind.LINES, max=5000, width=50),
    SheetColumn("measure", "Biện pháp", Kind.LINES, max=5000, width=40),
    SheetColumn("product", "Sản phẩm, chỉ tiêu", Kind.LINES, max=5000, width=40),
    SheetColumn("target", "Số chỉ tiêu", Kind.DECIMAL),
    SheetColumn("measure_unit", "Đơn vị tính", Kind.TEXT, max=40),
    SheetColumn("item_due", "Thời hạn", Kind.DATE),
    SheetColumn("meeting", "Ngày họp quyết định", Kind.DATE),
    SheetColumn("decision", "Số văn bản quyết định", Kind.TEXT, max=60, width=20),
    SheetColumn("span", "Hiệu lực", Kind.CHOICE, choices=SPANS, help=_l("Để trống là một năm.")),
    SheetColumn(
        "adds_to",
        "Bổ sung cho mã",
        Kind.CODE,
        max=60,
        width=24,
        help=_l("Mã bản đăng ký cả nhiệm kỳ mà bản của năm này bổ sung; để trống nếu không có."),
    ),
)
# The units a row writes into: the one named, and those where a known registration of that code, or of that member in
# that year, stands.
_REACHED = """
SELECT r.line, u.id AS unit_id FROM sheet_rows r JOIN orgs_unit u ON u.code = r.unit
UNION
SELECT r.line, c.unit_id FROM sheet_rows r JOIN commitments_commitment c ON c.code = r.code
UNION
SELECT r.line, c.unit_id FROM sheet_rows r JOIN orgs_person p ON p.code = r.person
  JOIN commitments_commitment c ON c.person_id = p.id AND c.kind = 'INDIVIDUAL' AND c.kind = r.kind
  JOIN periods_period y ON y.id = c.period_id AND y.year = r.year
"""

REGISTRATIONS = register(
    Sheet(
        key="dang-ky",
        title=_l("Bản đăng ký"),
        lead=_l("Mỗi dòng là một nội dung; các dòng của cùng một bản đăng ký ghi lại thông tin chung của bản đó."),
        order=60,
        columns=_COLUMNS,
        identity=("code", "number"),
        group=("code",),
        check=check,
        apply=apply,
        places=_REACHED,
    )
)


def _standards(_user: Any) -> list[tuple[str, str]]:
    """The standards that may be named, by their numbers, the newest name of each."""
    found = dict(Standard.objects.order_by("valid", "code").values_list("code", "name"))
    return [(str(code), name) for code, name in sorted(found.items())]


offer("standard", _standards)
