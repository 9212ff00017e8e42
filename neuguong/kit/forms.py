"""Forms clean; the view hands `cleaned_data` to one service.

Every text is brought to NFC at this door. Dates are read as people in Vietnam write them.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from neuguong.kit import numbers
from neuguong.kit.text import nfc, nfc_lines


class TextField(forms.CharField):
    """One line of text, stored in NFC."""

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "")


class ParagraphField(forms.CharField):
    """Several lines of text, stored in NFC."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        return nfc_lines(super().to_python(value) or "")


class DateField(forms.Field):
    """A day, typed as dd/mm/yyyy (ISO is understood too, as browsers send it); cleans to a date or None."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"})

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or isinstance(value, dt.date):
            return value or None
        text = nfc(str(value))
        try:
            return dt.date.fromisoformat(text) if text[4:5] == "-" else numbers.parse_date(text)
        except ValueError as error:
            raise ValidationError(str(error), code="date") from error

    def prepare_value(self, value: Any) -> Any:
        return numbers.date(value) if isinstance(value, dt.date) else value


class NumberField(forms.Field):
    """A quantity as written in Vietnamese (1.234,5), within what a column holds; cleans to a Decimal or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return numbers.quantity(numbers.parse_number(nfc(str(value))), str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="number") from error

    def prepare_value(self, value: Any) -> Any:
        return numbers.typed(value) if isinstance(value, Decimal) else value


class InputForm(forms.Form):
    """The base of our forms: required fields say so in words, and nothing is saved here."""

    use_required_attribute = False
