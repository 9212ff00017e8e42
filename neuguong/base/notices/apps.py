"""The app of this slice."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _l


class NoticesApp(AppConfig):
    name = "neuguong.base.notices"
    verbose_name = _l("Thông báo")

    def ready(self) -> None:
        autodiscover_modules("notices")  # where slices register what is to be reminded of: the worker needs it too
