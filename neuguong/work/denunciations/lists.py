"""The rows behind the figures: number, days and state, for those alone who may open them; nothing that is sealed."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.figures.queries import register_rows
from neuguong.kit.lists import Column, ListSpec
from neuguong.work.denunciations.choices import State
from neuguong.work.denunciations.models import Denunciation
from neuguong.work.denunciations.rules import denunciations

TONES: dict[str, str] = {
    State.RECEIVED: "warn", State.ACCEPTED: "info", State.PAUSED: "none", State.CONCLUDED: "info", State.CLOSED: "good",
}  # fmt: skip

ROWS: ListSpec[Denunciation] = ListSpec(
    key="to-cao",
    caption=_l("Đơn tố cáo"),
    columns=(
        Column("number", _l("Số"), str),
        Column("unit", _l("Nơi tiếp nhận"), lambda row: row.unit.name),
        Column("received_on", _l("Ngày nhận"), lambda row: row.received_on, order=("received_on",)),
        Column("state", _l("Trạng thái"), lambda row: row.get_state_display(), tone=lambda row: TONES.get(row.state)),
        Column("due_on", _l("Hạn"), lambda row: row.due_on, order=("due_on",)),
    ),
    order=("due_on", "pk"),
    row_href=lambda row: reverse("denunciations:detail", args=[row.pk]),
    empty=(_l("Không có đơn nào đồng chí được mở"), _l("Chỉ người được giao từng đơn mới thấy đơn ấy.")),
)

register_rows("denunciations.Denunciation", ROWS, denunciations, lambda rows: rows.select_related("unit"))
