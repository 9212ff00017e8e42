"""The tables that tie the slices together lead where they say."""

from dataclasses import is_dataclass

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

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
    assert client.get(reverse(entry.name)).status_code == 200  # type: ignore[attr-defined]


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
