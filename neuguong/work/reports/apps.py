"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class ReportsApp(AppConfig):
    name = "neuguong.work.reports"
    verbose_name = _l("Báo cáo")
