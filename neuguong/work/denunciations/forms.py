"""What is typed at the desk. No field is kept by the browser, none is offered what was typed before."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.queries import users_meant
from neuguong.base.accounts.models import User
from neuguong.base.orgs.models import Unit
from neuguong.kit.forms import DateField, FilesField, InputForm, MeantField, ParagraphField, TextField
from neuguong.work.denunciations.content import Told


class _Private(InputForm):
    """A form of which the browser is asked to remember nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class ToldForm(_Private):
    """Who tells, of whom, of what; what was brought along."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    matter = ParagraphField(label=_l("Nội dung tố cáo"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))
    accused = TextField(label=_l("Người bị tố cáo"), max_length=200)
    accused_post = TextField(label=_l("Chức vụ, nơi công tác của người bị tố cáo"), max_length=300, required=False)
    is_anonymous = forms.BooleanField(label=_l("Không rõ họ tên, địa chỉ người tố cáo"), required=False)
    name = TextField(label=_l("Người tố cáo"), max_length=200, required=False)
    address = TextField(label=_l("Địa chỉ"), max_length=300, required=False)
    contact = TextField(label=_l("Điện thoại, cách liên hệ"), max_length=200, required=False)
    evidence = ParagraphField(label=_l("Tài liệu, chứng cứ kèm theo"), max_length=5_000, required=False)
    wants_protection = forms.BooleanField(label=_l("Người tố cáo đề nghị được bảo vệ"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("name") and not cleaned.get("is_anonymous"):
            self.add_error("name", _("Ghi họ tên người tố cáo, hoặc đánh dấu là không rõ."))
        return cleaned

    def told(self) -> Told:
        """What was typed, as it is sealed."""
        return Told(**{name: self.cleaned_data[name] for name in Told.__struct_fields__})


class ReceiveForm(ToldForm):
    """The same at intake: where and when it was received, and the files that came with it."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Nơi tiếp nhận"), empty_label=None)
    received_on = DateField(label=_l("Ngày nhận"))
    papers = FilesField(label=_l("Tệp kèm theo"))

    field_order = ("unit", "received_on")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset, field.initial = units, units.first()


class FilesForm(_Private):
    """More files."""

    papers = FilesField(label=_l("Tệp"), required=True)


class StepForm(_Private):
    """The day, paper and words of a step."""

    on = DateField(label=_l("Ngày"))
    paper = TextField(label=_l("Số văn bản"), max_length=60, required=False)
    words = ParagraphField(
        label=_l("Nội dung, lý do"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_l("Được mã hóa cùng hồ sơ; nhật ký chung chỉ ghi việc và ngày."),
    )  # fmt: skip


class AssignForm(_Private):
    """To whom one denunciation is given."""

    user = forms.ModelChoiceField(
        User.objects.none(), label=_l("Giao cho"),
        help_text=_l("Chỉ người đã được giao quyền xử lý tố cáo tại đơn vị. Không giao cho người liên quan đến đơn."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        field.queryset = people


class UserField(MeantField):
    """One user by name or user name."""

    def find(self, text: str) -> list[User]:
        return users_meant(text)

    @staticmethod
    def say(thing: Any) -> str:
        return f"{thing} ({thing.username})"


class EntrustForm(_Private):
    """A named decision that lets somebody handle denunciations at a unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_l("Đơn vị"), empty_label=None)
    user = UserField(label=_l("Người được giao"), help_text=_l("Gõ họ tên hoặc tên đăng nhập."))
    decision = TextField(label=_l("Số quyết định"), max_length=60)
    signed_on = DateField(label=_l("Ngày ký"))
    signer = TextField(label=_l("Người ký"), max_length=120)
    starts_on = DateField(label=_l("Từ ngày"))
    ends_on = DateField(label=_l("Đến ngày"), required=False, help_text=_l("Để trống nếu chưa định."))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset, field.initial = units, units.first()


class EndForm(_Private):
    """From which day somebody is not entrusted any more."""

    on = DateField(label=_l("Thôi từ ngày"))
