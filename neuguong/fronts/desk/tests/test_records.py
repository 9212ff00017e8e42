"""The sensitive record of a person: who sees it, who corrects it, what the journal tells, where it never shows."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.models import SensitiveRecord
from neuguong.work.commitments.services import open_year
from tests.cast import SINCE, TODAY, Cast

VALUES = {"ethnicity": "Ơ Đu Thử", "religion": "Đạo Hồi Thử", "hometown": "Làng Thử Nghiệm"}


@pytest.fixture
def kept(cast: Cast, settings: Any) -> Cast:
    """Lan's record stands; Tuấn keeps the records of Hòa An and nothing else."""
    settings.NEUGUONG_SENSITIVE = True
    SensitiveRecord.objects.create(person=cast.person("lan"), **VALUES)
    Grant.objects.create(
        user=cast.users["tuan"], role=Role.RECORDS, unit=cast.unit("hoa-an"), valid=(SINCE, None), title="Cán bộ hồ sơ"
    )
    return cast


@pytest.fixture
def at(kept: Cast) -> Callable[[str], Client]:
    def enter(name: str) -> Client:
        client = Client()
        if name:
            client.force_login(kept.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


def address(cast: Cast, name: str = "lan", page: str = "record") -> str:
    return reverse(f"desk:{page}", args=[cast.person(name).pk])


LADDER = [
    ("", 302, 302),
    ("ha", 404, 404),  # unrelated
    ("lan", 200, 404),  # herself
    ("hung", 404, 404),  # her secretary
    ("mai", 404, 404),
    ("son", 404, 404),  # staff
    ("thuy", 404, 404),  # approver
    ("quang", 404, 404),
    ("binh", 404, 404),  # supervisor
    ("van", 404, 404),  # viewer
    ("an", 404, 404),  # administrator
    ("tuan", 200, 200),  # keeper of the records
]


@pytest.mark.parametrize(("name", "sees", "corrects"), LADDER)
def test_who_opens_the_record_up_the_ladder(
    kept: Cast, at: Callable[[str], Client], name: str, sees: int, corrects: int
) -> None:
    client = at(name)
    answers = client.get(address(kept)), client.get(address(kept, page="record_correct"))
    assert tuple(answer.status_code for answer in answers) == (sees, corrects)
    for answer in answers:
        shown = [value for value in VALUES.values() if value in answer.content.decode()]
        assert shown == (list(VALUES.values()) if answer.status_code == 200 else [])
        assert answer.status_code != 200 or "no-store" in answer["Cache-Control"]
    sent = client.post(address(kept, page="record_correct"), {"religion": "Không"})
    assert sent.status_code == (302 if corrects == 200 else corrects)


def test_the_right_ends_at_the_edge_of_the_unit_and_with_its_days(kept: Cast, at: Callable[[str], Client]) -> None:
    assert at("tuan").get(address(kept, "ha")).status_code == 404
    Grant.objects.filter(role=Role.RECORDS).update(valid=(SINCE, TODAY))
    assert at("tuan").get(address(kept)).status_code == 404


@pytest.mark.parametrize(("name", "there"), [("lan", True), ("tuan", True), ("hung", False), ("son", False)])
def test_the_link_is_there_for_who_may(kept: Cast, at: Callable[[str], Client], name: str, there: bool) -> None:
    answer = at(name).get(address(kept, page="person"))
    assert (answer.status_code, address(kept) in answer.content.decode()) == (200, there)


@pytest.mark.parametrize("name", ["lan", "tuan"])
def test_switched_off_there_is_no_page_and_no_link(
    kept: Cast, at: Callable[[str], Client], settings: Any, name: str
) -> None:
    settings.NEUGUONG_SENSITIVE = False
    assert at(name).get(address(kept)).status_code == 404
    assert address(kept) not in at(name).get(address(kept, page="person")).content.decode()


def test_each_look_by_somebody_else_is_told_to_her(kept: Cast, at: Callable[[str], Client]) -> None:
    own = at("lan").get(address(kept)).content.decode()
    assert ("Chưa có ai xem." in own, Entry.objects.count()) == (True, 0)
    seen = at("tuan").get(address(kept)).content.decode()
    assert "đã được ghi vào nhật ký" in seen
    at("tuan").get(address(kept, page="record_correct"))
    told = Entry.objects.order_by("pk").values_list("model", "object_id", "step", "actor__username", "capacity", "data")
    look = ("orgs.SensitiveRecord", kept.person("lan").pk, "look", "tuan", "Cán bộ hồ sơ", {})
    assert list(told) == [look, look]
    assert at("lan").get(address(kept)).content.decode().count("Phạm Anh Tuấn, Cán bộ hồ sơ") == 2


def test_a_correction_is_told_without_the_value(kept: Cast, at: Callable[[str], Client]) -> None:
    sent = {**VALUES, "religion": "  Không ", "hometown": ""}
    assert at("tuan").post(address(kept, page="record_correct"), sent).status_code == 302
    record = SensitiveRecord.objects.get(person=kept.person("lan"))
    assert (record.ethnicity, record.religion, record.hometown) == (VALUES["ethnicity"], "Không", "")
    (entry,) = Entry.objects.filter(step="correct")
    assert (entry.note, entry.data) == ("", {"fields": ["religion", "hometown"]})
    assert "Sửa: Tôn giáo, Quê quán" in at("lan").get(address(kept)).content.decode()

    at("tuan").post(address(kept, page="record_correct"), sent)
    assert Entry.objects.filter(step="correct").count() == 1


def test_empty_fields_erase_and_the_journal_stays(kept: Cast, at: Callable[[str], Client]) -> None:
    at("tuan").post(address(kept, page="record_correct"), {})
    assert SensitiveRecord.objects.count() == 0
    assert "Xóa toàn bộ" in at("lan").get(address(kept)).content.decode()
    assert "Chưa ghi" in at("tuan").get(address(kept)).content.decode()


def test_a_keeper_finds_the_people_and_nothing_more(kept: Cast, at: Callable[[str], Client]) -> None:
    menu = at("tuan").get("/").content.decode()
    assert (reverse("desk:people") in menu, reverse("reports:list") in menu) == (True, False)
    shown = at("tuan").get(reverse("desk:people")).content.decode()
    assert ("Nguyễn Thị Lan" in shown, "Vũ Thu Hà" in shown) == (True, False)
    assert at("tuan").get(reverse("desk:unit", args=["bac-son/hoa-an"])).status_code == 404
    assert f'href="{reverse("desk:people")}"' not in at("son").get("/").content.decode()


def everything_from(client: Client, *starts: str) -> dict[str, str]:
    """What these pages say, and every page, export and paper that they link to."""
    said: dict[str, str] = {}
    for here in starts:
        said[here] = texts_of(client.get(here))
        for link in _links(said[here], here):
            if link not in said:
                said[link] = texts_of(client.get(link))
    return said


def _links(text: str, here: str) -> list[str]:
    found = []
    for piece in text.split('href="')[1:]:
        link = piece.partition('"')[0].replace("&amp;", "&").partition("#")[0]
        link = here.partition("?")[0] + link if link.startswith("?") else link
        if link.startswith("/") and not link.startswith(("/static/", "/dang-xuat/")):
            found.append(link)
    return found


def texts_of(answer: Any) -> str:
    """What an answer says, workbooks and papers unpacked."""
    body = b"".join(answer) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
    return body.decode("utf-8", "replace")


@pytest.mark.parametrize("name", ["son", "an"])
def test_no_page_search_list_export_or_notice_says_a_value(kept: Cast, at: Callable[[str], Client], name: str) -> None:
    open_year(unit=kept.unit("bac-son"), period=kept.years[2026], due_on=TODAY, day=TODAY)
    at("tuan").get(address(kept))
    client = at(name)
    lists = [reverse(one) for one in ("desk:people", "commitments:list")]
    exports = [f"{one}?tai={kind}" for one in lists for kind in ("xlsx", "csv")]
    cell = reverse("desk:unit", args=["bac-son/hoa-an/thon-dong"])
    said = everything_from(client, "/", *lists, cell, address(kept, page="person"), reverse("notices:list"), *exports)
    assert [one for one, text in said.items() if any(value in text for value in VALUES.values())] == []
    assert [one for one in exports if "Nguyễn Thị Lan" not in said[one]] == []  # the search above looked at something

    asked = [f"{one}?q={value}" for one in ("/tim-kiem/", *lists) for value in VALUES.values()]
    assert [one for one in asked if "Nguyễn Thị Lan" in texts_of(client.get(one))] == []
    told = Entry.objects.exclude(note="", data={}).values_list("note", "data")
    assert [line for line in map(str, told) if any(value in line for value in VALUES.values())] == []
