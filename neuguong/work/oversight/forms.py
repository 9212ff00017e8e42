"""What people type: a plan, whom to visit, what was seen, what was found, how it was mended."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.queries import units_meant
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import paths_in_words
from neuguong.base.periods.models import Period
from neuguong.kit import clock
from neuguong.kit.forms import DateField, FilesField, InputForm, MeantField, ParagraphField, TextField
from neuguong.work.oversight.choices import OVERSEEING, PLANNING, Answer, VisitKind
from neuguong.work.oversight.models import CheckLine
from neuguong.work.oversight.queries import Lot, digest, lots
from neuguong.work.oversight.services import LineInput

_UNIT_HELP = _l("Gõ vài chữ của tên, hoặc mã đơn vị.")
_FILE_HELP = _l("PDF, Word, Excel hoặc ảnh, không quá 20 MB.")
_LONG = forms.Textarea(attrs={"rows": 6})
MOST_LOTS = 5_000


class UnitField(MeantField):
    """One of the `allowed` units; cleans to a Unit or None."""

    suggestions = "goi-y-don-vi"
    allowed: QuerySet[Unit] = Unit.objects.none()

    def find(self, text: str) -> list[Unit]:
        return units_meant(text, self.allowed)

    def places(self, things: Sequence[Unit]) -> list[str]:
        return paths_in_words(things, clock.today())


class UnitsField(UnitField):
    """Several units, one a line, each by name or code; cleans to a list. Says which line is not understood."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 6}), **options})

    def to_python(self, value: Any) -> str:
        return str(value or "")

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if not lines and self.required:
            raise ValidationError(str(self.error_messages["required"]))
        found, wrong = [], []
        for number, line in enumerate(lines, 1):
            try:
                found.append(super().clean(line))
            except ValidationError as error:
                wrong.append(_("Dòng %(n)s: %(reason)s") % {"n": number, "reason": " ".join(error.messages)})
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(found))


class PlanForm(InputForm):
    """The yearly plan of a body."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị chủ trì"), empty_label=None)
    period = forms.ModelChoiceField(Period.objects.none(), label=_l("Năm"), empty_label=None)
    body_kind = forms.ChoiceField(label=_l("Danh nghĩa"), choices=PLANNING)
    title = ParagraphField(label=_l("Tên kế hoạch"), max_length=300)
    themes = ParagraphField(label=_l("Nội dung kiểm tra, giám sát"), widget=_LONG)
    checklist = ParagraphField(
        label=_l("Danh mục câu hỏi"), required=False, widget=_LONG,
        help_text=_l("Mỗi dòng một câu hỏi; mỗi cuộc của kế hoạch có một bản để trả lời tại chỗ."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: QuerySet[Unit], periods: QuerySet[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, period = (self.fields[name] for name in ("unit", "period"))
        unit.queryset, period.queryset = units, periods  # type: ignore[attr-defined]  # fields are typed as plain Field


class EditPlanForm(PlanForm):
    """The same, of a plan whose body and year stand."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, units=Unit.objects.none(), periods=Period.objects.none(), **kwargs)
        for name in ("unit", "period"):
            del self.fields[name]


class AddVisitsForm(InputForm):
    """Whom a plan looks at, on what, when."""

    kind = forms.ChoiceField(label=_l("Hình thức"), choices=VisitKind.choices)
    theme = ParagraphField(label=_l("Nội dung"), max_length=300)
    planned_on = DateField(label=_l("Thời gian dự kiến"))
    units = UnitsField(
        label=_l("Nơi được kiểm tra, giám sát"), help_text=_l("Mỗi dòng một đơn vị, ghi tên hoặc mã đơn vị.")
    )
    place = TextField(label=_l("Địa điểm"), max_length=200, required=False)

    def __init__(self, *args: Any, allowed: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].allowed = allowed  # type: ignore[attr-defined]  # a UnitsField


class IssueForm(InputForm):
    """The decision by which a plan was issued."""

    number = TextField(label=_l("Số, ký hiệu"), max_length=60, help_text=_l("Ví dụ: 12-KH/UBKTTU"))
    issued_on = DateField(label=_l("Ngày ban hành"))
    file = forms.FileField(label=_l("Tệp văn bản"), required=False, help_text=_FILE_HELP)


class ScheduleForm(InputForm):
    """A visit beside any plan."""

    body = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị chủ trì"), empty_label=None)
    body_kind = forms.ChoiceField(label=_l("Danh nghĩa"), choices=PLANNING)
    unit = UnitField(label=_l("Nơi được kiểm tra, giám sát"), help_text=_UNIT_HELP)
    kind = forms.ChoiceField(label=_l("Hình thức"), choices=VisitKind.choices)
    theme = ParagraphField(label=_l("Nội dung"), max_length=300)
    planned_on = DateField(label=_l("Thời gian dự kiến"))
    place = TextField(label=_l("Địa điểm"), max_length=200, required=False)
    checklist = ParagraphField(
        label=_l("Danh mục câu hỏi"), required=False, widget=_LONG, help_text=_l("Mỗi dòng một câu hỏi.")
    )

    def __init__(self, *args: Any, bodies: QuerySet[Unit], allowed: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]  # fields are typed as plain Field
        self.fields["unit"].allowed = allowed  # type: ignore[attr-defined]  # a UnitField


class SeenForm(InputForm):
    """What was seen at a visit: a field for each question of its checklist beside the rest."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    held_on = DateField(label=_l("Ngày tiến hành"))
    lead = TextField(label=_l("Trưởng đoàn, người chủ trì"), max_length=200, required=False)
    place = TextField(label=_l("Địa điểm"), max_length=200, required=False)
    attended = forms.IntegerField(label=_l("Số người dự"), required=False, min_value=0, max_value=1_000_000)
    conclusion = ParagraphField(
        label=_l("Nhận xét, kết luận"), widget=_LONG,
        help_text=_l("Ưu điểm và nhận xét chung; hạn chế, khuyết điểm ghi thành từng phát hiện ở bước sau."),
    )  # fmt: skip
    evidence = FilesField(label=_l("Biên bản, tài liệu"))

    def __init__(self, *args: Any, lines: Sequence[CheckLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            choices = [("", _("Chưa trả lời")), *Answer.choices]
            self.fields[f"tra_loi_{line.number}"] = forms.ChoiceField(
                label=f"{line.number}. {line.question}", choices=choices, required=False, initial=line.answer
            )
            self.fields[f"ghi_chu_{line.number}"] = TextField(
                label=_("Ghi chú câu %(n)s") % {"n": line.number}, max_length=500, required=False, initial=line.note
            )
        self.order_fields([*(name for name in self.fields if name not in ("conclusion", "evidence")), "conclusion"])

    def answers(self) -> dict[int, LineInput]:
        """By the number of the question."""
        given = self.cleaned_data
        return {
            line.number: LineInput(given[f"tra_loi_{line.number}"], given[f"ghi_chu_{line.number}"])
            for line in self.lines
        }


class FindingForm(InputForm):
    """A shortcoming that was found."""

    text = ParagraphField(label=_l("Hạn chế, khuyết điểm"))
    recommendation = ParagraphField(label=_l("Kiến nghị"))
    due_on = DateField(label=_l("Hạn khắc phục"))


class EditFindingForm(FindingForm):
    """The same, or the end of it; which edition the writer had before her."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    drop = forms.BooleanField(label=_l("Bỏ phát hiện này"), required=False)


class RemedyForm(InputForm):
    """How it was mended."""

    remedy = ParagraphField(label=_l("Kết quả khắc phục"), widget=_LONG)
    evidence = FilesField()


class SeedForm(InputForm):
    """Seed and frame of a draw."""

    root = UnitField(label=_l("Các đơn vị thuộc"), help_text=_UNIT_HELP)
    unit_kind = forms.ChoiceField(label=_l("Loại đơn vị"), choices=UnitKind.choices, initial=UnitKind.SUB_CELL)
    count = forms.IntegerField(label=_l("Số đơn vị cần chọn"), min_value=1, max_value=500)
    seed = TextField(
        label=_l("Số gốc"), max_length=80, required=False,
        help_text=_l("Một dãy số do hội nghị thống nhất, ví dụ kết quả xổ số một ngày sắp tới. Để trống thì máy chọn."),
    )  # fmt: skip
    visit_kind = forms.ChoiceField(label=_l("Hình thức"), choices=[(one.value, one.label) for one in OVERSEEING])
    theme = ParagraphField(label=_l("Nội dung"), max_length=300)
    planned_on = DateField(label=_l("Thời gian dự kiến"))

    def __init__(self, *args: Any, allowed: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["root"].allowed = allowed  # type: ignore[attr-defined]  # a UnitField


class DropForm(InputForm):
    """Why a draw is laid aside."""

    reason = ParagraphField(label=_l("Lý do bỏ"), max_length=500)


class RecomputeForm(InputForm):
    """A draw done again by whoever does not believe it."""

    seed = TextField(label=_l("Số gốc"), max_length=80)
    codes = ParagraphField(
        label=_l("Mã đơn vị trong danh sách"), widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_l("Mỗi dòng một mã, thứ tự nào cũng được."),
    )  # fmt: skip

    def clean_codes(self) -> list[str]:
        codes = [line.strip() for line in self.cleaned_data["codes"].splitlines() if line.strip()]
        if len(codes) > MOST_LOTS:
            raise ValidationError(_("Không quá %(most)s mã một lần.") % {"most": MOST_LOTS})
        if len(set(codes)) < len(codes):
            raise ValidationError(_("Có mã lặp lại trong danh sách."))
        return codes

    def result(self) -> tuple[str, list[Lot]]:
        """The digest of the list, and the candidates in the order of their lots."""
        codes = self.cleaned_data["codes"]
        return digest(codes), lots(self.cleaned_data["seed"], codes)
