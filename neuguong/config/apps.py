"""The wiring as an app, so that its panels, menu and commands are found."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "neuguong.config"
    label = "wiring"
