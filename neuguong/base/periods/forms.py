"""The form of a deadline."""

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.forms import DateField, InputForm, TextField


class DeadlineForm(InputForm):
    due_on = DateField(label=_l("Hạn mới"))
    basis = TextField(
        label=_l("Căn cứ"), max_length=200, help_text=_l("Văn bản ấn định hạn này, ví dụ: Công văn 12-CV/BXDĐ.")
    )
