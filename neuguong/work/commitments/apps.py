"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class CommitmentsApp(AppConfig):
    name = "neuguong.work.commitments"
    verbose_name = _l("Cam kết")
