"""What went wrong is said in Vietnamese on a page of ours: what happened, what is kept, what to do, a way back."""

import logging
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.kit import errors
from tests.cast import Cast


def shown(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def ways(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(link.get_text().strip(), link["href"]) for link in page.select("#content .form-actions a")]


def entered(cast: Cast, name: str, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_an_address_there_is_none_of_stands_in_the_desk_for_who_is_signed_in(cast: Cast) -> None:
    response = entered(cast, "lan").get("/khong-co/", headers={"Referer": "http://testserver/cam-ket/"})
    page = shown(response)
    assert (response.status_code, page.h1.get_text()) == (404, "Không có trang này")
    assert page.select_one(".rail-menu") is not None
    assert [term.get_text() for term in page.select(".failure dt")] == ["Còn giữ", "Cần làm"]
    assert ways(page) == [("Về trang chính", "/"), ("Quay lại trang trước", "http://testserver/cam-ket/")]


@pytest.mark.django_db
def test_a_stranger_is_shown_the_way_in(client: Client) -> None:
    response = client.get("/khong-co/", headers={"Referer": "https://noi-khac.vn/"})
    page = shown(response)
    assert (response.status_code, page.select_one(".rail"), ways(page)) == (404, None, [("Đăng nhập", "/dang-nhap/")])


def test_what_is_not_hers_is_not_told_from_what_is_not_there(cast: Cast) -> None:
    client = entered(cast, "ha")
    hers, nowhere = client.get(f"/nguoi/{cast.person('lan').pk}/"), client.get("/nguoi/987654/")
    assert shown(hers).select_one("#content") == shown(nowhere).select_one("#content")


def test_a_views_own_sentence_is_what_happened(cast: Cast) -> None:
    page = shown(entered(cast, "son").get("/don-vi/bac-son/hoa-an/?nam=2031"))
    assert page.select_one(".failure-title").get_text().strip() == "Năm này chưa được mở."


def test_without_the_right(cast: Cast) -> None:
    response = entered(cast, "lan").get("/nap-du-lieu/")
    page = shown(response)
    assert (response.status_code, page.h1.get_text()) == (403, "Đồng chí không có quyền làm việc này")
    assert ways(page) == [("Về trang chính", "/")]


def test_a_form_of_another_session(cast: Cast) -> None:
    client = entered(cast, "lan", enforce_csrf_checks=True)
    response = client.post("/cam-ket/moi/", headers={"Referer": "http://testserver/cam-ket/moi/"})
    page = shown(response)
    assert (response.status_code, page.h1.get_text()) == (403, "Biểu mẫu này đã cũ")
    assert ways(page)[1] == ("Quay lại trang trước", "http://testserver/cam-ket/moi/")


def test_a_form_of_another_session_on_the_way_in(client: Client, db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"login": "lan", "password": "x"})
    assert (response.status_code, shown(response).h1.get_text()) == (403, "Biểu mẫu này đã cũ")


@pytest.mark.django_db
def test_a_host_that_is_not_ours(client: Client) -> None:
    response = client.get("/khong-co/", headers={"Host": "noi-khac.vn", "Referer": "http://noi-khac.vn/"})
    page = shown(response)
    assert (response.status_code, page.h1.get_text()) == (400, "Yêu cầu không đọc được")
    assert ways(page) == [("Đăng nhập", "/dang-nhap/")]


def test_a_button_opened_by_itself(cast: Cast) -> None:
    response = entered(cast, "an").get("/thong-bao/da-doc/")
    page = shown(response)
    assert (response.status_code, page.h1.get_text()) == (405, "Việc này phải bấm nút trên trang")
    assert response["Allow"] == "POST, OPTIONS"


@pytest.mark.django_db
def test_in_english_once_it_is_chosen(client: Client) -> None:
    client.cookies["lang"] = "en"
    page = shown(client.get("/khong-co/"))
    assert (page.html["lang"], page.h1.get_text()) == ("en", "There is no such page")


def test_a_fault_is_said_without_the_database(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a-session"  # the database is asked for it, and this test has none
    with caplog.at_level(logging.CRITICAL):
        response = client.get("/cam-ket/")
    page = shown(response)
    assert (response.status_code, page.h1.get_text()) == (500, "Hệ thống gặp sự cố")
    assert ways(page) == [("Về trang chính", "/")]
    assert "Content-Security-Policy" in response.headers


def test_a_fault_of_the_templates_too_leaves_a_sentence(
    rf: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(errors, "get_template", broken)
    response = errors.fault(rf.get("/"))
    page = shown(response)
    assert (response.status_code, page.h1.get_text()) == (500, "Hệ thống gặp sự cố")
    assert [record.getMessage() for record in caplog.records] == ["the page about a fault could not be drawn"]


def test_the_queue_with_nothing_ticked_says_so_beside_the_list(cast: Cast) -> None:
    client = entered(cast, "hung")
    for address in ("/cam-ket/phe-duyet/", "/cam-ket/xac-nhan/?buoc=confirm_partly"):
        response = client.get(address, follow=True)
        assert response.redirect_chain == [("/cam-ket/cho-quyet-dinh/", 302)]
        said = shown(response).select_one("#messages").get_text().strip()
        assert said == "Hãy chọn ít nhất một bản đăng ký trong danh sách, rồi bấm lại."
