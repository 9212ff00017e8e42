"""Lists of sessions, turns of attendance and learners, which are also the rows behind their figures."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.figures.queries import By, register_rows
from neuguong.kit.lists import Column, ListSpec
from neuguong.kit.text import fold
from neuguong.work.study import rules
from neuguong.work.study.choices import SessionKind, SessionState, Status
from neuguong.work.study.models import Attendance, Conclusion, Learner, Scoring, Session, Theme

TONES: dict[str, str] = {
    SessionState.PLANNED: "info", SessionState.HELD: "warn", SessionState.CLOSED: "good",
    SessionState.CANCELLED: "none",
}  # fmt: skip
STATUS_TONES: dict[str, str] = {
    Status.EXPECTED: "none", Status.PRESENT: "good", Status.EXCUSED: "warn", Status.ABSENT: "late",
}  # fmt: skip


def _words(field: str, text: str) -> Q:
    found = Q()
    for word in fold(text).split():
        found &= Q(**{f"{field}__contains": word})
    return found


class SessionFilter(django_filters.FilterSet):
    """Filters of the list of sessions."""

    q = django_filters.CharFilter(method="by_words", label=_l("Tên buổi hoặc đơn vị"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    kind = django_filters.ChoiceFilter(choices=SessionKind.choices, label=_l("Hình thức"))
    state = django_filters.ChoiceFilter(choices=SessionState.choices, label=_l("Trạng thái"))
    theme = django_filters.ModelChoiceFilter(
        queryset=Theme.objects.order_by("pk"), widget=forms.HiddenInput, label=_l("Chuyên đề")
    )

    class Meta:
        model = Session
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Session], _name: str, value: str) -> QuerySet[Session]:
        """Words of the unit's name, diacritics ignored, or a part of the title."""
        return queryset.filter(_words("unit__search", value) | Q(title__icontains=value))


class ConclusionFilter(django_filters.FilterSet):
    """Filters of the list of conclusions."""

    q = django_filters.CharFilter(method="by_words", label=_l("Việc, chi bộ hoặc người thực hiện"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    is_done = django_filters.BooleanFilter(label=_l("Đã xong"))

    class Meta:
        model = Conclusion
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Conclusion], _name: str, value: str) -> QuerySet[Conclusion]:
        """Words of the unit's or the person's name, diacritics ignored, or a part of the task."""
        people = _words("unit__search", value) | _words("assignee__search", value)
        return queryset.filter(people | Q(text__icontains=value))


class AttendanceFilter(django_filters.FilterSet):
    """Filters of the people of one session."""

    q = django_filters.CharFilter(method="by_words", label=_l("Họ tên hoặc chi bộ"))
    status = django_filters.ChoiceFilter(choices=Status.choices, label=_l("Điểm danh"))

    class Meta:
        model = Attendance
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Attendance], _name: str, value: str) -> QuerySet[Attendance]:
        """Words of the person's or the unit's name, diacritics ignored."""
        return queryset.filter(_words("person__search", value) | _words("unit__search", value))


THEMES: ListSpec[Theme] = ListSpec(
    key="chuyen-de-hoc-tap",
    caption=_l("Chuyên đề học tập"),
    columns=(
        Column("title", _l("Chuyên đề"), lambda row: row.title),
        Column("programme", _l("Chương trình"), lambda row: row.programme.title),
        Column("unit", _l("Đơn vị triển khai"), lambda row: row.unit.name, order=("unit__sort_key",)),
    ),
    order=("title", "pk"),
    row_href=lambda row: reverse("study:theme", args=[row.pk]),
)

SESSIONS: ListSpec[Session] = ListSpec(
    key="buoi-hoc",
    caption=_l("Buổi học tập, sinh hoạt"),
    columns=(
        Column("title", _l("Tên buổi"), lambda row: row.title),
        Column("kind", _l("Hình thức"), lambda row: row.get_kind_display(), order=("kind",)),
        Column("on", _l("Ngày"), lambda row: row.on, order=("on",)),
        Column("unit", _l("Đơn vị tổ chức"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("theme", _l("Chuyên đề"), lambda row: row.theme and row.theme.title),
        Column(
            "state", _l("Trạng thái"), lambda row: row.get_state_display(), tone=lambda row: TONES[row.state],
            order=("state",),
        ),
        Column("code", _l("Mã buổi"), lambda row: row.code, export_only=True),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("-on", "pk"),
    filters=SessionFilter,
    row_href=lambda row: reverse("study:session", args=[row.pk]),
    empty=(_l("Chưa có buổi nào"), _l("Hội nghị, buổi sinh hoạt, lớp học đã lên lịch sẽ hiện ở đây.")),
)  # fmt: skip

ATTENDANCES: ListSpec[Attendance] = ListSpec(
    key="luot-du",
    caption=_l("Người dự"),
    columns=(
        Column("person", _l("Họ và tên"), lambda row: row.person.full_name, order=("person__sort_key",)),
        Column("unit", _l("Chi bộ"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("session", _l("Buổi"), lambda row: row.session.title),
        Column("on", _l("Ngày"), lambda row: row.session.on, order=("session__on",)),
        Column(
            "status", _l("Điểm danh"), lambda row: row.get_status_display(),
            tone=lambda row: STATUS_TONES[row.status], order=("status",),
        ),
        Column("reason", _l("Lý do vắng"), lambda row: row.reason),
        Column("way", _l("Cách ghi"), lambda row: row.get_way_display()),
        Column("expected", _l("Được triệu tập"), lambda row: row.expected, export_only=True),
        Column("person_code", _l("Mã người"), lambda row: row.person.code, export_only=True),
        Column("session_code", _l("Mã buổi"), lambda row: row.session.code, export_only=True),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("unit__sort_key", "person__sort_key", "pk"),
    filters=AttendanceFilter,
    people=("person_id",),
    empty=(_l("Chưa có ai trong danh sách"), _l("Người được mời dự buổi này sẽ hiện ở đây.")),
)  # fmt: skip

LEARNERS: ListSpec[Learner] = ListSpec(
    key="nguoi-hoc",
    caption=_l("Người học chuyên đề"),
    columns=(
        Column("person", _l("Họ và tên"), lambda row: row.person.full_name, order=("person__sort_key",)),
        Column("unit", _l("Chi bộ"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("theme", _l("Chuyên đề"), lambda row: row.theme.title),
        Column(
            "studied", _l("Kết quả"), lambda row: _studied(row),
            tone=lambda row: "good" if row.has_studied else "warn", order=("has_studied",),
        ),
        Column("person_code", _l("Mã người"), lambda row: row.person.code, export_only=True),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("unit__sort_key", "person__sort_key", "pk"),
    people=("person_id",),
    empty=(_l("Chưa có ai"), _l("Người được mời dự buổi học chuyên đề sẽ hiện ở đây.")),
)  # fmt: skip


CONCLUSIONS: ListSpec[Conclusion] = ListSpec(
    key="ket-luan",
    caption=_l("Kết luận của sinh hoạt chi bộ"),
    columns=(
        Column("text", _l("Việc"), lambda row: row.text),
        Column("assignee", _l("Người thực hiện"), lambda row: row.assignee.full_name, order=("assignee__sort_key",)),
        Column("unit", _l("Chi bộ"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("due_on", _l("Thời hạn"), lambda row: row.due_on, order=("due_on",)),
        Column("done_on", _l("Xong ngày"), lambda row: row.done_on, order=("done_on",)),
        Column("result", _l("Kết quả"), lambda row: row.result, export_only=True),
        Column("session", _l("Buổi"), lambda row: row.session.title, export_only=True),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("is_done", "due_on", "pk"),
    filters=ConclusionFilter,
    people=("assignee_id",),
    row_href=lambda row: reverse("study:conclusion", args=[row.pk]),
    empty=(_l("Chưa có kết luận nào"), _l("Việc được kết luận ở các buổi sinh hoạt chi bộ sẽ hiện ở đây.")),
)

SCORINGS: ListSpec[Scoring] = ListSpec(
    key="cham-diem",
    caption=_l("Chấm điểm sinh hoạt chi bộ"),
    columns=(
        Column("session", _l("Buổi"), lambda row: row.session.title),
        Column("on", _l("Ngày"), lambda row: row.session.on, order=("session__on",)),
        Column("unit", _l("Chi bộ"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("side", _l("Bên chấm"), lambda row: row.get_side_display()),
        Column("total", _l("Tổng điểm"), lambda row: row.total, numeric=True, order=("total",)),
        Column("rating", _l("Xếp loại"), lambda row: row.get_rating_display(), order=("rating",)),
        Column("basis", _l("Căn cứ"), lambda row: row.sheet.basis, export_only=True),
    ),
    order=("-session__on", "pk"),
    row_href=lambda row: reverse("study:session", args=[row.session_id]),
    empty=(_l("Chưa chấm buổi nào"), _l("Phiếu chấm các buổi sinh hoạt chi bộ sẽ hiện ở đây.")),
)


def _studied(row: Learner) -> str:
    if row.is_made_up:
        return str(_l("Đã học bù"))
    return str(_l("Đã học") if row.has_studied else _l("Chưa học"))


def _called(pk: int) -> str | None:
    return Theme.objects.filter(pk=pk).values_list("title", flat=True).first()


_BY_THEME = By("theme_id", _called)
register_rows("study.Theme", THEMES, rules.themes, lambda rows: rows.select_related("unit", "programme"))
register_rows("study.Session", SESSIONS, rules.sessions, lambda rows: rows.select_related("unit", "theme"), _BY_THEME)
register_rows(
    "study.Attendance", ATTENDANCES, rules.attendances,
    lambda rows: rows.select_related("person", "unit", "session"), _BY_THEME,
)  # fmt: skip
register_rows(
    "study.Learner", LEARNERS, rules.learners, lambda rows: rows.select_related("person", "unit", "theme"), _BY_THEME
)
register_rows(
    "study.Conclusion", CONCLUSIONS, rules.conclusions,
    lambda rows: rows.select_related("assignee", "unit", "session"),
)  # fmt: skip
register_rows("study.Scoring", SCORINGS, rules.scorings, lambda rows: rows.select_related("session", "unit", "sheet"))
