"""One's own account: from the name in the layout to password and second step, on a phone and at a desk."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.cast import Cast
from tests.e2e.conftest import PASSWORD

pytestmark = pytest.mark.e2e


def _is_clean(person: Any, heading: str, width: int) -> None:
    """The page is the one of that heading, ours, in Vietnamese, and no wider than the screen."""
    page = person.page
    assert page.locator("h1").inner_text() == heading
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    person.check()


def _open_account(person: Any, width: int) -> None:
    page = person.page
    if width < 1024:
        page.locator(".bottom-more summary").click()
    page.locator(".own-name:visible").click()
    page.wait_for_url("**/bao-mat/")


def test_the_name_leads_to_the_account_at_a_desk(enter: Callable[..., Any], stage: Cast) -> None:
    lan = enter("lan", width=1280)
    _open_account(lan, 1280)
    _is_clean(lan, "Tài khoản và bảo mật", 1280)


def test_the_name_leads_to_password_and_second_step(enter: Callable[..., Any], stage: Cast) -> None:
    width = 390
    lan = enter("lan", width=width)
    page = lan.page
    _open_account(lan, width)
    _is_clean(lan, "Tài khoản và bảo mật", width)
    lan.press("Thư điện tử của tôi")
    _is_clean(lan, "Thư điện tử của tôi", width)
    page.go_back()
    lan.press("Đổi mật khẩu")
    _is_clean(lan, "Đổi mật khẩu", width)
    lan.press("Thôi")
    lan.press("Bật xác minh hai bước")
    _prove_oneself(lan, width)
    _is_clean(lan, "Bật xác minh hai bước", width)
    code = hotp_value(page.locator("code.secret").inner_text(), int(time.time()) // 30)
    page.fill("[name=code]", format_hotp_value(code))
    lan.press("Bật xác minh hai bước")
    _is_clean(lan, "Mã dự phòng", width)
    spare = page.locator(".recovery-codes code").first.inner_text()
    lan.press("Xong")
    assert page.get_by_text("Còn 10 mã chưa dùng.").count() == 1
    _sign_in_with(lan, spare, width)
    _open_account(lan, width)
    assert page.get_by_text("Còn 9 mã chưa dùng.").count() == 1
    lan.press("Tắt xác minh hai bước")
    _prove_oneself(lan, width)
    _is_clean(lan, "Tắt xác minh hai bước", width)


def _prove_oneself(person: Any, width: int) -> None:
    _is_clean(person, "Xác nhận lại là đồng chí", width)
    person.page.fill("input[name=password]", PASSWORD)
    person.page.locator("form button.btn-primary").click()
    person.page.wait_for_load_state()


def _sign_in_with(person: Any, code: str, width: int) -> None:
    page = person.page
    person.go("/dang-xuat/")
    page.locator("main form button.btn-primary").click()
    page.fill("input[name=login]", person.name)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form button.btn-primary").click()
    page.wait_for_url("**/bao-mat/buoc-hai/")
    _is_clean(person, "Xác minh bước hai", width)
    page.fill("[name=code]", code)
    page.locator("form button.btn-primary").click()
    page.wait_for_url(f"{person.base}/")
