"""The list of requests, for who asks and for who answers."""

import datetime as dt

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _l

from neuguong.base.consents.choices import OPEN, Kind, State
from neuguong.base.consents.models import DataRequest
from neuguong.base.consents.queries import due
from neuguong.kit.lists import Column, ListSpec

TONES: dict[str, str] = {
    State.ASKED: "warn",
    State.ACCEPTED: "info",
    State.CARRIED_OUT: "good",
    State.REFUSED: "late",
    State.WITHDRAWN: "none",
}


class RequestFilter(django_filters.FilterSet):
    """Filters of the list of requests."""

    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_l("Loại"), empty_label=_l("Tất cả"))
    state = django_filters.ChoiceFilter(
        choices=[("open", _l("Chưa khép lại")), *State.choices],
        method="by_state",
        label=_l("Trạng thái"),
        empty_label=_l("Tất cả"),
    )

    class Meta:
        model = DataRequest
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[DataRequest], _name: str, value: str) -> QuerySet[DataRequest]:
        """One state, or all in which something is still owed."""
        return queryset.filter(state__in=OPEN if value == "open" else (value,))


def asked_on(row: DataRequest) -> dt.date:
    """The day in Vietnam on which it was asked."""
    return localtime(row.asked_at).date()


REQUESTS: ListSpec[DataRequest] = ListSpec(
    key="yeu-cau-du-lieu",
    caption=_l("Yêu cầu về dữ liệu"),
    columns=(
        Column("person", _l("Người yêu cầu"), lambda row: row.person.full_name, order=("person__sort_key",)),
        Column("home", _l("Chi bộ"), lambda row: row.person.home.name if row.person.home else ""),
        Column("kind", _l("Loại"), lambda row: row.get_kind_display(), order=("kind",)),
        Column(
            "state", _l("Trạng thái"), lambda row: row.get_state_display(), order=("state",),
            tone=lambda row: TONES[row.state],
        ),
        Column("asked_at", _l("Gửi ngày"), asked_on, numeric=True, order=("asked_at",)),
        Column("due", _l("Hạn đang chạy"), due, numeric=True),
    ),
    people=("person_id",),
    order=("-asked_at", "-pk"),
    filters=RequestFilter,
    row_href=lambda row: reverse("consents:request", args=[row.pk]),
    empty=(
        _l("Chưa có yêu cầu nào"),
        _l("Yêu cầu xem, sửa, xóa dữ liệu của người trong cuộc sẽ hiện ở đây cùng hạn trả lời."),
    ),
)  # fmt: skip
