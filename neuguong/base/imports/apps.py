"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class ImportsApp(AppConfig):
    name = "neuguong.base.imports"
    verbose_name = _l("Nạp dữ liệu")
