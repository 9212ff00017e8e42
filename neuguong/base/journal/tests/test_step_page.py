"""The one page by which every step is asked and taken."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.base.journal.models import Entry
from neuguong.base.orgs.choices import Standing
from neuguong.base.orgs.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("known_flow")
GENERIC = "Hồ sơ không còn ở bước này (có thể vừa được xử lý), hoặc ngoài quyền của đồng chí. Hãy tải lại trang để xem."


@pytest.fixture
def signed_in(cast: Cast, client: Client):
    def as_user(name: str) -> Client:
        client.force_login(cast.users[name])
        return client

    return as_user


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def said(client: Client) -> list[str]:
    """The messages that the next page shows."""
    page = soup(client.get("/thong-bao/"))
    return [item.get_text(strip=True) for item in page.select("#messages .notice-body")]


def standing(cast: Cast, name: str) -> str:
    return Person.objects.get(pk=cast.person(name).pk).standing


def test_anonymous_people_sign_in_first(cast: Cast, client: Client) -> None:
    address = f"/buoc/thu/leave/?id={cast.person('lan').pk}"
    assert client.get(address)["Location"] == f"/dang-nhap/?{urlencode({'next': address})}"
    assert client.post(address).status_code == 302
    assert standing(cast, "lan") == Standing.FULL


@pytest.mark.parametrize("address", ["/buoc/khong-co/leave/?id=1", "/buoc/thu/bay/?id=1", "/buoc/thu/leave/"])
def test_unknown_things_are_not_found(signed_in, address: str) -> None:
    assert signed_in("hung").get(address).status_code == 404


def test_the_question_says_what_will_happen_and_to_whom(cast: Cast, signed_in) -> None:
    lan, tuan = cast.person("lan"), cast.person("tuan")

    page = soup(signed_in("hung").get(f"/buoc/thu/suspend/?ids={lan.pk}&ids={tuan.pk}&next=/don-vi/"))

    assert page.h1.get_text() == "Chuyển dự bị"
    assert page.select_one(".step-subject").get_text() == "Nguyễn Thị Lan"
    assert page.select_one(".step-says").get_text(strip=True) == "Đồng chí này trở lại diện dự bị."
    assert [one["value"] for one in page.select("form.form input[name=ids]")] == [str(lan.pk)]
    assert page.select_one("form.form textarea[name=ghi_chu]").has_attr("required")
    assert "Phạm Anh Tuấn" not in page.get_text()
    assert "1 hồ sơ không còn ở bước này hoặc ngoài quyền" in page.get_text()


def test_somebody_unrelated_is_shown_no_name_and_nothing_to_press(cast: Cast, signed_in) -> None:
    page = soup(signed_in("ha").get(f"/buoc/thu/leave/?id={cast.person('lan').pk}"))
    assert "Nguyễn Thị Lan" not in page.get_text()
    assert page.select("form.form") == []


def test_taking_a_step_goes_on_to_the_object_and_says_so(cast: Cast, signed_in) -> None:
    lan, client = cast.person("lan"), signed_in("hung")

    response = client.post(f"/buoc/thu/{lan.pk}/", {"buoc": "suspend", "ghi_chu": " Vắng\r\nsinh  hoạt "})

    assert response["Location"] == f"/tep/{lan.pk}/"
    assert standing(cast, "lan") == Standing.PROBATIONARY
    assert Entry.objects.get().note == "Vắng\nsinh hoạt"
    assert said(client) == ["Đã thực hiện “Chuyển dự bị”: Nguyễn Thị Lan."]


@pytest.mark.parametrize(
    ("wanted", "gone_to"),
    [
        ("/don-vi/?q=a", "/don-vi/?q=a"),
        ("//xau.vn/", "/tep/{pk}/"),
        ("https://xau.vn/", "/tep/{pk}/"),
        ("x", "/tep/{pk}/"),
    ],
)
def test_it_leads_on_only_within_the_house(cast: Cast, signed_in, wanted: str, gone_to: str) -> None:
    lan = cast.person("lan")
    response = signed_in("hung").post("/buoc/thu/leave/", {"ids": lan.pk, "next": wanted})
    assert response["Location"] == gone_to.format(pk=lan.pk)


def test_a_second_click_counts_as_done_and_is_journaled_once(cast: Cast, signed_in) -> None:
    lan, client = cast.person("lan"), signed_in("hung")
    for _click in range(2):
        client.post("/buoc/thu/leave/", {"ids": lan.pk})

    assert said(client) == [
        "Đã thực hiện “Cho ra”: Nguyễn Thị Lan.",
        "“Cho ra” đã được ghi từ lần bấm trước.",
    ]
    assert Entry.objects.count() == 1


def test_a_stranger_learns_neither_name_nor_state(cast: Cast, signed_in) -> None:
    lan, client = cast.person("lan"), signed_in("ha")
    Person.objects.filter(pk=lan.pk).update(standing=Standing.NON_MEMBER)
    client.post("/buoc/thu/leave/", {"ids": lan.pk})
    assert said(client) == [GENERIC]


def test_an_object_that_is_not_there_is_refused_in_the_same_words(cast: Cast, signed_in) -> None:
    client = signed_in("hung")
    client.post("/buoc/thu/leave/", {"ids": 10**9})
    assert said(client) == [GENERIC]


def test_a_batch_says_what_moved_and_what_did_not(cast: Cast, signed_in) -> None:
    client = signed_in("hung")
    ids = [cast.person(name).pk for name in ("lan", "mai", "tuan", "ha")]
    client.post("/buoc/thu/leave/", {"ids": ids})
    assert said(client) == ["Đã thực hiện “Cho ra”: 2 hồ sơ.", f"2 hồ sơ: {GENERIC}"]


def test_a_missing_reason_is_asked_for_again(cast: Cast, signed_in) -> None:
    response = signed_in("hung").post("/buoc/thu/suspend/", {"ids": cast.person("lan").pk, "ghi_chu": " "})
    assert response.status_code == 422
    assert soup(response).select_one("[role=alert]").get_text(strip=True) == "Hãy ghi lý do."
    assert standing(cast, "lan") == Standing.FULL


def test_the_buttons_above_a_list_only_ask(cast: Cast, signed_in) -> None:
    ids = [cast.person(name).pk for name in ("lan", "mai")]

    page = soup(signed_in("hung").post("/buoc/thu/", {"buoc": "leave", "chon": ids}))

    assert page.select_one("form.form")["action"] == "/buoc/thu/leave/"
    assert [one.get_text() for one in page.select(".step-objects li")] == ["Nguyễn Thị Lan", "Lê Thị Mai"]
    assert (standing(cast, "lan"), Entry.objects.count()) == (Standing.FULL, 0)


def test_a_step_with_a_page_of_its_own_is_sent_there(cast: Cast, signed_in) -> None:
    lan, client = cast.person("lan"), signed_in("hung")
    wanted = f"/thong-bao/?id={lan.pk}&buoc=own&next=%2Ftep%2F{lan.pk}%2F"
    assert client.get(f"/buoc/thu/{lan.pk}/?buoc=own")["Location"] == wanted
    assert client.post("/buoc/thu/own/", {"ids": lan.pk})["Location"] == wanted
    assert standing(cast, "lan") == Standing.FULL


def test_inside_a_dialog_only_the_question_is_sent(cast: Cast, signed_in) -> None:
    headers = {"HX-Request": "true", "HX-Target": "question"}
    page = soup(signed_in("hung").get(f"/buoc/thu/leave/?id={cast.person('lan').pk}", headers=headers))
    assert (page.h1, page.html) == (None, None)
    assert page.select_one("#question form")["action"] == "/buoc/thu/leave/"


def test_a_page_of_three_asks_as_many_queries_as_a_page_of_one(
    cast: Cast, signed_in, django_assert_max_num_queries
) -> None:
    client = signed_in("hung")
    ids = [cast.person(name).pk for name in ("lan", "mai", "hung")]
    with django_assert_max_num_queries(30) as one:
        client.get("/buoc/thu/leave/", {"ids": ids[:1]})
    with django_assert_max_num_queries(len(one)):
        client.get("/buoc/thu/leave/", {"ids": ids})
