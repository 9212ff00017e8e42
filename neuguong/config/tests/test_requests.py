"""What every request gets: the clock, a first password of one's own, the policy of the page, the reader's language."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client, RequestFactory

from neuguong.config.middleware import clock
from tests.cast import Cast


def test_the_clock_is_read_once(settings: Any, rf: RequestFactory) -> None:
    settings.NEUGUONG_TODAY = dt.date(2026, 11, 15)
    seen = []
    clock(lambda request: seen.append((request.today, request.now.date())))(rf.get("/"))
    assert seen == [(dt.date(2026, 11, 15), dt.date(2026, 11, 15))]


def test_who_came_by_a_code_chooses_a_password_first(client: Client, cast: Cast) -> None:
    user = cast.user("lan")
    client.force_login(user)
    user.must_change_password = True
    user.save()
    for address in ("/", "/cam-ket/", "/don-vi/"):
        assert client.get(address).headers["Location"] == "/mat-khau/dat/"
    assert client.get("/mat-khau/dat/").status_code == 200
    assert client.post("/dang-xuat/").status_code == 302


def test_nothing_is_run_or_drawn_that_is_not_ours(client: Client, cast: Cast) -> None:
    policy = client.get("/dang-nhap/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == directives["connect-src"] == "'self'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"


@pytest.mark.parametrize("wished", ["", "en", "en-US,en;q=0.9", "fr"])
def test_vietnamese_whatever_the_browser_wishes(client: Client, cast: Cast, wished: str) -> None:
    answer = client.get("/dang-nhap/", headers={"Accept-Language": wished})
    assert '<html lang="vi"' in answer.content.decode()
    assert answer.headers["Content-Language"] == "vi"
    assert "Cookie" in answer.headers["Vary"]


def test_english_once_it_is_chosen(client: Client, cast: Cast) -> None:
    client.post("/ngon-ngu/", {"language": "en", "next": "/dang-nhap/"})
    page = client.get("/dang-nhap/", headers={"Accept-Language": "vi"}).content.decode()
    assert '<html lang="en"' in page
    assert "Sign in" in page
    client.post("/ngon-ngu/", {"language": "vi", "next": "/dang-nhap/"})
    assert "Đăng nhập" in client.get("/dang-nhap/").content.decode()


def test_a_language_there_is_none_of(client: Client, cast: Cast) -> None:
    client.cookies["lang"] = "xx"
    assert '<html lang="vi"' in client.get("/dang-nhap/").content.decode()
