"""One click signs in only in a demo, and only on loopback."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.base.accounts.models import DemoMark
from tests.cast import NOW, Cast

CAST = [{"username": "lan", "label": "Đảng viên", "role": "MEMBER"}]


def _mark(cast: object = CAST) -> None:
    DemoMark.objects.create(cast=cast, made_at=NOW)


def test_in_a_demo_a_click_signs_in(cast: Cast) -> None:
    _mark()
    client = Client(HTTP_HOST="127.0.0.1")
    assert "Bản trình diễn" in client.get("/dang-nhap/").content.decode()
    assert client.post("/trinh-dien/", {"username": "lan"}).status_code == 302
    assert int(client.session["_auth_user_id"]) == cast.users["lan"].pk


def test_roles_stand_by_province(cast: Cast) -> None:
    rows = [("lan", "Đảng viên", "Tỉnh ủy Bắc Sơn"), ("ha", "Bí thư", "Tỉnh ủy Hải Hà"), ("son", "", "Tỉnh ủy Bắc Sơn")]
    _mark([{"username": name, "label": label, "place": place} for name, label, place in rows])
    page = BeautifulSoup(Client(HTTP_HOST="127.0.0.1").get("/dang-nhap/").content, "html.parser")
    shown = [one.get("value") or one.get_text() for one in page.select(".cast-list :is(h3, button)")]
    assert shown == ["Tỉnh ủy Bắc Sơn", "lan", "son", "Tỉnh ủy Hải Hà", "ha"]


def test_without_the_mark_nobody_is_offered(cast: Cast) -> None:
    client = Client(HTTP_HOST="127.0.0.1")
    assert "Bản trình diễn" not in client.get("/dang-nhap/").content.decode()
    assert client.post("/trinh-dien/", {"username": "lan"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_an_unfinished_demo_offers_nobody(cast: Cast) -> None:
    _mark("unfinished")
    assert Client(HTTP_HOST="127.0.0.1").post("/trinh-dien/", {"username": "lan"}).status_code == 404


@pytest.mark.parametrize(
    "request_from",
    [
        {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "10.0.0.7"},
        {"HTTP_HOST": "testserver", "REMOTE_ADDR": "127.0.0.1"},
        {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"},
        {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "not-an-address"},
        {"HTTP_HOST": "127.0.0.1", "HTTP_X_REAL_IP": "10.0.0.7"},
        {"HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_HOST": "neuguong.vn"},
        {"HTTP_HOST": "127.0.0.1", "HTTP_FORWARDED": "for=10.0.0.7"},
        {"HTTP_HOST": "127.0.0.1", "HTTP_VIA": "1.1 proxy"},
        {"HTTP_HOST": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.0"},
    ],
)
def test_from_elsewhere_the_mark_opens_nothing(cast: Cast, request_from: dict[str, str]) -> None:
    _mark()
    client = Client(**request_from)
    assert "Bản trình diễn" not in client.get("/dang-nhap/").content.decode()
    assert client.post("/trinh-dien/", {"username": "lan"}).status_code == 404


def test_only_the_named_cast_can_be_signed_in_as(cast: Cast) -> None:
    _mark()
    assert Client(HTTP_HOST="127.0.0.1").post("/trinh-dien/", {"username": "an"}).status_code == 404
