"""The fixed cast, and a way in without the form."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast

Door = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _no_menu(settings):
    settings.NEUGUONG_MENU = "neuguong.base.access.tests.no_menu.MENU"
    settings.LANGUAGES = [("vi", "Tiếng Việt")]


@pytest.fixture
def enter(cast: Cast) -> Door:
    """A client with somebody of the cast signed in."""

    def door(name: str) -> Client:
        client = Client()
        client.force_login(cast.user(name))
        return client

    return door
