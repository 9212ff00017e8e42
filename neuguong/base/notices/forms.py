"""How a person wants her mail."""

from django import forms
from django.utils.translation import gettext_lazy as _l

from neuguong.base.notices.models import Mail

HOURS = [(hour, f"{hour:02}:00") for hour in range(7, 20)]


class MailForm(forms.Form):
    mail = forms.ChoiceField(label=_l("Thư tổng hợp"), choices=Mail.choices)
    hour = forms.TypedChoiceField(
        label=_l("Gửi từ"),
        choices=HOURS,
        coerce=int,
        help_text=_l("Mỗi ngày nhiều nhất một thư. Không gửi ban đêm; ngày nghỉ chỉ gửi khi có việc đến hạn."),
    )
