"""The tools as an app: templates, static files and fonts."""

from django.apps import AppConfig


class KitApp(AppConfig):
    name = "neuguong.kit"
