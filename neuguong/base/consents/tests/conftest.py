"""Tuấn keeps the records of Hòa An; Dung of Thôn Đông has no login."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.orgs.models import Person
from neuguong.base.orgs.services import add_person
from tests.cast import SINCE, Cast


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def house(cast: Cast) -> Cast:
    Grant.objects.create(
        user=cast.users["tuan"], role=Role.RECORDS, unit=cast.unit("hoa-an"), valid=(SINCE, None), title="Cán bộ hồ sơ"
    )
    return cast


@pytest.fixture
def dung(cast: Cast) -> Person:
    return add_person(code="BS-900001", full_name="Lò Thị Dung", home=cast.unit("thon-dong"), since=SINCE)


@pytest.fixture
def at(house: Cast) -> Callable[[str], Client]:
    def enter(name: str) -> Client:
        client = Client()
        if name:
            client.force_login(house.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
