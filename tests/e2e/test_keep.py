"""What was typed and not sent: kept by the browser for its reader alone, until it is sent, or she leaves."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from neuguong.work.commitments.models import Commitment
from tests.cast import Cast

pytestmark = pytest.mark.e2e

DEED = "[name=viec-0-deed]"
OFFER = ".keep-offer"


@pytest.fixture
def writing(stage: Cast) -> str:
    """The address at which Lan's registration is written."""
    return f"/cam-ket/viet/?id={Commitment.objects.get(person=stage.person('lan')).pk}"


def copies(page: Page) -> list[str]:
    """What the browser keeps, as text."""
    kept: dict[str, str] = page.evaluate("({...localStorage})")
    return [value for key, value in kept.items() if key.startswith("neuguong.keep:")]


def until(page: Page, happened: Callable[[list[str]], bool]) -> None:
    """Wait for the copies to be so. (Playwright's own waiting wants `eval`, which the policy of the page refuses.)"""
    for _ in range(200):
        if happened(copies(page)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(copies(page))


def type_in(page: Page, words: str, field: str = DEED) -> None:
    """Type, as far as the copy; the server hears nothing of it, for the field is not left."""
    page.locator(field).focus()
    page.keyboard.type(words)
    until(page, lambda kept: any(words in one for one in kept))


def reopen(person: Any, path: str) -> Page:
    """The tab dies without a question; a new one opens the address."""
    person.page.close()
    person.page = person.context.new_page()
    person.go(path)
    return person.page


def test_a_crash_loses_nothing(enter: Callable[..., Any], writing: str) -> None:
    lan = enter("lan")
    page = lan.go(writing)
    page.locator("[data-add-item]").click()
    type_in(page, "Giúp 5 hộ làm hồ sơ", "[name=viec-1-deed]")
    page = reopen(lan, writing)
    expect(page.locator(OFFER)).to_contain_text("Có bản viết dở lúc ")
    lan.check()
    page.get_by_role("button", name="Khôi phục").click()
    assert page.locator("[name=viec-1-deed]").input_value() == "Giúp 5 hộ làm hồ sơ"
    assert page.locator("[name=viec-TOTAL_FORMS]").input_value() == "2"
    expect(page.locator(OFFER)).to_have_count(0)


def test_what_is_thrown_away_is_not_offered_again(enter: Callable[..., Any], writing: str) -> None:
    lan = enter("lan", width=390)
    type_in(lan.go(writing), "Giúp 5 hộ")
    page = reopen(lan, writing)
    page.get_by_role("button", name="Bỏ đi").click()
    assert copies(page) == []
    assert page.locator(DEED).input_value() == ""
    expect(reopen(lan, writing).locator(OFFER)).to_have_count(0)


def test_what_was_sent_is_kept_no_longer(enter: Callable[..., Any], writing: str) -> None:
    lan = enter("lan")
    page = lan.go(writing)
    type_in(page, "Giúp 5 hộ")
    page.fill("[name=viec-0-due_on]", "30/11/2026")
    lan.press("Lưu dự thảo")
    expect(page.get_by_text("Đã lưu bản dự thảo.")).to_be_visible()
    assert copies(page) == []


def test_what_was_refused_is_still_kept(enter: Callable[..., Any], writing: str) -> None:
    lan = enter("lan")
    page = lan.go(writing)
    type_in(page, "31/02/2026", "[name=viec-0-due_on]")
    with page.expect_response(lambda answer: answer.status == 422):
        page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    expect(page.locator(OFFER)).to_have_count(0)
    assert len(copies(page)) == 1


def test_what_the_server_saved_by_itself_is_kept_no_longer(enter: Callable[..., Any], writing: str) -> None:
    lan = enter("lan")
    page = lan.go(writing)
    page.fill(DEED, "Giúp 5 hộ")
    page.fill("[name=viec-0-due_on]", "30/11/2026")
    page.locator("[name=viec-0-due_on]").blur()
    expect(page.locator(".autosave")).to_contain_text("Đã lưu lúc")
    until(page, lambda kept: kept == [])


def test_a_lost_session_loses_nothing(enter: Callable[..., Any], writing: str) -> None:
    lan = enter("lan")
    page = lan.go(writing)
    type_in(page, "Giúp 5 hộ")
    lan.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lưu dự thảo").click()
    page.wait_for_url("**/dang-nhap/**")
    assert len(copies(page)) == 1
    page.fill("input[name=login]", "lan")
    page.fill("input[name=password]", "mat-khau-thu-1")
    page.locator("form button.btn-primary").click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    page = lan.go(writing)
    page.get_by_role("button", name="Khôi phục").click()
    assert page.locator(DEED).input_value() == "Giúp 5 hộ"


def test_signing_out_leaves_nothing_behind(enter: Callable[..., Any], writing: str) -> None:
    lan = enter("lan")
    type_in(lan.go(writing), "Giúp 5 hộ")
    other = lan.context.new_page()
    other.goto(lan.base + "/")
    other.get_by_role("button", name="Đăng xuất").first.click()
    other.wait_for_url("**/dang-nhap/")
    assert copies(other) == []
    lan.page.locator(DEED).focus()
    lan.page.keyboard.type(" nữa")  # the forgotten tab goes on
    lan.page.wait_for_timeout(700)
    assert copies(lan.page) == []


def test_another_reader_sees_nothing_and_ends_it(enter: Callable[..., Any], writing: str) -> None:
    lan = enter("lan")
    type_in(lan.go(writing), "Giúp 5 hộ")
    lan.page.close()
    lan.context.clear_cookies()  # the session ends, nobody signed out
    hung = type(lan)(lan.context, lan.base, "hung")
    page = hung.go(writing)  # the secretary may type for her
    assert page.locator(DEED).input_value() == ""
    expect(page.locator(OFFER)).to_have_count(0)
    assert copies(page) == []


def test_a_copy_of_yesterday_is_gone(enter: Callable[..., Any], writing: str) -> None:
    lan = enter("lan")
    page = lan.go(writing)
    type_in(page, "Giúp 5 hộ")
    page.evaluate("""() => {
        const [key] = Object.keys(localStorage).filter(key => key.startsWith("neuguong.keep:"));
        const copy = JSON.parse(localStorage.getItem(key));
        copy.at -= 24 * 3600 * 1000 + 1000;
        localStorage.setItem(key, JSON.stringify(copy));
    }""")
    page = reopen(lan, writing)
    expect(page.locator(OFFER)).to_have_count(0)
    assert copies(page) == []


def test_without_a_network_it_is_said_and_kept(enter: Callable[..., Any], writing: str) -> None:
    lan = enter("lan")
    page = lan.go(writing)
    type_in(page, "Giúp 5 hộ")
    lan.context.set_offline(True)
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_role("alert")).to_contain_text("Máy đang mất kết nối mạng nên chưa gửi được.")
    assert page.locator(DEED).input_value() == "Giúp 5 hộ"
    assert len(copies(page)) == 1
    lan.context.set_offline(False)
    expect(page.locator(".keep-offline")).to_have_count(0)
    page.fill("[name=viec-0-due_on]", "30/11/2026")
    lan.press("Lưu dự thảo")
    expect(page.get_by_text("Đã lưu bản dự thảo.")).to_be_visible()
