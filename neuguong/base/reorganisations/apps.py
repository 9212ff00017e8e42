"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class ReorganisationsApp(AppConfig):
    name = "neuguong.base.reorganisations"
    verbose_name = _l("Sắp xếp đơn vị")
