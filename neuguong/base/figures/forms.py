"""What is written when a period is sealed."""

from django.utils.translation import gettext_lazy as _l

from neuguong.kit.forms import InputForm, ParagraphField


class SealForm(InputForm):
    note = ParagraphField(
        label=_l("Ghi chú"), required=False, max_length=1000, help_text=_l("Ví dụ: cuộc họp, văn bản quyết định chốt.")
    )
