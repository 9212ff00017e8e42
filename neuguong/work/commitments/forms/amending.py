"""Why approved items shall change; the items themselves are the formset of `writing`."""

from django import forms
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.forms import InputForm, ParagraphField


class AmendForm(InputForm):
    """The reason of an amendment."""

    reason = ParagraphField(
        label=_l("Lý do điều chỉnh"), help_text=_l("Vì sao không làm được như đã duyệt; nơi quyết định đọc lý do này.")
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)
