"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class OrgsApp(AppConfig):
    name = "neuguong.base.orgs"
    verbose_name = _l("Tổ chức")
