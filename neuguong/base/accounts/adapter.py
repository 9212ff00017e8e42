"""How allauth behaves here: nobody signs up alone; accounts come from the administrator or a printed code."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from neuguong.base.accounts import services

_NOT_RIGHT = _l("Tên đăng nhập (hoặc thư điện tử) hay mật khẩu chưa đúng. Đồng chí kiểm tra rồi nhập lại.")
_TOO_OFTEN = _l("Đã nhập sai nhiều lần. Đồng chí chờ 5 phút rồi thử lại.")
_SAID_BY_THE_PAGE = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class Adapter(DefaultAccountAdapter):
    """No open sign-up, one sentence for every failed sign-in, one place that sets passwords."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _NOT_RIGHT,
        "email_password_mismatch": _NOT_RIGHT,
        "too_many_login_attempts": _TOO_OFTEN,
        "rate_limited": _TOO_OFTEN,
        "email_taken": _l("Địa chỉ thư này đã thuộc một tài khoản khác."),
        "enter_current_password": _l("Mật khẩu hiện tại chưa đúng."),
        "incorrect_password": _l("Mật khẩu chưa đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """User names are given, never derived."""

    def set_password(self, user: Any, password: str) -> None:
        """Every way to a new password (changed, reset by e-mail, first) ends in the same service."""
        services.set_password(user=user, password=password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def format_email_subject(self, subject: str) -> str:
        return f"Nêu Gương: {subject}"

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Coming in and going out need no words: the page that follows shows it."""
        if message_template not in _SAID_BY_THE_PAGE:
            super().add_message(request, level, message_template, *args, **kwargs)
