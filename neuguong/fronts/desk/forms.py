"""Moving a member to another cell."""

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
        self.fields["to"].queryset = cells.filter(kind__in=CELLS).order_by("sort_key", "pk")  # type: ignore[attr-defined]
