"""The pages of signing in. allauth does the work; here each of its views says its right and takes our form."""

from typing import Any

from allauth.account import views as account
from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from django.views.i18n import set_language

from neuguong.base.accounts import forms, services
from neuguong.kit.views import PUBLIC, SIGNED_IN, FormPage


class SignIn(account.LoginView):
    right = PUBLIC
    form_class = forms.SignInForm


class SignOut(account.LogoutView):
    """GET asks, POST does."""

    right = PUBLIC


class SignUpClosed(account.SignupView):
    """Always closed (see `adapter`): the page says how one gets an account."""

    right = PUBLIC


class Inactive(account.AccountInactiveView):
    right = PUBLIC


class Reauthenticate(account.ReauthenticateView):
    right = SIGNED_IN
    form_class = forms.ReauthenticateForm


@method_decorator([rate_limit(action="login"), never_cache, sensitive_post_parameters("code")], name="dispatch")
class EnterCode(FormPage):
    """The code on a slip opens the door once, through the second step where there is one, to a new password."""

    request: Any  # carries `now`
    right = PUBLIC
    form_class = forms.CodeForm
    template = "account/enter_code.jinja"
    title = _l("Nhập mã dùng một lần")
    submit_label = _l("Tiếp tục")

    def initial(self) -> dict[str, Any]:
        return {"username": self.request.GET.get("ten", "")}

    def act(self, cleaned: dict[str, Any]) -> str:
        user = services.enter_code(**cleaned, now=self.request.now)
        logout(self.request)  # somebody else may still be signed in on a shared machine
        return str(perform_login(self.request, user, redirect_url=reverse("account_set_own_password")).url)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SetOwnPassword(FormPage):
    """Only for who came by a code, or has no password yet; everybody else proves the old one first."""

    request: Any  # whose user is signed in
    right = SIGNED_IN
    form_class = forms.OwnPasswordForm
    template = "account/set_own_password.jinja"
    title = _l("Đặt mật khẩu của đồng chí")
    submit_label = _l("Đặt mật khẩu")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        user = request.user
        if user.is_authenticated and not user.must_change_password and user.has_usable_password():
            return redirect("account_change_password")
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any = None, files: Any = None) -> forms.OwnPasswordForm:
        return forms.OwnPasswordForm(user=self.request.user, data=data)

    def act(self, cleaned: dict[str, Any]) -> str:
        services.set_password(user=self.request.user, password=cleaned["password1"])
        update_session_auth_hash(self.request, self.request.user)
        messages.success(self.request, _("Đã đặt mật khẩu. Từ lần sau đồng chí đăng nhập bằng mật khẩu này."))
        return "/"


class ChangePassword(account.PasswordChangeView):
    right = SIGNED_IN
    form_class = forms.ChangePasswordForm


class ForgotPassword(account.PasswordResetView):
    right = PUBLIC
    form_class = forms.ResetForm


class ForgotPasswordSent(account.PasswordResetDoneView):
    right = PUBLIC


class ResetPassword(account.PasswordResetFromKeyView):
    right = PUBLIC
    form_class = forms.ResetKeyForm


class ResetPasswordDone(account.PasswordResetFromKeyDoneView):
    right = PUBLIC


class OwnEmail(account.EmailView):
    right = SIGNED_IN
    form_class = forms.AddEmailForm


class EmailSent(account.EmailVerificationSentView):
    right = PUBLIC


class ConfirmEmail(account.ConfirmEmailView):
    right = PUBLIC


class Security(mfa.IndexView):
    """One's own account: password, e-mail, second step."""

    right = SIGNED_IN


class SecondStep(mfa.AuthenticateView):
    right = PUBLIC
    form_class = forms.SecondStepForm


class ConfirmSecondStep(mfa.ReauthenticateView):
    right = SIGNED_IN
    form_class = forms.ConfirmSecondStepForm


@method_decorator(csp_update({"img-src": "data:"}), name="dispatch")  # the code to be scanned is drawn into the page
class ActivateTotp(totp.ActivateTOTPView):
    right = SIGNED_IN
    form_class = forms.ActivateForm


class DeactivateTotp(totp.DeactivateTOTPView):
    right = SIGNED_IN


class RecoveryCodes(recovery.ViewRecoveryCodesView):
    right = SIGNED_IN


class GenerateRecoveryCodes(recovery.GenerateRecoveryCodesView):
    right = SIGNED_IN


class DownloadRecoveryCodes(recovery.DownloadRecoveryCodesView):
    right = SIGNED_IN


class SetLanguage(View):
    """Vietnamese or English, kept in a cookie; back to where the reader was."""

    right = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponse = set_language(request)
        return response
