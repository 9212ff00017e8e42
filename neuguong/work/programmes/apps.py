"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class ProgrammesApp(AppConfig):
    name = "neuguong.work.programmes"
    verbose_name = _l("Chương trình")
