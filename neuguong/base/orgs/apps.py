"""The app of this slice."""

from django.apps import AppConfig
from django.db.models import CharField
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _l


class OrgsApp(AppConfig):
    name = "neuguong.base.orgs"
    verbose_name = _l("Tổ chức")

    def ready(self) -> None:
        CharField.register_lookup(Length)  # paths are compared by their length
