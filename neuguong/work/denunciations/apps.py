"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class DenunciationsApp(AppConfig):
    name = "neuguong.work.denunciations"
    verbose_name = _l("Tố cáo")
