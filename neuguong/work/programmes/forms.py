"""What people type: a document, a programme, a plan and its tasks, an activity."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.queries import units_meant
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import paths_in_words
from neuguong.base.periods.models import Period
from neuguong.kit import clock
from neuguong.kit.forms import DateField, InputForm, MeantField, ParagraphField, TextField
from neuguong.work.programmes.choices import Channel, DocumentKind, Organisation, ProgrammeKind, Side
from neuguong.work.programmes.models import ConductCode, Document, Plan, PlanTask, Programme
from neuguong.work.programmes.queries import document_numbered
from neuguong.work.programmes.services import TaskInput, number_key

SUGGESTIONS = "goi-y-don-vi"
_UNIT_HELP = _l("Gõ vài chữ của tên, hoặc mã đơn vị.")
_FILE_HELP = _l("PDF, Word, Excel hoặc ảnh, không quá 20 MB.")


class UnitField(MeantField):
    """One of the `allowed` units; cleans to a Unit or None."""

    suggestions = SUGGESTIONS
    allowed: QuerySet[Unit] = Unit.objects.all()

    def find(self, text: str) -> list[Unit]:
        return units_meant(text, self.allowed)

    def places(self, things: Sequence[Unit]) -> list[str]:
        return paths_in_words(things, clock.today())


class _AtUnits(InputForm):
    """A form about one of a few units; the only one is chosen already."""

    units_field = "unit"

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields[self.units_field]
        field.queryset = units
        field.initial = units.first()
        field.empty_label = None


class DocumentForm(_AtUnits):
    """A document for the register."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị ban hành"))
    kind = forms.ChoiceField(label=_l("Loại văn bản"), choices=DocumentKind.choices)
    number = TextField(label=_l("Số, ký hiệu"), max_length=60, help_text=_l("Ví dụ: 05-KH/ĐU"))
    issued_on = DateField(label=_l("Ngày ban hành"))
    summary = ParagraphField(label=_l("Trích yếu"), max_length=500)
    file = forms.FileField(label=_l("Tệp văn bản"), required=False, help_text=_FILE_HELP)


class ProgrammeForm(_AtUnits):
    """A directive, conclusion or theme."""

    units_field = "issuer"
    issuer = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị ban hành"))
    kind = forms.ChoiceField(label=_l("Loại"), choices=ProgrammeKind.choices)
    title = ParagraphField(label=_l("Tên"), max_length=500)
    parent = forms.ModelChoiceField(
        Programme.objects.none(), label=_l("Thực hiện"), required=False, empty_label=_l("Không thực hiện văn bản nào"),
        help_text=_l("Chỉ thị, kết luận hoặc chuyên đề của cấp trên mà chương trình này cụ thể hóa."),
    )  # fmt: skip
    number = TextField(
        label=_l("Số văn bản ban hành"), max_length=60, required=False,
        help_text=_l("Văn bản phải có trong sổ văn bản. Để trống nếu chưa có."),
    )  # fmt: skip
    first_year = forms.IntegerField(label=_l("Từ năm"), min_value=2006, max_value=2100)
    last_year = forms.IntegerField(
        label=_l("Đến năm"), min_value=2006, max_value=2100, required=False, help_text=_l("Để trống nếu chưa định.")
    )

    def __init__(self, *args: Any, parents: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.queryset = parents

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        number, issuer = cleaned.pop("number", ""), cleaned.get("issuer")
        cleaned["document"] = document_numbered(number_key(number), issuer) if number and issuer else None
        if number and issuer and cleaned["document"] is None:
            words = {"number": number}
            self.add_error("number", _("Sổ văn bản chưa có số %(number)s. Hãy ghi văn bản vào sổ trước.") % words)
        return cleaned


class OpenPlansForm(InputForm):
    """Whom to ask for a plan, for what, by when."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=_l("Chương trình"))
    unit = UnitField(label=_l("Đơn vị và mọi đơn vị bên dưới"), help_text=_UNIT_HELP)
    period = forms.ModelChoiceField(Period.objects.none(), label=_l("Năm"), empty_label=None)
    due_on = DateField(label=_l("Hạn ban hành kế hoạch"))

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        programmes: QuerySet[Programme],
        periods: QuerySet[Period],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        unit, programme, period = (self.fields[name] for name in ("unit", "programme", "period"))
        unit.allowed, programme.queryset, period.queryset = units, programmes, periods  # type: ignore[attr-defined]  # fields are typed as plain Field


class TaskForm(InputForm):
    """One task of a plan."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=999)
    text = ParagraphField(label=_l("Nội dung"), max_length=500)
    owner_unit = UnitField(label=_l("Đơn vị chủ trì"), required=False, help_text=_UNIT_HELP)
    owner = forms.TypedChoiceField(
        label=_l("Người phụ trách"), required=False, coerce=int, empty_value=None,
        help_text=_l("Trước khi ban hành, mỗi nhiệm vụ phải có đơn vị chủ trì hoặc người phụ trách."),
    )  # fmt: skip
    due_on = DateField(label=_l("Thời hạn"))

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.choices = [("", _("Chưa chọn người")), *people]

    def has_changed(self) -> bool:
        """A block that holds only its number counts as empty."""
        return bool(set(self.changed_data) - {"number"})


class _Tasks(forms.BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs alone
    """The tasks of one plan, in order."""

    def inputs(self) -> list[TaskInput]:
        """The tasks to save: what was removed or left empty is not there; new ones get the next numbers."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        rows = [row for row in rows if row.get("text")]
        top = max((row["number"] or 0 for row in rows), default=0)
        made: list[TaskInput] = []
        for row in rows:
            top += 0 if row["number"] else 1
            unit = row["owner_unit"]
            made.append(TaskInput(row["number"] or top, row["text"], row["due_on"], unit and unit.pk, row["owner"]))
        return made


def tasks_of(plan: Plan, people: Sequence[tuple[int, str]], data: Any = None) -> Any:
    """The formset of a plan's tasks; one empty block for a plan that has none.

    What was typed is judged by itself: the tasks that stand now may be somebody else's, saved meanwhile.
    """
    kept = PlanTask.objects.filter(plan=plan).select_related("owner_unit") if data is None else ()
    rows = [_initial(task) for task in kept]
    factory = forms.formset_factory(
        TaskForm, formset=_Tasks, extra=0 if rows else 1, can_delete=True, max_num=60, validate_max=True
    )
    return factory(data, initial=rows, prefix="viec", form_kwargs={"people": people})


def _initial(task: PlanTask) -> dict[str, Any]:
    return {
        "number": task.number, "text": task.text, "owner_unit": task.owner_unit, "owner": task.owner_id,
        "due_on": task.due_on,
    }  # fmt: skip


class EditionForm(InputForm):
    """Which edition of the plan the writer had before her."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class IssueForm(InputForm):
    """The paper in which a plan was issued."""

    number = TextField(label=_l("Số, ký hiệu"), max_length=60, help_text=_l("Ví dụ: 05-KH/ĐU"))
    issued_on = DateField(label=_l("Ngày ban hành"))
    summary = ParagraphField(label=_l("Trích yếu"), max_length=500)
    file = forms.FileField(label=_l("Tệp kế hoạch"), required=False, help_text=_FILE_HELP)


class FinishForm(InputForm):
    """When a task was done."""

    done_on = DateField(
        label=_l("Hoàn thành ngày"), required=False, help_text=_l("Để trống nếu nhiệm vụ chưa hoàn thành.")
    )


class CommunicationForm(_AtUnits):
    """A communication activity."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị"))
    channel = forms.ChoiceField(label=_l("Kênh"), choices=Channel.choices)
    title = ParagraphField(label=_l("Nội dung"), max_length=500)
    on = DateField(label=_l("Ngày"))
    count = forms.IntegerField(
        label=_l("Số lượng"), min_value=1, max_value=1_000_000, initial=1,
        help_text=_l("Số cuộc, số tin bài, số buổi phát của hoạt động này."),
    )  # fmt: skip


_ONE_A_LINE = _l("Mỗi dòng một điều.")


class CodeForm(_AtUnits):
    """A code of conduct with its lines."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị ban hành"))
    title = TextField(label=_l("Tên"), max_length=300, help_text=_l("Ví dụ: 9 xây, 9 chống của cán bộ, đảng viên"))
    sector = TextField(label=_l("Ngành, lĩnh vực"), max_length=120, required=False)
    document = TextField(
        label=_l("Số quyết định ban hành"), max_length=60, help_text=_l("Văn bản phải có trong sổ văn bản.")
    )
    build = ParagraphField(
        label=_l("Xây"), required=False, help_text=_ONE_A_LINE, widget=forms.Textarea(attrs={"rows": 9})
    )
    fight = ParagraphField(
        label=_l("Chống"), required=False, help_text=_ONE_A_LINE, widget=forms.Textarea(attrs={"rows": 9})
    )
    due_on = DateField(label=_l("Hạn cam kết thực hiện"))

    def clean_build(self) -> list[str]:
        return self._lines("build")

    def clean_fight(self) -> list[str]:
        return self._lines("fight")

    def _lines(self, name: str) -> list[str]:
        found = [line.strip(" -") for line in self.cleaned_data[name].splitlines() if line.strip(" -")]
        if len(found) > 99 or any(len(line) > 500 for line in found):
            raise forms.ValidationError(_("Không quá 99 điều, mỗi điều không quá 500 chữ."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        number, unit = cleaned.get("document"), cleaned.get("unit")
        if number and unit:
            cleaned["document"] = self.find_document(number, unit)
            if cleaned["document"] is None:
                words = {"number": number}
                self.add_error("document", _("Sổ văn bản chưa có số %(number)s. Hãy ghi văn bản vào sổ trước.") % words)
        return cleaned

    def find_document(self, number: str, unit: Unit) -> Document | None:
        """The decision of that number, the unit's own first."""
        return document_numbered(number_key(number), unit)


class EditCodeForm(CodeForm):
    """The same, of a draft; which edition the writer had before her. Its own decision stays where its number does."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, code: ConductCode, **kwargs: Any) -> None:
        lines = {side: "\n".join(one.text for one in code.items.all() if one.side == side) for side in Side}
        kept = {name: getattr(code, name) for name in ("unit", "title", "sector", "due_on", "edition")}
        shown = {**kept, "document": code.document.number, "build": lines[Side.BUILD], "fight": lines[Side.FIGHT]}
        super().__init__(*args, initial=shown, **kwargs)
        self.code = code

    def find_document(self, number: str, unit: Unit) -> Document | None:
        own = self.code.document
        is_same = unit == self.code.unit and number_key(number) == own.number_key
        return own if is_same else super().find_document(number, unit)


class MovementForm(_AtUnits):
    """A movement."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị phát động"))
    organisation = forms.ChoiceField(label=_l("Tổ chức chủ trì"), choices=Organisation.choices)
    title = TextField(label=_l("Tên phong trào"), max_length=300)
    aim = ParagraphField(label=_l("Mục tiêu"), max_length=2000, required=False)
    starts_on = DateField(label=_l("Từ ngày"))
    ends_on = DateField(label=_l("Đến ngày"), required=False)


class MovementModelForm(_AtUnits):
    """A model of a movement."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị thực hiện"))
    name = TextField(label=_l("Tên mô hình"), max_length=300)
    since = DateField(label=_l("Từ ngày"))
    people = forms.IntegerField(label=_l("Số người tham gia"), min_value=0, max_value=10_000_000, initial=0)
    result = ParagraphField(label=_l("Kết quả"), max_length=2000, required=False)


def people_choices(people: Iterable[Any]) -> list[tuple[int, str]]:
    """People as the choices of a field, read once for all tasks."""
    return [(person.pk, person.full_name) for person in people]
