"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class PeriodsApp(AppConfig):
    name = "neuguong.base.periods"
    verbose_name = _l("Kỳ")
