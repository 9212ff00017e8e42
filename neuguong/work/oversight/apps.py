"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class OversightApp(AppConfig):
    name = "neuguong.work.oversight"
    verbose_name = _l("Kiểm tra, giám sát")
