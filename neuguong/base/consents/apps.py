"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class ConsentsApp(AppConfig):
    name = "neuguong.base.consents"
    verbose_name = _l("Dữ liệu cá nhân")
