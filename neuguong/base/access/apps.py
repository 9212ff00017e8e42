"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class AccessApp(AppConfig):
    name = "neuguong.base.access"
    verbose_name = _l("Phân quyền")
