"""Forms clean; the view hands `cleaned_data` to one service.

Every text is brought to NFC at this door. Dates are read as people in Vietnam write them.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.kit import numbers
from neuguong.kit.text import fold, nfc, nfc_lines

PAPERS_AND_PICTURES = ".pdf,.png,.jpg,.jpeg,.webp,.docx,.xlsx"
MOST_FILES = 10
NAMED = 5  # of several things that words may mean
NOT_SECRET = _l("Gửi tệp là đồng chí xác nhận tài liệu không thuộc danh mục bí mật nhà nước.")
_DASHES = "---------"  # what Django offers where nothing is chosen yet


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

    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": _l("ngày/tháng/năm"), "autocomplete": "off"})

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


class FilesInput(forms.ClearableFileInput):
    """A file chooser that takes several."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several uploads, ten at most; cleans to a list. Whoever keeps them judges the content."""

    widget = FilesInput(attrs={"accept": PAPERS_AND_PICTURES})

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _l("Minh chứng"))
        options.setdefault("required", False)
        options.setdefault("help_text", _l("Ảnh, PDF, Word hoặc Excel, mỗi tệp không quá 20 MB."))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        sent = [one for one in given if one]
        if len(sent) > MOST_FILES:
            raise ValidationError(_("Mỗi lần gửi không quá %(most)s tệp.") % {"most": MOST_FILES})
        if not sent:
            super().clean(None, initial)
        return [super(FilesField, self).clean(one, initial) for one in sent]


class MeantField(TextField):
    """One thing by the words of its name or by its code, offered while one types; cleans to the thing or None.

    `find` gives what words may mean; several are never guessed between, except where only one has that very name. What
    stands in the last brackets of the text is its code, as suggestions and answers write it.
    """

    suggestions = "goi-y"  # id of the page's <datalist>, see ui/suggestions.jinja

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"list": self.suggestions, "autocomplete": "off"}))
        super().__init__(**options)

    def find(self, text: str) -> Sequence[Any]:
        """What the words, or the code, may mean."""
        raise NotImplementedError

    def places(self, things: Sequence[Any]) -> Sequence[str]:
        """Where each of several things stands, so that a person can tell them apart."""
        return [""] * len(things)

    @staticmethod
    def say(thing: Any) -> str:
        """How a thing is written in the field and among its suggestions."""
        return f"{thing} ({thing.code})"

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = self.find(_code_in(text) or text)
        if not found:
            raise ValidationError(_("Không có “%(text)s” trong phạm vi được chọn.") % {"text": text})
        named = [one for one in found if fold(str(one)) == fold(text)] if len(found) > 1 else found
        if len(named) != 1:
            raise ValidationError(self._several(text, named or found))
        return named[0]

    def _several(self, text: str, found: Sequence[Any]) -> str:
        shown = found[:NAMED]
        names = [
            f"{self.say(one)}, {at}" if at else self.say(one) for one, at in zip(shown, self.places(shown), strict=True)
        ]
        words = {"n": len(shown), "text": text, "names": "; ".join(names)}
        if len(found) > NAMED:
            return _("Có hơn %(n)s kết quả tên “%(text)s”: hãy ghi rõ hơn hoặc chọn một trong %(names)s…") % words
        return _("Có %(n)s kết quả tên “%(text)s”: hãy chọn một trong %(names)s.") % words

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.say(value)


def _code_in(text: str) -> str:
    """What stands in the last brackets; "" without any."""
    inside, closed, _rest = text.rpartition(")")
    return inside.rpartition("(")[2].strip() if closed and "(" in inside else ""


class InputForm(forms.Form):
    """The base of our forms: required fields and empty choices say so in words, and nothing is saved here.

    At every door where a file comes in stands what its sender states by sending it."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == _DASHES:
                field.empty_label = _l("Chọn")
            if isinstance(field, forms.FileField):
                field.help_text = format_lazy("{} {}", field.help_text, NOT_SECRET) if field.help_text else NOT_SECRET
