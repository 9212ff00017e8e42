"""The days of a procedure as typed by hand."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.forms import InputForm, NumberField

MOST_DAYS = Decimal("99999.9")


class _Days(NumberField):
    """A number of working days, in halves or tenths."""

    def clean(self, value: Any) -> Decimal | None:
        days: Decimal | None = super().clean(value)
        if days is not None and not (0 <= days <= MOST_DAYS and days == round(days, 1)):
            raise ValidationError(_("Số ngày không âm, nhiều nhất một chữ số lẻ."))
        return days


class DaysForm(InputForm):
    """Days by law, as committed, and in fact. `was` is what stood there when the page was drawn."""

    statutory = _Days(label=_l("Ngày theo quy định"))
    committed = _Days(label=_l("Ngày cam kết"))
    actual = _Days(label=_l("Ngày thực tế"), required=False, help_text=_l("Bình quân trong kỳ; để trống nếu chưa có."))
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_statutory(self) -> Decimal:
        """By law there is at least a part of a day."""
        days: Decimal = self.cleaned_data["statutory"]
        if not days:
            raise ValidationError(_("Số ngày theo quy định phải lớn hơn 0."))
        return days
