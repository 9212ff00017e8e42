"""The tables that tie the slices together lead where they say."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import is_dataclass

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from neuguong.base.notices.services import Told, tell, tell_each
from neuguong.config.menu import MENU
from neuguong.config.panels import PANELS
from neuguong.config.reactions import REACTIONS
from tests.cast import Cast


def test_every_panel_is_there() -> None:
    assert all(callable(import_string(path)) for paths in PANELS.values() for path in paths)


def test_reactions_are_to_events_of_slices_below() -> None:
    assert REACTIONS
    for event in REACTIONS:
        assert is_dataclass(event)
        assert event.__module__.endswith(".events")


@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.name)
def test_every_entry_of_the_menu_opens(client: Client, cast: Cast, entry: object) -> None:
    """For the administrator, who sees all of them but what only deciders need."""
    client.force_login(cast.user("an"))
    assert client.get(reverse(entry.name)).status_code == 200


def menu_of(client: Client, cast: Cast, who: str) -> list[str]:
    client.force_login(cast.user(who))
    page = client.get("/").content.decode()
    return [entry.name for entry in MENU if f'href="{reverse(entry.name)}"' in page]


def test_the_menu_shows_what_one_can_use(client: Client, cast: Cast) -> None:
    member = menu_of(client, cast, "lan")
    administrator = menu_of(client, cast, "an")
    assert "commitments:list" in member
    assert {"imports:list", "access:grants", "commitments:queue"} & set(member) == set()
    assert {"imports:list", "access:grants"} <= set(administrator)


def test_one_place_is_the_current_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.user("hung"))
    page = BeautifulSoup(client.get(reverse("commitments:queue")).content, "html.parser")
    here = [link.get_text().strip() for link in page.select('.rail-menu a[aria-current="page"]')]
    assert here == ["Chờ quyết định"]


def unread_shown(client: Client) -> list[str]:
    page = BeautifulSoup(client.get("/").content, "html.parser")
    return [link.get_text().strip() for link in page.select(f'.rail a[href="{reverse("notices:list")}"]')]


def test_what_is_unread_is_counted_in_the_menu(client: Client, cast: Cast) -> None:
    client.force_login(cast.user("lan"))
    assert unread_shown(client) == ["Thông báo"]
    for key in ("1", "2"):
        tell(users=[cast.user("lan").pk], kind="NEWS", key=key, text="Đã duyệt", href="/", now=cast.now)
    tell(users=[cast.user("hung").pk], kind="NEWS", key="1", text="Đã duyệt", href="/", now=cast.now)
    assert unread_shown(client) == ["Thông báo2, 2 thông báo chưa đọc"]
    page = BeautifulSoup(client.get("/").content, "html.parser")
    assert page.select_one(".bottom-more summary").get_text().strip() == "Thêm2, 2 thông báo chưa đọc"


def test_a_great_many_unread_stay_two_figures_wide(client: Client, cast: Cast) -> None:
    client.force_login(cast.user("lan"))
    told = [Told(cast.user("lan").pk, "NEWS", str(number), "Đã duyệt", "/") for number in range(120)]
    tell_each(told, now=cast.now)
    assert unread_shown(client) == ["Thông báo99+, 120 thông báo chưa đọc"]


def test_a_page_without_a_menu_counts_nothing(
    client: Client, cast: Cast, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with django_assert_num_queries(0):
        client.get("/dang-nhap/")
