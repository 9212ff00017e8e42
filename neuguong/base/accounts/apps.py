"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class AccountsApp(AppConfig):
    name = "neuguong.base.accounts"
    verbose_name = _l("Tài khoản")
