"""Telling, once; and the reader's own page."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from neuguong.base.notices import queries
from neuguong.base.notices.models import Notice, NoticeKind
from neuguong.base.notices.services import Told, mark_read, tell, tell_each
from tests.cast import Cast


def told(cast: Cast, *names: str, key: str = "duyet:1", text: str = "Bản đăng ký đã được duyệt.") -> int:
    users = [cast.users[name].pk for name in names]
    return tell(users=users, kind=NoticeKind.NEWS, key=key, text=text, href="/ky/", now=cast.now)


def test_nobody_is_told_the_same_thing_twice(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert told(cast, "lan", "hung", "lan") == 2
    assert told(cast, "lan", "mai") == 1
    assert told(cast, "lan", key="duyet:2") == 1
    assert sorted(Notice.objects.values_list("user__username", "key")) == [
        ("hung", "duyet:1"),
        ("lan", "duyet:1"),
        ("lan", "duyet:2"),
        ("mai", "duyet:1"),
    ]


def test_each_may_be_told_something_of_their_own(cast: Cast) -> None:
    lan, hung = cast.users["lan"].pk, cast.users["hung"].pk
    rows = [
        Told(lan, NoticeKind.TO_DO, "a", "Việc một", "/ky/"),
        Told(hung, NoticeKind.DUE, "a", "Việc hai", "/tep/1/"),
    ]

    assert (tell_each(rows, now=cast.now), tell_each(rows, now=cast.now), tell_each([], now=cast.now)) == (2, 0, 0)

    found = Notice.objects.order_by("user_id").values_list("user", "kind", "text", "href", "made_at", "read_at")
    assert sorted(found) == sorted(
        [(lan, "TO_DO", "Việc một", "/ky/", cast.now, None), (hung, "DUE", "Việc hai", "/tep/1/", cast.now, None)]
    )


def test_a_long_text_is_cut_and_says_so(cast: Cast) -> None:
    told(cast, "lan", text="ơ" * 500)
    assert Notice.objects.get().text == "ơ" * 399 + "…"


def test_unread_counts_only_the_readers_own(cast: Cast) -> None:
    told(cast, "lan")
    told(cast, "lan", key="duyet:2")
    first = queries.notices_of(cast.user("lan")).last()

    assert mark_read(user_id=cast.users["hung"].pk, now=cast.now, ids=[first.pk]) == 0
    assert mark_read(user_id=cast.users["lan"].pk, now=cast.now, ids=[first.pk]) == 1
    assert mark_read(user_id=cast.users["lan"].pk, now=cast.now, ids=[first.pk]) == 0

    assert [queries.unread(cast.user(name)) for name in ("lan", "hung")] == [1, 0]
    assert mark_read(user_id=cast.users["lan"].pk, now=cast.now) == 1
    assert queries.unread(None) == 0


def rows(client: Client, address: str = "/thong-bao/") -> list[list[str]]:
    response = client.get(address)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return [[cell.get_text(strip=True) for cell in row.select("td")[1:]] for row in page.select("tbody tr")]


def test_anonymous_people_sign_in_first(client: Client, db: None) -> None:
    assert client.get("/thong-bao/").status_code == 302
    assert client.post("/thong-bao/da-doc/").status_code == 302


def test_the_page_shows_ones_own_and_leads_to_where_it_is_dealt_with(cast: Cast, client: Client) -> None:
    told(cast, "lan")
    told(cast, "hung", text="Việc của người khác")
    client.force_login(cast.users["lan"])

    assert rows(client) == [["Bản đăng ký đã được duyệt.", "Để biết", "Kết quả xử lý", "15/11/2026", "Chưa đọc"]]
    page = BeautifulSoup(client.get("/thong-bao/").content, "html.parser")
    assert page.select_one(".lead").get_text().startswith("Chưa đọc: 1.")
    assert client.get(page.select_one(".row-link")["href"])["Location"] == "/ky/"
    assert [queries.unread(cast.user(name)) for name in ("lan", "hung")] == [0, 1]


def test_nobody_opens_the_notice_of_another(cast: Cast, client: Client) -> None:
    told(cast, "hung")
    address = reverse("notices:open", args=[Notice.objects.get().pk])
    assert client.get(address)["Location"].startswith("/dang-nhap/")
    client.force_login(cast.users["lan"])
    assert client.get(address).status_code == 404
    assert queries.unread(cast.user("hung")) == 1


def test_an_empty_page_says_what_will_stand_here(cast: Cast, client: Client) -> None:
    client.force_login(cast.users["lan"])
    page = BeautifulSoup(client.get("/thong-bao/").content, "html.parser")
    assert page.select_one(".empty-title").get_text() == "Chưa có thông báo nào"
    assert page.select("form.batch-bar") == []


@pytest.mark.parametrize(("sent", "left"), [({"tat_ca": "1"}, 0), ({}, 2), ({"chon": ["x", "0"]}, 2)])
def test_marking_as_read(cast: Cast, client: Client, sent: dict[str, object], left: int) -> None:
    told(cast, "lan")
    told(cast, "lan", key="duyet:2")
    client.force_login(cast.users["lan"])
    assert client.post("/thong-bao/da-doc/", sent)["Location"] == "/thong-bao/"
    assert queries.unread(cast.user("lan")) == left


def test_only_the_ticked_are_marked_and_never_another_persons(cast: Cast, client: Client) -> None:
    told(cast, "lan", "hung")
    told(cast, "lan", key="duyet:2")
    ticked = [
        Notice.objects.get(user=cast.users["lan"], key="duyet:1").pk,
        Notice.objects.get(user=cast.users["hung"]).pk,
    ]
    client.force_login(cast.users["lan"])

    client.post("/thong-bao/da-doc/", {"chon": ticked})

    assert list(Notice.objects.exclude(read_at=None).values_list("pk", flat=True)) == ticked[:1]
    assert rows(client, "/thong-bao/?chua_doc=true") == [
        ["Bản đăng ký đã được duyệt.", "Để biết", "Kết quả xử lý", "15/11/2026", "Chưa đọc"]
    ]


def test_ten_notices_take_no_more_queries_than_one(cast: Cast, client: Client, django_assert_max_num_queries) -> None:
    client.force_login(cast.users["lan"])
    told(cast, "lan")
    with django_assert_max_num_queries(30) as one:
        client.get("/thong-bao/")
    for number in range(10):
        told(cast, "lan", key=f"khac:{number}")
    with django_assert_max_num_queries(len(one)):
        client.get("/thong-bao/")
