"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class FiguresApp(AppConfig):
    name = "neuguong.base.figures"
    verbose_name = _l("Số liệu")
