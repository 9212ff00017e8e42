"""Forms of this slice."""

from django import forms
from django.utils.translation import gettext_lazy as _l

from neuguong.kit import sheets
from neuguong.kit.forms import InputForm


def kinds() -> list[tuple[str, str]]:
    """The kinds of workbook, in the order they are to be loaded."""
    return [("", str(_l("Tự nhận theo tiêu đề cột"))), *((one.key, str(one.title)) for one in sheets.sheets())]


class UploadForm(InputForm):
    """A workbook, and what it holds."""

    kind = forms.ChoiceField(label=_l("Loại dữ liệu"), choices=kinds, required=False)
    file = forms.FileField(
        label=_l("Tệp Excel"),
        help_text=_l("Sổ tính .xlsx, tối đa 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    at_once = forms.BooleanField(
        label=_l("Nạp luôn nếu mọi dòng đều đúng"),
        help_text=_l("Đỡ một lần chờ. Có dòng lỗi hoặc điều cần xác nhận thì chưa ghi gì, dừng lại cho đồng chí xem."),
        required=False,
    )


class ApplyForm(InputForm):
    """Whether the wrong rows are to be left out, and that what was asked about has been looked at."""

    only_good = forms.BooleanField(label=_l("Chỉ nạp các dòng đúng, để lại các dòng lỗi"), required=False)
    is_sure = forms.BooleanField(label=_l("Tôi đã đối chiếu các điều trên với bản gốc"), required=False)
