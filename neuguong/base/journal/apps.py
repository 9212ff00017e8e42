"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class JournalApp(AppConfig):
    name = "neuguong.base.journal"
    verbose_name = _l("Nhật ký")
