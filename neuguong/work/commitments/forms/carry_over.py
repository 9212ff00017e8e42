"""Which unfinished items go on, and until when."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from neuguong.kit.forms import DateField, InputForm
from neuguong.work.commitments.models import Item


class CarryForm(InputForm):
    """A tick and a new deadline for each of the `items`; at least one tick."""

    def __init__(self, *args: Any, items: Sequence[Item], until: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"chon_{item.pk}"] = forms.BooleanField(label=item.deed, required=False)
            self.fields[f"han_{item.pk}"] = DateField(label=_("Thời hạn mới"), required=False, initial=until)

    def rows(self) -> list[tuple[Item, Any, Any]]:
        """Each item with its tick and its deadline."""
        return [(item, self[f"chon_{item.pk}"], self[f"han_{item.pk}"]) for item in self.items]

    def deadlines(self) -> dict[int, dt.date]:
        """Of what is ticked, the new deadline by id."""
        typed = self.cleaned_data
        return {item.pk: typed[f"han_{item.pk}"] for item in self.items if typed.get(f"chon_{item.pk}")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ticked = [item.pk for item in self.items if cleaned.get(f"chon_{item.pk}")]
        if not ticked:
            raise ValidationError(_("Hãy chọn ít nhất một nội dung để chuyển tiếp."))
        for pk in ticked:
            if not cleaned.get(f"han_{pk}") and f"han_{pk}" not in self.errors:
                self.add_error(f"han_{pk}", _("Hãy ghi thời hạn mới."))
        return cleaned
