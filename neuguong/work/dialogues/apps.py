"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class DialoguesApp(AppConfig):
    name = "neuguong.work.dialogues"
    verbose_name = _l("Tiếp dân, đối thoại, đơn thư")
