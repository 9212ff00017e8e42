"""A quarter's result, and one's own assessment at the end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l

from neuguong.base.periods.models import Period
from neuguong.kit.forms import FilesField, InputForm, NumberField, ParagraphField
from neuguong.work.commitments.forms.writing import NOT_NEGATIVE


class ProgressForm(InputForm):
    """A quarter's result of one item."""

    quarter = forms.ModelChoiceField(Period.objects.none(), label=_l("Quý"), empty_label=None)
    text = ParagraphField(label=_l("Kết quả đã làm được"))
    amount = NumberField(label=_l("Số thực hiện"), required=False, validators=[NOT_NEGATIVE])
    evidence = FilesField()

    def __init__(self, *args: Any, quarters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].queryset = quarters  # type: ignore[attr-defined]  # fields are typed as plain Field


class ReportForm(InputForm):
    """One's own assessment at the end."""

    result = ParagraphField(
        label=_l("Tự đánh giá kết quả"), help_text=_l("Việc đã xong, việc chưa xong và nguyên nhân.")
    )
