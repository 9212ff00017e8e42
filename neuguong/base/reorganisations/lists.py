"""The list of batches."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.reorganisations.choices import State
from neuguong.base.reorganisations.models import Reorganisation
from neuguong.kit.lists import Column, ListSpec

TONES: dict[str, str] = {State.DRAFT: "info", State.APPLIED: "good", State.UNDONE: "none"}


class BatchFilter(django_filters.FilterSet):
    """Filters of the list of batches."""

    state = django_filters.ChoiceFilter(choices=State.choices, label=_l("Trạng thái"), empty_label=_l("Tất cả"))

    class Meta:
        model = Reorganisation
        fields: list[str] = []


BATCHES: ListSpec[Reorganisation] = ListSpec(
    key="sap-xep",
    caption=_l("Các đợt sắp xếp đơn vị"),
    columns=(
        Column("title", _l("Tên đợt sắp xếp"), lambda row: row.title),
        Column("decision", _l("Quyết định"), lambda row: row.decision),
        Column("on", _l("Có hiệu lực từ"), lambda row: row.on, numeric=True, order=("on",)),
        Column("unit", _l("Trong phạm vi"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("lines", _l("Số thay đổi"), lambda row: row.lines, numeric=True),  # type: ignore[attr-defined]  # annotated
        Column(
            "state", _l("Trạng thái"), lambda row: row.get_state_display(), order=("state",),
            tone=lambda row: TONES[row.state],
        ),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("-on", "-pk"),
    filters=BatchFilter,
    row_href=lambda row: reverse("reorganisations:detail", args=[row.pk]),
    empty=(
        _l("Chưa có đợt sắp xếp nào"),
        _l("Mỗi quyết định hợp nhất, sáp nhập, chia tách, giải thể đơn vị là một đợt, chạy thử trước rồi mới áp dụng."),
    ),
)  # fmt: skip
