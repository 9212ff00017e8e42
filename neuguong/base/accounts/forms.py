"""Forms of signing in: allauth's, in our words. Passwords keep their blanks but come in NFC like every other text."""

import unicodedata
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.contrib.auth import password_validation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _l

from neuguong.base.accounts.models import User
from neuguong.kit.forms import InputForm, TextField
from neuguong.kit.text import nfc

_AS_TYPED = {"autocapitalize": "none", "spellcheck": "false"}


class PasswordField(forms.CharField):
    """A password; the same letters typed on another machine are the same password."""

    def __init__(self, *, label: Any, autocomplete: str = "current-password", **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(label=label, strip=False, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", super().to_python(value) or "")


def _rules_of_passwords() -> str:
    return " ".join(password_validation.password_validators_help_texts())


class NewPasswordField(PasswordField):
    """A password being chosen: checked against the rules, and against what is known of `user`."""

    user: User | None = None

    def __init__(self, *, label: Any) -> None:
        super().__init__(label=label, autocomplete="new-password", help_text=lazy(_rules_of_passwords, str)())

    def clean(self, value: Any) -> str:
        return str(get_adapter().clean_password(super().clean(value), user=self.user))


class SecondCodeField(forms.CharField):
    """Six figures from the phone, or a recovery code."""

    def __init__(self, **options: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        super().__init__(label=_l("Mã xác minh"), widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> str:
        return "".join(nfc(super().to_python(value) or "").split())


class SignInForm(account_forms.LoginForm):
    """User name or e-mail, either case, and the password."""

    use_required_attribute = False
    password = PasswordField(label=_l("Mật khẩu"))
    remember = forms.BooleanField(
        label=_l("Giữ đăng nhập trên máy này"),
        help_text=_l("Không chọn khi dùng máy chung của cơ quan."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "username", **_AS_TYPED}
        self.fields["login"] = TextField(
            label=_l("Tên đăng nhập hoặc thư điện tử"), widget=forms.TextInput(attrs=attrs)
        )
        self.order_fields(["login", "password", "remember"])

    def clean_login(self) -> str:
        return str(self.cleaned_data["login"]).lower()


class CodeForm(InputForm):
    """User name and the code on the slip."""

    username = TextField(
        label=_l("Tên đăng nhập"),
        help_text=_l("Ghi ở dòng đầu của phiếu."),
        widget=forms.TextInput(attrs={"autocomplete": "username", **_AS_TYPED}),
    )
    code = TextField(
        label=_l("Mã trên phiếu"),
        help_text=_l("8 chữ và số, ví dụ ABCD-EF23. Viết hoa hay thường đều được."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class OwnPasswordForm(account_forms.SetPasswordForm):
    """The first password of one's own, after a code."""

    use_required_attribute = False
    password1 = NewPasswordField(label=_l("Mật khẩu mới"))
    password2 = PasswordField(label=_l("Nhập lại mật khẩu mới"), autocomplete="new-password")


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """The present password and a new one."""

    use_required_attribute = False
    oldpassword = PasswordField(label=_l("Mật khẩu hiện tại"))
    password1 = NewPasswordField(label=_l("Mật khẩu mới"))
    password2 = PasswordField(label=_l("Nhập lại mật khẩu mới"), autocomplete="new-password")


class ResetKeyForm(account_forms.ResetPasswordKeyForm):
    """A new password, after the link in the e-mail."""

    use_required_attribute = False
    password1 = NewPasswordField(label=_l("Mật khẩu mới"))
    password2 = PasswordField(label=_l("Nhập lại mật khẩu mới"), autocomplete="new-password")


class ReauthenticateForm(account_forms.ReauthenticateForm):
    """The password once more, before something sensitive."""

    use_required_attribute = False
    password = PasswordField(label=_l("Mật khẩu"))


def _email_field() -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "email"})
    return forms.EmailField(label=_l("Thư điện tử"), widget=widget)


class ResetForm(account_forms.ResetPasswordForm):
    """The e-mail that a link is sent to."""

    use_required_attribute = False
    email = _email_field()


class AddEmailForm(account_forms.AddEmailForm):
    """One more e-mail of one's own."""

    use_required_attribute = False
    email = _email_field()

    def clean_email(self) -> str:
        value = str(super().clean_email())
        if User.objects.filter(email=value).exclude(pk=self.user.pk).exists():
            raise get_adapter().validation_error("email_taken")
        return value


class SecondStepForm(mfa_forms.AuthenticateForm):
    """The code of the second step, when signing in."""

    use_required_attribute = False
    code = SecondCodeField(help_text=_l("6 chữ số trên ứng dụng ở điện thoại, hoặc một mã dự phòng."))


class ConfirmSecondStepForm(mfa_forms.ReauthenticateForm):
    """The code of the second step, before something sensitive."""

    use_required_attribute = False
    code = SecondCodeField(help_text=_l("6 chữ số trên ứng dụng ở điện thoại, hoặc một mã dự phòng."))


class ActivateForm(totp_forms.ActivateTOTPForm):
    """The first code of a new phone."""

    use_required_attribute = False
    code = SecondCodeField(help_text=_l("6 chữ số mà ứng dụng đang hiện."))
