"""The list of batches."""

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.imports.models import Batch, Phase
from neuguong.base.imports.queries import kind_title
from neuguong.kit.lists import Column, ListSpec

TONES = {
    Phase.CHECKED: "info",
    Phase.APPLIED: "good",
    Phase.FAILED: "late",
    Phase.CANCELLED: "none",
}

BATCHES: ListSpec[Batch] = ListSpec(
    key="lo-du-lieu",
    caption=_l("Các lô dữ liệu"),
    columns=(
        Column("name", _l("Tệp"), lambda batch: batch.name),
        Column("kind", _l("Loại dữ liệu"), lambda batch: kind_title(batch.kind)),
        Column(
            "phase",
            _l("Trạng thái"),
            lambda batch: batch.get_phase_display(),
            tone=lambda batch: TONES.get(Phase(batch.phase), "none"),
        ),
        Column("rows", _l("Số dòng"), lambda batch: batch.rows, numeric=True),
        Column("bad", _l("Dòng lỗi"), lambda batch: batch.bad_rows, numeric=True),
        Column("by", _l("Người nạp"), lambda batch: str(batch.made_by or _("Hệ thống"))),
        Column("at", _l("Tải lên"), lambda batch: localtime(batch.made_at).date(), order=("made_at",)),
    ),
    order=("-made_at", "-pk"),
    row_href=lambda batch: reverse("imports:batch", args=[batch.pk]),
    empty=(_l("Chưa có lô dữ liệu nào"), _l("Tải tệp mẫu, điền dữ liệu rồi tải lên để kiểm tra và nạp.")),
)
