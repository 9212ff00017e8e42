"""What people send from the public site. They are addressed "quý vị"."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.queries import units_meant
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import paths_in_words
from neuguong.kit import clock
from neuguong.kit.forms import FilesField, MeantField, ParagraphField, TextField
from neuguong.work.dialogues.choices import Rating

RATINGS = [one for one in Rating.choices if one[0] != Rating.NONE]


class PlaceField(MeantField):
    """One of the units that take cases in; cleans to a Unit or None."""

    suggestions = "goi-y-don-vi"
    allowed: QuerySet[Unit] = Unit.objects.none()

    def find(self, text: str) -> list[Unit]:
        return units_meant(text, self.allowed)

    def places(self, things: Sequence[Unit]) -> list[str]:
        return paths_in_words(things, clock.today())


class PublicForm(forms.Form):
    """The base of these forms: what is missing is said to "quý vị"."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name != "agrees":  # says by itself what follows from not agreeing
                field.error_messages["required"] = _("Quý vị chưa nhập mục này.")


class SendForm(PublicForm):
    """Bring a matter; `mark` is the form's own, `website` the field that only a machine fills in."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)

    unit = PlaceField(
        label=_l("Cơ quan tiếp nhận"), help_text=_l("Gõ tên xã, phường hoặc tỉnh, ví dụ: Đảng ủy xã Hòa An.")
    )
    words = ParagraphField(
        label=_l("Nội dung phản ánh, kiến nghị, khiếu nại"), max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_l("Việc gì, ở đâu, từ khi nào, quý vị mong được giải quyết thế nào."),
    )  # fmt: skip
    papers = FilesField(
        label=_l("Tệp kèm theo"),
        help_text=_l(
            "Ảnh, PDF, Word hoặc Excel, mỗi tệp không quá 20 MB. Gửi tệp là quý vị xác nhận tài liệu không thuộc "
            "danh mục bí mật nhà nước."
        ),
    )
    full_name = TextField(label=_l("Họ và tên"), max_length=120)
    phone = TextField(label=_l("Điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=_l("Thư điện tử"), required=False)
    address = TextField(label=_l("Địa chỉ"), max_length=300)
    agrees = forms.BooleanField(
        label=_l("Tôi đồng ý để cơ quan tiếp nhận dùng thông tin trên đây vào việc giải quyết và trả lời tôi"),
        error_messages={"required": _l("Cần quý vị đồng ý để cơ quan được dùng thông tin này; nếu không, mời quý vị "
                                       "đến trực tiếp nơi tiếp công dân.")},
    )  # fmt: skip
    may_publish = forms.BooleanField(
        label=_l("Tôi đồng ý công khai câu hỏi và trả lời, không nêu tên tôi"), required=False
    )
    website = forms.CharField(
        label=_l("Để trống ô này"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip
    answer = TextField(label=_l("Phép tính"), required=False, max_length=20)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["unit"]
        place.allowed = units


class FollowForm(PublicForm):
    """Ask what became of a matter."""

    code = TextField(
        label=_l("Mã theo dõi"), max_length=40, help_text=_l("12 chữ và số, ghi trên phiếu tiếp nhận của quý vị."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class RateForm(PublicForm):
    """Say whether the answer satisfied."""

    rating = forms.ChoiceField(label=_l("Quý vị có hài lòng với việc trả lời không?"), choices=RATINGS,
                               widget=forms.RadioSelect)  # fmt: skip
