"""Forms about a person: the move to another cell, her sensitive record."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import CELLS
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.queries import search_people
from neuguong.kit.forms import DateField, InputForm, MeantField, TextField


class TransferForm(InputForm):
    """To which cell, from which day."""

    to = forms.ModelChoiceField(Unit.objects.none(), label=_l("Chi bộ chuyển đến"))
    on = DateField(label=_l("Chuyển từ ngày"))
    note = TextField(label=_l("Ghi chú"), max_length=200, required=False)

    def __init__(self, *args: Any, cells: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = cells.filter(kind__in=CELLS).order_by("sort_key", "pk")  # type: ignore[attr-defined]  # fields are typed as plain Field


class PersonField(MeantField):
    """One of the `allowed` people, by words of the name or by code; cleans to a Person or None."""

    allowed: QuerySet[Person] = Person.objects.none()

    def find(self, text: str) -> list[Person]:
        exact = list(self.allowed.filter(code=text))
        return exact or list(search_people(text).filter(pk__in=self.allowed.values("pk"))[:6])

    def places(self, things: Sequence[Person]) -> list[str]:
        return [one.home.name if one.home else "" for one in things]


class LeavePostForm(InputForm):
    """From which day, by which decision, and who follows."""

    on = DateField(label=_l("Thôi giữ chức vụ từ ngày"))
    decision = TextField(label=_l("Số quyết định"), max_length=120, required=False)
    successor = PersonField(
        label=_l("Người kế nhiệm"), required=False, help_text=_l("Họ tên hoặc mã người; để trống nếu chưa có.")
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].allowed = people  # type: ignore[attr-defined]  # fields are typed as plain Field


class RecordForm(InputForm):
    """What is kept about a person that is sensitive. Browsers are asked not to remember it."""

    ethnicity = TextField(label=_l("Dân tộc"), max_length=60, required=False)
    religion = TextField(label=_l("Tôn giáo"), max_length=60, required=False)
    hometown = TextField(label=_l("Quê quán"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
