"""Items survive being saved again: by the page's own autosave, by a second save, and when only one of them changes."""

import re
from collections.abc import Callable, Mapping

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from neuguong.work.commitments.choices import Group, Kind, State
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.services import ItemInput, save_draft
from tests.cast import TODAY, Cast

Make = Callable[..., Commitment]
QUIET = {"HTTP_HX_REQUEST": "true"}
_FIELD = re.compile(
    r'<input type="(?:text|hidden)" name="(?P<name>[^"]+)" value="(?P<value>[^"]*)"'
    r'|<textarea name="(?P<area>[^"]+)"[^>]*>\n?(?P<text>[^<]*)</textarea>'
)


@pytest.fixture
def long(opened: Cast) -> Client:
    client = Client()
    client.force_login(opened.user("long"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _shown(client: Client, row: Commitment) -> dict[str, str]:
    """What a browser would post from the page as it stands."""
    html = client.get(f"/cam-ket/viet/?id={row.pk}").content.decode()
    chosen = re.findall(r'<select name="([^"]+)".*?</select>', html, re.DOTALL)
    blocks = {name: re.search(rf'<select name="{name}".*?</select>', html, re.DOTALL) for name in chosen}
    picked = {name: re.search(r'value="([^"]*)" selected', block.group()) for name, block in blocks.items() if block}
    typed = {m["name"] or m["area"]: m["value"] or m["text"] or "" for m in _FIELD.finditer(html)}
    return typed | {name: found.group(1) if found else "" for name, found in picked.items()}


def _post(client: Client, row: Commitment, values: Mapping[str, str], **headers: str) -> int:
    return client.post(f"/cam-ket/viet/?id={row.pk}", dict(values), **headers).status_code


def _deeds(row: Commitment) -> list[tuple[int, str, str]]:
    return list(Item.objects.filter(commitment=row).order_by("number").values_list("number", "group", "deed"))


BOTH = [(1, "KEY_TASK", "Rút ngắn thời gian cấp phép"), (2, "BREAKTHROUGH", "Cắt giảm 30% thủ tục")]


def test_what_was_saved_quietly_is_still_there_when_it_is_sent(long: Client, written: Make) -> None:
    row = written("long", Kind.HEAD)
    shown = _shown(long, row)
    assert _post(long, row, shown | {"tu_dong": "1"}, **QUIET) == 200
    row.refresh_from_db()
    assert _deeds(row) == BOTH
    assert _post(long, row, shown | {"trinh": "1", "edition": str(row.edition)}) == 302
    assert _deeds(row) == BOTH


def test_one_of_two_items_is_changed_and_the_other_stays(long: Client, written: Make) -> None:
    row = written("long", Kind.HEAD)
    changed = _shown(long, row) | {"viec-1-deed": "Cắt giảm 40% thủ tục"}
    assert _post(long, row, changed) == 302
    assert _deeds(row) == [BOTH[0], (2, "BREAKTHROUGH", "Cắt giảm 40% thủ tục")]


def test_what_somebody_else_saved_meanwhile_does_not_empty_the_items_typed(long: Client, written: Make) -> None:
    """The page was loaded before; what it shows is judged by itself, and the edition says that it is old."""
    row = written("long", Kind.HEAD)
    shown = _shown(long, row)
    Item.objects.filter(commitment=row, number=2).delete()
    assert _post(long, row, shown) == 302
    assert _deeds(row) == BOTH


def test_an_item_ticked_to_be_dropped_goes(long: Client, written: Make) -> None:
    row = written("long", Kind.HEAD)
    assert _post(long, row, _shown(long, row) | {"viec-0-DELETE": "on"}) == 302
    assert (_deeds(row), Commitment.objects.get(pk=row.pk).state) == ([BOTH[1]], State.DRAFT)


@pytest.mark.parametrize("group", ["BREAKTHROUGH", "KEY_TASK", "XYZ"])
def test_a_member_registers_deeds_whatever_group_is_sent(opened: Cast, owed: Make, group: str) -> None:
    row, client = owed("lan"), Client()
    client.force_login(opened.user("lan"), backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = _shown(client, row) | {"viec-0-deed": "Trồng cây", "viec-0-due_on": "30/11/2026", "viec-0-group": group}
    assert _post(client, row, shown) == 302
    assert _deeds(row) == [(1, "DEED", "Trồng cây")]


def test_a_member_has_no_breakthrough_by_the_service_either(opened: Cast, owed: Make) -> None:
    given = [ItemInput(1, "Đột phá", TODAY, group=Group.BREAKTHROUGH)]
    with pytest.raises(ValidationError, match="cá nhân"):
        save_draft(
            commitment=owed("lan"), fields={}, items=given, edition=0, actor=opened.user("lan"), now=opened.now,
            today=TODAY,
        )  # fmt: skip


@pytest.mark.parametrize("number", ["-1", "0", "99999"])
def test_a_number_that_the_page_never_gave_is_refused(long: Client, written: Make, number: str) -> None:
    row = written("long", Kind.HEAD)
    assert _post(long, row, _shown(long, row) | {"viec-0-number": number}) == 422
    assert _deeds(row) == BOTH
