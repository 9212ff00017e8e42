"""A reader's notices as a list."""

import django_filters
from django import forms
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _l

from neuguong.base.notices.models import Notice, NoticeKind, Task
from neuguong.kit.lists import Column, ListSpec

_TONES = {NoticeKind.TO_DO: "info", NoticeKind.DUE: "warn", NoticeKind.LATE: "late", NoticeKind.NEWS: "none"}


class NoticeFilters(django_filters.FilterSet):
    viec = django_filters.ChoiceFilter("task", label=_l("Việc"), choices=Task, empty_label=_l("Tất cả"))
    loai = django_filters.ChoiceFilter("kind", label=_l("Loại"), choices=NoticeKind, empty_label=_l("Tất cả"))
    chua_doc = django_filters.BooleanFilter(
        "read_at", "isnull", label=_l("Chưa đọc"), widget=forms.Select(choices=[("", _l("Tất cả")), ("true", _l("Có"))])
    )

    class Meta:
        model = Notice
        fields: list[str] = []


NOTICES = ListSpec[Notice](
    key="thong-bao",
    caption=_l("Thông báo"),
    columns=(
        Column("text", _l("Nội dung"), lambda row: row.text),
        Column("task", _l("Việc"), lambda row: row.get_task_display()),
        Column("kind", _l("Loại"), lambda row: row.get_kind_display(), tone=lambda row: _TONES[NoticeKind(row.kind)]),
        Column("made_at", _l("Ngày"), lambda row: localtime(row.made_at).date(), numeric=True, order=("made_at",)),
        Column("read", _l("Tình trạng"), lambda row: _l("Đã đọc") if row.read_at else _l("Chưa đọc")),
    ),
    order=("-made_at", "-pk"),
    filters=NoticeFilters,
    row_href=lambda row: reverse("notices:open", args=[row.pk]),
    empty=(
        _l("Chưa có thông báo nào"),
        _l("Việc chờ đồng chí, việc sắp đến hạn và kết quả xử lý sẽ hiện ở đây."),
    ),
    selectable=True,
)
