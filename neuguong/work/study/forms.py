"""What people type: a theme and its materials, a session, whom to call together, a make-up day."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.queries import units_meant
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.queries import paths_in_words, search_people
from neuguong.base.periods.models import Period
from neuguong.kit import clock
from neuguong.kit.forms import DateField, InputForm, MeantField, ParagraphField, TextField
from neuguong.work.programmes.models import Programme
from neuguong.work.study.choices import Audience, SessionKind
from neuguong.work.study.models import Minutes, Place, ScoreSheet, Scoring, Theme

_PLACES = _l("Mỗi dòng một địa điểm; để trống nếu chưa định.")
_HOURS = ("%H:%M", "%Hh%M")
_NO_HOUR = {"invalid": _l("Giờ này chưa đúng. Ghi như 08:00 hoặc 19h30.")}


class UnitField(MeantField):
    """One of the `allowed` units; cleans to a Unit or None."""

    suggestions = "goi-y-don-vi"
    allowed: QuerySet[Unit] = Unit.objects.all()

    def find(self, text: str) -> list[Unit]:
        return units_meant(text, self.allowed)

    def places(self, things: Sequence[Unit]) -> list[str]:
        return paths_in_words(things, clock.today())


class PersonField(MeantField):
    """One of the `allowed` people, by words of the name or by code; cleans to a Person or None."""

    allowed: QuerySet[Person] = Person.objects.none()

    def find(self, text: str) -> list[Person]:
        exact = list(self.allowed.filter(code=text))
        return exact or list(search_people(text).filter(pk__in=self.allowed.values("pk"))[:6])

    def places(self, things: Sequence[Person]) -> list[str]:
        return [one.home.name if one.home else "" for one in things]


def _offer(form: forms.Form, name: str, found: QuerySet[Any]) -> None:
    field: Any = form.fields[name]
    field.queryset = found


class ThemeForm(InputForm):
    """A theme of a programme in a year."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị triển khai"), empty_label=None)
    programme = forms.ModelChoiceField(Programme.objects.none(), label=_l("Chương trình"))
    period = forms.ModelChoiceField(Period.objects.none(), label=_l("Năm"), empty_label=None)
    title = ParagraphField(label=_l("Tên chuyên đề"), max_length=300)
    aim = ParagraphField(label=_l("Nội dung, yêu cầu"), max_length=4000, required=False)

    def __init__(
        self, *args: Any, units: QuerySet[Unit], programmes: QuerySet[Programme], periods: QuerySet[Period], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        _offer(self, "unit", units)
        _offer(self, "programme", programmes)
        _offer(self, "period", periods)


class MaterialForm(InputForm):
    """A material of a theme."""

    file = forms.FileField(label=_l("Tài liệu"), help_text=_l("PDF, Word, Excel hoặc ảnh, không quá 20 MB."))
    note = TextField(label=_l("Ghi chú"), max_length=200, required=False)


class SessionForm(InputForm):
    """A session to be planned."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị tổ chức"), empty_label=None)
    kind = forms.ChoiceField(label=_l("Hình thức"), choices=SessionKind.choices)
    title = ParagraphField(label=_l("Tên buổi"), max_length=300)
    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_l("Chuyên đề"), required=False, empty_label=_l("Không học chuyên đề nào"),
        help_text=_l("Ai có mặt được tính là đã học chuyên đề này."),
    )  # fmt: skip
    on = DateField(label=_l("Ngày"))
    starts_at = forms.TimeField(
        label=_l("Giờ bắt đầu"), required=False, input_formats=_HOURS, help_text=_l("Ví dụ: 08:00"),
        error_messages=_NO_HOUR,
    )  # fmt: skip
    places = ParagraphField(label=_l("Địa điểm"), max_length=2000, required=False, help_text=_PLACES)

    def __init__(self, *args: Any, units: QuerySet[Unit], themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "unit", units)
        _offer(self, "theme", themes)

    def clean_places(self) -> list[str]:
        """One place a line."""
        lines: str = self.cleaned_data["places"]
        return [line for line in lines.splitlines() if line.strip()]


class EditSessionForm(SessionForm):
    """A planned session to be moved; its theme stands once somebody was called together."""

    def __init__(self, *args: Any, themes: QuerySet[Theme] | None, **kwargs: Any) -> None:
        offered = Theme.objects.none() if themes is None else themes
        super().__init__(*args, units=Unit.objects.none(), themes=offered, **kwargs)
        for name in ("unit", "kind", *(() if themes is not None else ("theme",))):
            del self.fields[name]


class _AtPlace(InputForm):
    """A form that may name one of the session's places."""

    place = forms.ModelChoiceField(
        Place.objects.none(), label=_l("Dự tại"), required=False, empty_label=_l("Không phân điểm")
    )

    def __init__(self, *args: Any, places: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "place", places)
        if not places:
            del self.fields["place"]


class InviteForm(_AtPlace):
    """Whom of a branch to call together."""

    unit = UnitField(label=_l("Đơn vị và mọi đơn vị bên dưới"), help_text=_l("Gõ vài chữ của tên, hoặc mã đơn vị."))
    audience = forms.ChoiceField(label=_l("Mời ai"), choices=Audience.choices, widget=forms.RadioSelect)
    field_order = ("unit", "audience", "place")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].allowed = units  # type: ignore[attr-defined]  # fields are typed as plain Field


class InvitePersonForm(_AtPlace):
    """One person to call together by name."""

    person = PersonField(label=_l("Họ tên hoặc mã người"))
    field_order = ("person", "place")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].allowed = people  # type: ignore[attr-defined]  # fields are typed as plain Field


class MakeUpForm(InputForm):
    """When and where those who missed a session come together."""

    on = DateField(label=_l("Ngày học bù"))
    starts_at = forms.TimeField(label=_l("Giờ bắt đầu"), required=False, input_formats=_HOURS, error_messages=_NO_HOUR)
    place = TextField(label=_l("Địa điểm"), max_length=200, required=False)


class MinutesForm(InputForm):
    """Agenda and minutes of a cell meeting."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    agenda = ParagraphField(
        label=_l("Chương trình"), max_length=4000, required=False, help_text=_l("Mỗi dòng một nội dung.")
    )
    chair = PersonField(label=_l("Chủ trì"), required=False, help_text=_l("Họ tên hoặc mã người."))
    clerk = PersonField(label=_l("Người ghi biên bản"), required=False)
    text = ParagraphField(label=_l("Diễn biến, ý kiến"), max_length=20_000, required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], minutes: Minutes | None, **kwargs: Any) -> None:
        names = ("agenda", "chair", "clerk", "text", "edition")
        initial = {name: getattr(minutes, name) for name in names} if minutes else {"edition": 0}
        super().__init__(*args, initial=initial, **kwargs)
        for name in ("chair", "clerk"):
            self.fields[name].allowed = people  # type: ignore[attr-defined]  # fields are typed as plain Field
        self.fields["text"].widget.attrs["rows"] = 10


class ConclusionForm(InputForm):
    """A task that a meeting concluded with."""

    text = ParagraphField(label=_l("Việc phải làm"), max_length=500)
    assignee = PersonField(label=_l("Người thực hiện"), help_text=_l("Họ tên hoặc mã người."))
    due_on = DateField(label=_l("Thời hạn"))

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].allowed = people  # type: ignore[attr-defined]  # fields are typed as plain Field


class FinishForm(InputForm):
    """When a conclusion was carried out."""

    done_on = DateField(label=_l("Xong ngày"), required=False, help_text=_l("Để trống nếu việc chưa xong."))
    result = ParagraphField(label=_l("Kết quả"), max_length=500, required=False)


class ScoreForm(InputForm):
    """Points by the criteria of a sheet; which edition of her side's the writer had before her."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    comment = ParagraphField(label=_l("Nhận xét"), max_length=2000, required=False)

    def __init__(self, *args: Any, sheet: ScoreSheet, given: Scoring | None, **kwargs: Any) -> None:
        kept = {"comment": given.comment, "edition": given.edition} if given else {"edition": 0}
        super().__init__(*args, initial=kept, **kwargs)
        self.criteria = list(sheet.criteria.all())
        for one in self.criteria:
            self.fields[f"diem-{one.number}"] = forms.IntegerField(
                label=f"{one.number}. {one.text}", min_value=0, max_value=one.most,
                initial=given.points.get(str(one.number)) if given else None,
                help_text=format_lazy("{} {}", _l("Tối đa"), one.most),
            )  # fmt: skip
        self.order_fields([*(f"diem-{one.number}" for one in self.criteria), "comment"])

    def points(self) -> dict[int, int]:
        """Points by the number of the criterion."""
        return {one.number: self.cleaned_data[f"diem-{one.number}"] for one in self.criteria}
