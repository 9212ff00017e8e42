"""A person's own exports."""

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _l

from neuguong.base.exports.choices import Phase
from neuguong.base.exports.models import Export
from neuguong.kit.lists import Column, ListSpec

TONES = {
    Phase.WAITING: "info",
    Phase.RUNNING: "info",
    Phase.READY: "good",
    Phase.HANDED: "good",
    Phase.EXPIRED: "none",
    Phase.FAILED: "late",
    Phase.CANCELLED: "none",
}

EXPORTS: ListSpec[Export] = ListSpec(
    key="tep-da-xuat",
    caption=_l("Danh sách đã xuất"),
    columns=(
        Column("title", _l("Danh sách"), lambda row: row.title),
        Column("filters", _l("Điều kiện lọc"), lambda row: row.filters),
        Column("kind", _l("Dạng tệp"), lambda row: row.get_kind_display()),
        Column("rows", _l("Số dòng"), lambda row: row.rows, numeric=True, order=("rows",)),
        Column(
            "phase", _l("Trạng thái"), lambda row: row.get_phase_display(), tone=lambda row: TONES[Phase(row.phase)]
        ),
        Column("downloads", _l("Số lần tải"), lambda row: row.downloads, numeric=True),
        Column("asked_at", _l("Ngày xuất"), lambda row: localtime(row.asked_at).date(), order=("asked_at",)),
    ),
    order=("-asked_at", "-pk"),
    row_href=lambda row: reverse("exports:detail", args=[row.pk]),
    empty=(_l("Đồng chí chưa xuất danh sách nào"), _l("Mỗi danh sách có nút XLSX và CSV ở phía trên bảng.")),
)
