"""The wiring as an app: what one slice needs from another above it is joined here, once."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "neuguong.config"
    label = "wiring"

    def ready(self) -> None:
        from neuguong.base.periods.rules import kept_by  # noqa: PLC0415 (models are ready only now)
        from neuguong.config.keepers import calendar_keepers  # noqa: PLC0415

        kept_by(calendar_keepers)
