"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class NoticesApp(AppConfig):
    name = "neuguong.base.notices"
    verbose_name = _l("Thông báo")
