"""Forms about a person: the move to another cell, her sensitive record."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.choices import CELLS
from neuguong.base.orgs.models import Unit
from neuguong.kit.forms import DateField, InputForm, TextField


class TransferForm(InputForm):
    """To which cell, from which day."""

    to = forms.ModelChoiceField(Unit.objects.none(), label=_l("Chi bộ chuyển đến"))
    on = DateField(label=_l("Chuyển từ ngày"))
    note = TextField(label=_l("Ghi chú"), max_length=200, required=False)

    def __init__(self, *args: Any, cells: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = cells.filter(kind__in=CELLS).order_by("sort_key", "pk")  # type: ignore[attr-defined]  # fields are typed as plain Field


class RecordForm(InputForm):
    """What is kept about a person that is sensitive. Browsers are asked not to remember it."""

    ethnicity = TextField(label=_l("Dân tộc"), max_length=60, required=False)
    religion = TextField(label=_l("Tôn giáo"), max_length=60, required=False)
    hometown = TextField(label=_l("Quê quán"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
