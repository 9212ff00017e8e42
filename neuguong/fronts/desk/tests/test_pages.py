"""The desk's pages: who gets which, and how many queries they ask."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.base.orgs.models import Membership
from neuguong.base.orgs.services import add_person
from neuguong.fronts.desk.views import units
from neuguong.work.commitments.services import open_year
from tests.cast import SINCE, TODAY, Cast

Counted = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def opened(cast: Cast) -> Cast:
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=TODAY, day=TODAY)
    return cast


@pytest.fixture
def at(opened: Cast) -> Callable[[str], Client]:
    def enter(name: str) -> Client:
        client = Client()
        if name:
            client.force_login(opened.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


CELL = "/don-vi/bac-son/hoa-an/thon-dong/"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("", 302),
        ("tuan", 404),
        ("ha", 404),
        ("lan", 200),
        ("hung", 200),
        ("son", 200),
        ("thuy", 200),
        ("van", 200),
        ("an", 200),
    ],
)
def test_the_page_of_a_cell_up_the_ladder(at: Callable[[str], Client], name: str, status: int) -> None:
    assert at(name).get(CELL).status_code == status


@pytest.mark.parametrize(
    "path", ["/", "/don-vi/", "/nguoi/", "/tim-kiem/?q=lan", "/cam-ket/", "/cam-ket/cho-quyet-dinh/"]
)
@pytest.mark.parametrize("name", ["lan", "hung", "son", "thuy", "quang", "binh", "van", "an", "long"])
def test_every_page_opens_for_everybody_who_has_it(at: Callable[[str], Client], name: str, path: str) -> None:
    assert at(name).get(path).status_code == 200


def test_a_year_that_is_filtered_by_is_written_as_a_year(at: Callable[[str], Client]) -> None:
    page = BeautifulSoup(at("son").get("/cam-ket/", {"year": "2026"}).content, "html.parser")
    assert [chip.get_text().strip() for chip in page.select(".chips a")] == ["Năm: 2026"]


def test_search_ignores_diacritics_and_shows_only_ones_own(at: Callable[[str], Client]) -> None:
    assert "Nguyễn Thị Lan" in at("hung").get("/tim-kiem/", {"q": "nguyen thi lan"}).content.decode()
    assert "Nguyễn Thị Lan" not in at("ha").get("/tim-kiem/", {"q": "nguyen thi lan"}).content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_a_cells_page_asks_the_same_queries_however_many_members(
    opened: Cast, at: Callable[[str], Client], django_assert_num_queries: Counted, more: int
) -> None:
    for number in range(more):
        add_person(code=f"X-{number}", full_name=f"Người Thứ {number}", home=opened.unit("thon-dong"), since=SINCE)
    client = at("hung")
    client.get(CELL)
    with django_assert_num_queries(33):
        client.get(CELL)


def test_the_lower_half_of_a_large_units_page_comes_after_it(
    at: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, page = at("van"), "/don-vi/bac-son/?nam=2026"
    whole = BeautifulSoup(client.get(page).content, "html.parser")
    assert {section["id"] for section in whole.select("section[id]")} >= {"so-lieu", "cap-duoi", "quy", "dot-pha"}

    monkeypatch.setattr(units, "MANY", 1)
    upper = BeautifulSoup(client.get(page).content, "html.parser")
    assert {"quy", "dot-pha"} & {section["id"] for section in upper.select("section[id]")} == set()
    asked = upper.select_one("#more")
    assert asked is not None
    assert (asked["hx-get"], asked.select_one("a")["href"]) == ("?nam=2026&them=1",) * 2  # without script, too
    lower = client.get(page, headers={"HX-Request": "true", "HX-Target": "more"}).content.decode()
    again = client.get(f"{page}&them=1").content.decode()
    assert "<html" not in lower
    assert (
        whole.select_one("#dot-pha").get_text() == BeautifulSoup(lower, "html.parser").select_one("#dot-pha").get_text()
    )
    assert 'id="quy"' in again


def test_a_member_is_moved_and_both_cells_keep_what_is_theirs(opened: Cast, at: Callable[[str], Client]) -> None:
    lan = opened.person("lan")
    answer = at("son").post(f"/nguoi/{lan.pk}/chuyen/", {"to": opened.unit("thon-tay").pk, "on": "01/11/2026"})
    assert answer.status_code == 302
    spans = Membership.objects.filter(person=lan).order_by("valid").values_list("unit__code", flat=True)
    assert list(spans) == ["bac-son/hoa-an/thon-dong", "bac-son/hoa-an/thon-tay"]


def test_a_wrong_day_is_said_beside_the_field(opened: Cast, at: Callable[[str], Client]) -> None:
    lan = opened.person("lan")
    answer = at("son").post(f"/nguoi/{lan.pk}/chuyen/", {"to": opened.unit("thon-tay").pk, "on": "31/02/2026"})
    assert (answer.status_code, "không có trong lịch" in answer.content.decode()) == (422, True)
