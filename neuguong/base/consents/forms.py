"""Forms of this slice. Nothing is ticked beforehand: silence is no consent."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.consents.choices import Kind
from neuguong.kit.forms import PAPERS_AND_PICTURES, DateField, InputForm, ParagraphField


class AskForm(InputForm):
    """What is asked about one's data."""

    kind = forms.ChoiceField(label=_l("Đồng chí yêu cầu gì"), choices=Kind, widget=forms.RadioSelect)
    words = ParagraphField(
        label=_l("Nội dung yêu cầu"),
        max_length=4000,
        help_text=_l("Ghi rõ dữ liệu nào, sai ở đâu, đúng là gì, hoặc muốn xóa, dừng xử lý điều gì."),
    )


class GiveForm(InputForm):
    """The person herself agrees, to the words she has just read."""

    version = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_l("Tôi đã đọc và đồng ý"),
        error_messages={
            "required": _l("Đồng chí chưa đánh dấu đồng ý. Nếu không đồng ý, đồng chí chỉ cần rời trang này.")
        },
    )


class PaperForm(InputForm):
    """A word that was given on paper, and the paper."""

    version = forms.CharField(widget=forms.HiddenInput)
    given_on = DateField(label=_l("Ngày ký"))
    evidence = forms.FileField(
        label=_l("Bản chụp hoặc bản quét tờ đồng ý có chữ ký"),
        widget=forms.FileInput(attrs={"accept": PAPERS_AND_PICTURES}),
    )


class ExtendForm(InputForm):
    """How much longer the carrying out takes, and why."""

    days = forms.IntegerField(label=_l("Thêm bao nhiêu ngày"), min_value=1)
    reason = ParagraphField(label=_l("Lý do"), max_length=1000)

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = _("Từ 1 đến %(most)s ngày, chỉ một lần.") % {"most": most}
