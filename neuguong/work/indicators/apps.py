"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class IndicatorsApp(AppConfig):
    name = "neuguong.work.indicators"
    verbose_name = _l("Chỉ tiêu")
