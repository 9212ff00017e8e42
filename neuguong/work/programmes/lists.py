"""Lists of documents, plans and communication activities, which are also the rows behind their figures."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.figures.queries import By, register_rows
from neuguong.kit.lists import Column, ListSpec
from neuguong.kit.text import fold
from neuguong.work.programmes import rules
from neuguong.work.programmes.choices import Channel, CodeState, DocumentKind, PlanState, Timing
from neuguong.work.programmes.models import (
    Acknowledgement,
    Communication,
    ConductCode,
    Document,
    Movement,
    MovementModel,
    Plan,
    Programme,
)
from neuguong.work.programmes.queries import documents_matching

TONES: dict[str, str] = {PlanState.EXPECTED: "warn", PlanState.DRAFT: "info", PlanState.ISSUED: "good"}


class DocumentFilter(django_filters.FilterSet):
    """Filters of the register of documents."""

    q = django_filters.CharFilter(method="by_text", label=_l("Số hoặc trích yếu"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    kind = django_filters.ChoiceFilter(choices=DocumentKind.choices, label=_l("Loại văn bản"))

    class Meta:
        model = Document
        fields: list[str] = []

    def by_text(self, queryset: QuerySet[Document], _name: str, value: str) -> QuerySet[Document]:
        """By number or by words of the summary."""
        return documents_matching(value, queryset)


class PlanFilter(django_filters.FilterSet):
    """Filters of the list of plans. A programme is chosen on its own page: there may be thousands of them."""

    q = django_filters.CharFilter(method="by_words", label=_l("Đơn vị"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    state = django_filters.ChoiceFilter(choices=PlanState.choices, label=_l("Trạng thái"))
    timing = django_filters.ChoiceFilter(
        choices=[one for one in Timing.choices if one[0] != Timing.NONE], label=_l("Ban hành")
    )
    programme = django_filters.ModelChoiceFilter(
        queryset=Programme.objects.order_by("pk"), widget=forms.HiddenInput, label=_l("Chương trình")
    )

    class Meta:
        model = Plan
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Plan], _name: str, value: str) -> QuerySet[Plan]:
        """Words of the unit's name, diacritics ignored."""
        return queryset.filter(_named(value))


class CommunicationFilter(django_filters.FilterSet):
    """Filters of the list of communication activities."""

    q = django_filters.CharFilter(method="by_words", label=_l("Đơn vị hoặc nội dung"))
    year = django_filters.NumberFilter("period__year", label=_l("Năm"))
    channel = django_filters.ChoiceFilter(choices=Channel.choices, label=_l("Kênh"))

    class Meta:
        model = Communication
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Communication], _name: str, value: str) -> QuerySet[Communication]:
        """Words of the unit's name, diacritics ignored, or a part of the title."""
        return queryset.filter(_named(value) | Q(title__icontains=value))


def _named(text: str) -> Q:
    found = Q()
    for word in fold(text).split():
        found &= Q(unit__search__contains=word)
    return found


def file_of(row: Document) -> str | None:
    """Where the document's file opens, if it has one."""
    return reverse("files:open", args=[row.file_id]) if row.file_id else None


DOCUMENTS: ListSpec[Document] = ListSpec(
    key="van-ban",
    caption=_l("Sổ văn bản"),
    columns=(
        Column("number", _l("Số, ký hiệu"), lambda row: row.number, order=("number_key",), href=file_of),
        Column("issued_on", _l("Ngày ban hành"), lambda row: row.issued_on, order=("issued_on",)),
        Column("kind", _l("Loại văn bản"), lambda row: row.get_kind_display(), order=("kind",)),
        Column("summary", _l("Trích yếu"), lambda row: row.summary),
        Column("unit", _l("Đơn vị ban hành"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("-issued_on", "pk"),
    filters=DocumentFilter,
    empty=(_l("Sổ văn bản chưa có gì"), _l("Văn bản của các cấp và kế hoạch đã ban hành sẽ hiện ở đây.")),
)


def state_words(row: Plan) -> str:
    """Where a plan stands; one issued after its deadline says so."""
    return str(Timing.LATE.label if row.timing == Timing.LATE else row.get_state_display())


def tone(row: Plan) -> str:
    """The tone of that state."""
    return "warn" if row.timing == Timing.LATE else TONES[row.state]


PLANS: ListSpec[Plan] = ListSpec(
    key="ke-hoach",
    caption=_l("Kế hoạch của các đơn vị"),
    columns=(
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("programme", _l("Chương trình"), lambda row: row.programme.title),
        Column("year", _l("Năm"), lambda row: str(row.period.year), order=("period__year",)),
        Column("due_on", _l("Hạn ban hành"), lambda row: row.due_on, order=("due_on",)),
        Column("state", _l("Trạng thái"), state_words, tone=tone),
        Column("document", _l("Văn bản"), lambda row: row.document and row.document.number),
        Column(
            "issued_on",
            _l("Ngày ban hành"),
            lambda row: row.document and row.document.issued_on,
            order=("document__issued_on",),
        ),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("-period__year", "unit__level", "unit__sort_key", "pk"),
    filters=PlanFilter,
    row_href=lambda row: reverse("programmes:plan", args=[row.pk]),
    empty=(
        _l("Chưa có kế hoạch nào"),
        _l("Khi cấp ủy giao xây dựng kế hoạch, mỗi đơn vị phải xây dựng sẽ hiện thành một dòng ở đây."),
    ),
)

COMMUNICATIONS: ListSpec[Communication] = ListSpec(
    key="tuyen-truyen",
    caption=_l("Hoạt động tuyên truyền"),
    columns=(
        Column("title", _l("Nội dung"), lambda row: row.title),
        Column("channel", _l("Kênh"), lambda row: row.get_channel_display(), order=("channel",)),
        Column("on", _l("Ngày"), lambda row: row.on, order=("on",)),
        Column("count", _l("Số lượng"), lambda row: row.count, numeric=True, order=("count",)),
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("unit_code", _l("Mã đơn vị"), lambda row: row.unit.code, export_only=True),
    ),
    order=("-on", "pk"),
    filters=CommunicationFilter,
    empty=(
        _l("Chưa ghi hoạt động tuyên truyền nào"),
        _l("Hội nghị, tin bài, buổi phát thanh của đơn vị sẽ hiện ở đây."),
    ),
)


CODE_TONES: dict[str, str] = {CodeState.DRAFT: "info", CodeState.ISSUED: "good", CodeState.ENDED: "none"}

CODES: ListSpec[ConductCode] = ListSpec(
    key="chuan-muc",
    caption=_l("Bộ chuẩn mực"),
    columns=(
        Column("title", _l("Tên"), lambda row: row.title),
        Column("unit", _l("Đơn vị ban hành"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("sector", _l("Ngành, lĩnh vực"), lambda row: row.sector),
        Column("document", _l("Quyết định ban hành"), lambda row: row.document.number),
        Column("issued_on", _l("Ngày ban hành"), lambda row: row.document.issued_on, order=("document__issued_on",)),
        Column("state", _l("Trạng thái"), lambda row: row.get_state_display(), tone=lambda row: CODE_TONES[row.state]),
    ),
    order=("-document__issued_on", "pk"),
    row_href=lambda row: reverse("programmes:code", args=[row.pk]),
    empty=(_l("Chưa có bộ chuẩn mực nào"), _l("Chuẩn mực đạo đức, “9 xây, 9 chống” của các cấp sẽ hiện ở đây.")),
)

ACKNOWLEDGEMENTS: ListSpec[Acknowledgement] = ListSpec(
    key="cam-ket-chuan-muc",
    caption=_l("Cam kết thực hiện chuẩn mực"),
    columns=(
        Column("person", _l("Họ tên"), lambda row: row.person.full_name, order=("person__sort_key",)),
        Column("unit", _l("Đơn vị"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("code", _l("Bộ chuẩn mực"), lambda row: row.code.title),
        Column("due_on", _l("Hạn"), lambda row: row.due_on, order=("due_on",)),
        Column("done_on", _l("Cam kết ngày"), lambda row: row.done_on, order=("done_on",)),
    ),
    order=("is_done", "person__sort_key", "pk"),
    people=("person_id",),
)

MOVEMENTS: ListSpec[Movement] = ListSpec(
    key="phong-trao",
    caption=_l("Phong trào"),
    columns=(
        Column("title", _l("Tên phong trào"), lambda row: row.title),
        Column("organisation", _l("Tổ chức chủ trì"), lambda row: row.get_organisation_display()),
        Column("unit", _l("Đơn vị phát động"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("starts_on", _l("Từ ngày"), lambda row: row.starts_on, order=("starts_on",)),
        Column("ends_on", _l("Đến ngày"), lambda row: row.ends_on),
    ),
    order=("-starts_on", "pk"),
    row_href=lambda row: reverse("programmes:movement", args=[row.pk]),
    empty=(_l("Chưa ghi phong trào nào"), _l("Phong trào của Mặt trận và các đoàn thể sẽ hiện ở đây.")),
)

MOVEMENT_MODELS: ListSpec[MovementModel] = ListSpec(
    key="mo-hinh-phong-trao",
    caption=_l("Mô hình của phong trào"),
    columns=(
        Column("name", _l("Tên mô hình"), lambda row: row.name),
        Column("movement", _l("Phong trào"), lambda row: row.movement.title),
        Column("unit", _l("Đơn vị thực hiện"), lambda row: row.unit.name, order=("unit__sort_key",)),
        Column("since", _l("Từ ngày"), lambda row: row.since, order=("since",)),
        Column("people", _l("Số người tham gia"), lambda row: row.people, numeric=True, order=("people",)),
    ),
    order=("-since", "pk"),
    row_href=lambda row: reverse("programmes:movement", args=[row.movement_id]),
)


def _called(pk: int) -> str | None:
    return Programme.objects.filter(pk=pk).values_list("title", flat=True).first()


register_rows("programmes.Document", DOCUMENTS, rules.documents, lambda rows: rows.select_related("unit"))
register_rows(
    "programmes.Plan", PLANS, rules.plans,
    lambda rows: rows.select_related("unit", "period", "programme", "document"), By("programme_id", _called),
)  # fmt: skip
register_rows(
    "programmes.Communication", COMMUNICATIONS, rules.communications, lambda rows: rows.select_related("unit")
)


def _titled(pk: int) -> str | None:
    return ConductCode.objects.filter(pk=pk).values_list("title", flat=True).first()


register_rows("programmes.ConductCode", CODES, rules.codes, lambda rows: rows.select_related("unit", "document"))
register_rows(
    "programmes.Acknowledgement", ACKNOWLEDGEMENTS, rules.acknowledgements,
    lambda rows: rows.select_related("person", "unit", "code"), By("code_id", _titled),
)  # fmt: skip
register_rows("programmes.Movement", MOVEMENTS, rules.movements, lambda rows: rows.select_related("unit"))
register_rows(
    "programmes.MovementModel", MOVEMENT_MODELS, rules.movement_models,
    lambda rows: rows.select_related("unit", "movement"),
)  # fmt: skip
