"""The app of the public site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class PortalApp(AppConfig):
    name = "neuguong.fronts.portal"
    verbose_name = _l("Trang công dân")
