"""The app of this front."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class CalendarApp(AppConfig):
    name = "neuguong.fronts.calendar"
    verbose_name = _l("Lịch công việc")
