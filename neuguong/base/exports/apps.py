"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class ExportsApp(AppConfig):
    name = "neuguong.base.exports"
    verbose_name = _l("Xuất danh sách")
