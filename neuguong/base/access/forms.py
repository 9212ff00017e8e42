"""Forms of giving, ending and lending rights."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.choices import Role
from neuguong.base.access.queries import units_meant, users_meant
from neuguong.base.accounts.models import User
from neuguong.base.orgs.models import Unit
from neuguong.kit.forms import DateField, InputForm, TextField

_SHOWN = 5


class UserField(TextField):
    """A user, by user name, e-mail or name; words that fit several are answered with who they are."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = users_meant(text) if text else []
        if text and not found:
            raise ValidationError(_("Không có tài khoản nào đang hoạt động như vậy."), code="unknown")
        if len(found) > 1:
            raise ValidationError(_several(_("tên đăng nhập"), [(user, user.username) for user in found]))
        return found[0] if found else None

    def prepare_value(self, value: Any) -> Any:
        return value.username if isinstance(value, User) else value


class UnitField(TextField):
    """A unit within what the reader may grant on, by code or name."""

    allowed: QuerySet[Unit]

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = units_meant(text, self.allowed) if text else []
        if text and not found:
            raise ValidationError(_("Không có đơn vị nào như vậy trong phạm vi của đồng chí."), code="unknown")
        if len(found) > 1:
            raise ValidationError(_several(_("mã đơn vị"), [(unit, unit.code) for unit in found]))
        return found[0] if found else None

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Unit) else value


def _several(what: str, rows: list[tuple[Any, str]]) -> str:
    names = "; ".join(f"{row} ({code})" for row, code in rows[:_SHOWN])
    words = {"names": names, "what": what}
    if len(rows) > _SHOWN:
        return _("Nhiều hơn 5 kết quả: %(names)s… Đồng chí ghi rõ hơn, hoặc ghi %(what)s.") % words
    return _("Có mấy kết quả: %(names)s. Đồng chí ghi %(what)s.") % words


class GrantForm(InputForm):
    """A new grant."""

    user = UserField(label=_l("Tài khoản"), help_text=_l("Tên đăng nhập hoặc họ tên."))
    role = forms.ChoiceField(label=_l("Vai trò"), choices=Role.choices)
    unit = UnitField(
        label=_l("Đơn vị"), help_text=_l("Mã hoặc tên đơn vị. Quyền gồm đơn vị này và mọi đơn vị bên dưới.")
    )
    title = TextField(
        label=_l("Chức danh"),
        max_length=200,
        required=False,
        help_text=_l("Ghi bên cạnh tên mỗi khi quyền được dùng, ví dụ: Bí thư Chi bộ Thôn Đông."),
    )
    reason = TextField(label=_l("Căn cứ"), max_length=200, required=False, help_text=_l("Số, ngày của quyết định."))
    starts_on = DateField(label=_l("Từ ngày"))
    ends_on = DateField(label=_l("Đến hết ngày"), required=False, help_text=_l("Để trống nếu chưa định ngày thôi."))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.allowed = units


class EndForm(InputForm):
    """The end of a grant."""

    on = DateField(label=_l("Thôi quyền từ ngày"), help_text=_l("Từ ngày này không còn quyền."))
    reason = TextField(label=_l("Căn cứ hoặc lý do"), max_length=200)


class DelegateForm(InputForm):
    """A grant lent for some days."""

    to = UserField(label=_l("Ủy quyền cho"), help_text=_l("Tên đăng nhập hoặc họ tên."))
    decision = TextField(label=_l("Văn bản ủy quyền"), max_length=120, help_text=_l("Số và ngày, ví dụ: 12-QĐ/ĐU."))
    starts_on = DateField(label=_l("Từ ngày"))
    ends_on = DateField(label=_l("Đến hết ngày"))


class ReasonForm(InputForm):
    """Why something is done."""

    reason = TextField(label=_l("Lý do"), max_length=200)


class NothingForm(InputForm):
    """A question that is only answered yes."""
