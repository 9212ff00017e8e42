"""The app of this slice."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _l


class FiguresApp(AppConfig):
    name = "neuguong.base.figures"
    verbose_name = _l("Số liệu")

    def ready(self) -> None:
        """Every slice's measures.py is read, so that the folder and the recount know all cubes."""
        autodiscover_modules("measures")
