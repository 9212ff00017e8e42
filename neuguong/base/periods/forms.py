"""The forms of opening years and of a deadline."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.forms import DateField, InputForm, TextField

EARLIEST, AHEAD = 2000, 5


class OpenForm(InputForm):
    """The years to be opened, both ends included; `this_year` bounds how far ahead."""

    first = forms.IntegerField(label=_l("Từ năm"))
    last = forms.IntegerField(
        label=_l("Đến năm"), required=False, help_text=_l("Để trống nếu chỉ mở một năm. Năm đã mở giữ nguyên.")
    )

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = this_year + AHEAD

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first = cleaned.get("first")
        last = cleaned.get("last") or first
        if first is not None and last is not None and not EARLIEST <= first <= last <= self.latest:
            words = {"earliest": EARLIEST, "latest": self.latest}
            raise ValidationError(
                _("Chỉ mở được từ năm %(earliest)s đến năm %(latest)s, năm đầu không sau năm cuối.") % words
            )
        return cleaned


class DeadlineForm(InputForm):
    due_on = DateField(label=_l("Hạn mới"))
    basis = TextField(
        label=_l("Căn cứ"), max_length=200, help_text=_l("Văn bản ấn định hạn này, ví dụ: Công văn 12-CV/BXDĐ.")
    )
