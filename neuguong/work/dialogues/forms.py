"""What people type at the desk: a case, its classification and answer; reception days; dialogues."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.queries import units_meant
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import paths_in_words
from neuguong.base.periods.models import Period
from neuguong.kit import clock
from neuguong.kit.forms import DateField, FilesField, InputForm, MeantField, ParagraphField, TextField
from neuguong.work.dialogues.choices import AT_DESK, SORTED_KINDS, DialogueKind, HeldBy, Sector
from neuguong.work.dialogues.models import Case, Dialogue
from neuguong.work.dialogues.services import Answered, Promised

SUGGESTIONS = "goi-y-don-vi"
_UNIT_HELP = _l("Gõ vài chữ của tên, hoặc mã đơn vị.")
_WEEKDAYS = [
    (0, _l("Thứ Hai")), (1, _l("Thứ Ba")), (2, _l("Thứ Tư")), (3, _l("Thứ Năm")), (4, _l("Thứ Sáu")),
]  # fmt: skip


class UnitField(MeantField):
    """One of the `allowed` units; cleans to a Unit or None."""

    suggestions = SUGGESTIONS
    allowed: QuerySet[Unit] = Unit.objects.all()

    def find(self, text: str) -> list[Unit]:
        return units_meant(text, self.allowed)

    def places(self, things: Sequence[Unit]) -> list[str]:
        return paths_in_words(things, clock.today())


class AtUnits(InputForm):
    """A form about one of a few units; the only one is chosen already."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị"), empty_label=None)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset, field.initial = units, units.first()


class IntakeForm(AtUnits):
    """A case brought to the desk."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=40)
    channel = forms.ChoiceField(label=_l("Kênh tiếp nhận"), choices=AT_DESK)
    received_on = DateField(label=_l("Ngày tiếp nhận"))
    book_number = TextField(label=_l("Số trong sổ của đơn vị"), max_length=40, required=False)
    full_name = TextField(label=_l("Họ và tên người gửi"), max_length=120)
    phone = TextField(label=_l("Điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=_l("Thư điện tử"), required=False)
    address = TextField(label=_l("Địa chỉ"), max_length=300, required=False)
    words = ParagraphField(label=_l("Nội dung"), max_length=10_000)
    papers = FilesField(label=_l("Tệp kèm theo"))
    may_publish = forms.BooleanField(
        label=_l("Người gửi đồng ý công khai câu hỏi và trả lời, không nêu tên"), required=False
    )


class SortForm(InputForm):
    """What a case is about. Everything here is read by those above, and nobody is named in it."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_l("Loại"), choices=SORTED_KINDS)
    sector = forms.ChoiceField(label=_l("Lĩnh vực"), choices=Sector.choices)
    summary = ParagraphField(
        label=_l("Tóm tắt"), max_length=500,
        help_text=_l("Không ghi họ tên, địa chỉ, điện thoại của người gửi: cấp trên và danh sách xuất ra có dòng này."),
    )  # fmt: skip
    is_complex = forms.BooleanField(label=_l("Vụ việc phức tạp, áp dụng thời hạn dài hơn"), required=False)


class TransferForm(InputForm):
    """Where a case goes, and why."""

    unit = UnitField(label=_l("Đơn vị có thẩm quyền"), help_text=_UNIT_HELP)
    reason = ParagraphField(label=_l("Lý do chuyển"), max_length=300, help_text=_l("Không ghi tên người gửi."))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.allowed = units


class MergeForm(InputForm):
    """Which case the matter is the same as."""

    into = forms.ModelChoiceField(Case.objects.none(), label=_l("Nhập vào"))

    def __init__(self, *args: Any, others: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = others
        field.label_from_instance = lambda row: f"{row}: {row.summary}"


class AnswerForm(InputForm):
    """The answer of the unit."""

    answer = ParagraphField(
        label=_l("Nội dung trả lời"), max_length=10_000, help_text=_l("Người gửi đọc được bằng mã theo dõi.")
    )
    answered_on = DateField(label=_l("Ngày trả lời"))
    answer_number = TextField(label=_l("Số văn bản trả lời"), max_length=60, required=False)


class RefuseForm(InputForm):
    """Why a case is given back."""

    reason = ParagraphField(
        label=_l("Lý do không thụ lý"), max_length=2000, help_text=_l("Người gửi đọc được bằng mã theo dõi.")
    )


class PublishForm(InputForm):
    """A question and its answer as everybody may read them; which edition the writer had before her."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    question = ParagraphField(label=_l("Câu hỏi"), max_length=3000)
    answer = ParagraphField(label=_l("Trả lời"), max_length=10_000)

    def add_error(self, field: Any, error: Any) -> None:
        """The service names the columns; the fields here are shorter."""
        by_field = getattr(error, "error_dict", None)
        if field is None and by_field:
            for name, errors in by_field.items():
                super().add_error({"public_question": "question", "public_answer": "answer"}.get(name), errors)
            return
        super().add_error(field, error)


class PlanForm(AtUnits):
    """When and where the head of a unit receives citizens in a year."""

    period = forms.ModelChoiceField(Period.objects.none(), label=_l("Năm"), empty_label=None)
    weekday = forms.TypedChoiceField(label=_l("Vào ngày"), choices=_WEEKDAYS, coerce=int)
    hours = TextField(label=_l("Giờ"), max_length=60, help_text=_l("Ví dụ: 7 giờ 30 đến 11 giờ 30"))
    place = TextField(label=_l("Địa điểm"), max_length=200)

    def __init__(self, *args: Any, periods: QuerySet[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["period"]
        field.queryset = periods


class ExtraForm(AtUnits):
    """One more reception day."""

    on = DateField(label=_l("Ngày"))
    hours = TextField(label=_l("Giờ"), max_length=60)
    place = TextField(label=_l("Địa điểm"), max_length=200)


class HoldForm(InputForm):
    """What became of a reception day."""

    held_by = forms.ChoiceField(
        label=_l("Người tiếp"), choices=[one for one in HeldBy.choices if one[0] != HeldBy.NOBODY],
        widget=forms.RadioSelect,
    )  # fmt: skip
    substitute = TextField(label=_l("Họ tên, chức vụ người tiếp thay"), max_length=200, required=False)
    reason = ParagraphField(label=_l("Lý do tiếp thay"), max_length=300, required=False)
    people = forms.IntegerField(label=_l("Số lượt người được tiếp"), min_value=0, max_value=100_000)


class DialogueForm(AtUnits):
    """A dialogue that will be, or was, held."""

    kind = forms.ChoiceField(label=_l("Loại"), choices=DialogueKind.choices)
    topic = TextField(label=_l("Chủ đề"), max_length=300)
    chair = TextField(label=_l("Người chủ trì"), max_length=200, help_text=_l("Họ tên, chức vụ."))
    on = DateField(label=_l("Ngày"))
    place = TextField(label=_l("Địa điểm"), max_length=200, required=False)


class PeopleForm(InputForm):
    """How many came; which edition the writer had before her."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    people = forms.IntegerField(label=_l("Số người dự"), min_value=0, max_value=1_000_000)


class QuestionForm(InputForm):
    """One question and its answer."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=999)
    text = ParagraphField(label=_l("Ý kiến, câu hỏi"), max_length=500, help_text=_l("Không ghi tên người hỏi."))
    answer = ParagraphField(label=_l("Trả lời"), max_length=1000, required=False)

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {"number"})


class PromiseForm(InputForm):
    """One thing promised."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=999)
    text = ParagraphField(label=_l("Việc đã hứa"), max_length=500)
    due_on = DateField(label=_l("Thời hạn"))
    owner_unit = UnitField(label=_l("Đơn vị thực hiện"), required=False, help_text=_UNIT_HELP)

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {"number"})


class _Numbered(forms.BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs alone
    """Blocks in order; what was removed or left empty is not there, new ones get the next numbers."""

    def rows(self) -> list[dict[str, Any]]:
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        kept = [row for row in kept if row.get("text")]
        top = max((row["number"] or 0 for row in kept), default=0)
        for row in kept:
            if not row["number"]:
                top += 1
                row["number"] = top
        return kept

    def questions(self) -> list[Answered]:
        return [Answered(row["number"], row["text"], row["answer"]) for row in self.rows()]

    def promises(self) -> list[Promised]:
        return [
            Promised(row["number"], row["text"], row["due_on"], row["owner_unit"] and row["owner_unit"].pk)
            for row in self.rows()
        ]


def _blocks(form: type[forms.Form], rows: list[dict[str, Any]], prefix: str, data: Any) -> Any:
    factory = forms.formset_factory(
        form, formset=_Numbered, extra=0 if rows else 1, can_delete=True, max_num=100, validate_max=True
    )
    return factory(data, initial=rows, prefix=prefix)


def questions_of(dialogue: Dialogue, data: Any = None) -> Any:
    """The formset of what was asked; one empty block for none."""
    rows = [{"number": one.number, "text": one.text, "answer": one.answer} for one in dialogue.questions.all()]
    return _blocks(QuestionForm, rows, "y-kien", data)


def promises_in(dialogue: Dialogue, data: Any = None) -> Any:
    """The formset of the promises that are still open; one empty block for none."""
    rows = [
        {"number": one.number, "text": one.text, "due_on": one.due_on, "owner_unit": one.owner_unit}
        for one in dialogue.promises.filter(outcome="OPEN").select_related("owner_unit")
    ]
    return _blocks(PromiseForm, rows, "loi-hua", data)


class FinishForm(InputForm):
    """When and how a promise was kept; which edition the writer had before her."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    done_on = DateField(label=_l("Hoàn thành ngày"), required=False, help_text=_l("Để trống nếu việc chưa hoàn thành."))
    result = ParagraphField(label=_l("Đã làm được gì"), max_length=500, required=False)
