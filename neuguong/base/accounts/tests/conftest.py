"""Somebody to sign in as."""

import datetime as dt

import pytest
from django.test import Client

from neuguong.base.accounts.models import User

PASSWORD = "gieo-hat-tot-7"
NOW = dt.datetime(2026, 11, 15, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _no_menu(settings):
    settings.NEUGUONG_MENU = "neuguong.base.accounts.tests.no_menu.MENU"
    settings.LANGUAGES = [("vi", "Tiếng Việt")]


@pytest.fixture
def lan(db) -> User:
    return User.objects.create_user("lannt", PASSWORD, display_name="Nguyễn Thị Lan", email="lan@hoaan.vn")


@pytest.fixture
def hung(db) -> User:
    return User.objects.create_user("hungtv", PASSWORD, display_name="Trần Văn Hùng")


@pytest.fixture
def inside(client: Client, lan: User) -> Client:
    """A client signed in as Lan, by password."""
    client.post("/dang-nhap/", {"login": "lannt", "password": PASSWORD})
    return client
