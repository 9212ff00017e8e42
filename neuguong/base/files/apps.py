"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class FilesApp(AppConfig):
    name = "neuguong.base.files"
    verbose_name = _l("Tệp")
