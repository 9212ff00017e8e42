"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class DeskApp(AppConfig):
    name = "neuguong.fronts.desk"
    verbose_name = _l("Bàn làm việc")
