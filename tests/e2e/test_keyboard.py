"""The loop's first form by keyboard alone: Tab, Enter, Space, letters. The place one is at is always seen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from neuguong.work.commitments.choices import State
from neuguong.work.commitments.models import Commitment
from tests.cast import Cast

pytestmark = pytest.mark.e2e

HERE = """() => {
    const place = document.activeElement, style = getComputedStyle(place), box = place.getBoundingClientRect();
    return {
        says: (place.labels?.[0]?.innerText ?? place.innerText ?? "").trim().split("\\n")[0],
        isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        isSeen: box.height > 0 && box.top < innerHeight && box.bottom > 0,
    };
}"""


def walk_to(page: Page, words: str) -> None:
    """Press Tab until the focus stands on what begins with the words; every stop on the way is marked and in view."""
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["says"].startswith(words):
            return
        assert here["isMarked"], here
        assert here["isSeen"] or _comes_into_view(page), here
    raise AssertionError(f"no stop says “{words}”")


def _comes_into_view(page: Page) -> bool:
    """The page may still be gliding there."""
    page.wait_for_timeout(700)
    return bool(page.evaluate(HERE)["isSeen"])


def test_a_member_registers_by_keyboard_alone(enter: Callable[..., Any], stage: Cast) -> None:
    lan = enter("lan")
    page = lan.page
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    walk_to(page, "Nguyễn Thị Lan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cam-ket/*/**")
    walk_to(page, "Viết bản đăng ký")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cam-ket/viet/**")
    walk_to(page, "Việc cụ thể")
    page.keyboard.type("Hướng dẫn 20 hộ nộp hồ sơ trực tuyến")
    walk_to(page, "Thời hạn")
    page.keyboard.type("30/11/2026")
    walk_to(page, "Lưu và trình duyệt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/buoc/**")
    walk_to(page, "Trình duyệt")
    page.keyboard.press("Space")
    page.wait_for_url(f"{lan.base}/cam-ket/*/")
    row = Commitment.objects.get(person=stage.person("lan"))
    assert (row.state, row.items.get().deed) == (State.SUBMITTED, "Hướng dẫn 20 hộ nộp hồ sơ trực tuyến")


def test_menus_open_and_close_by_keyboard(enter: Callable[..., Any], stage: Cast) -> None:
    lan = enter("lan", width=390)
    page = lan.page
    summary = page.locator(".bottom-more summary")
    summary.focus()
    page.keyboard.press("Space")
    expect(page.locator(".bottom-sheet")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".bottom-sheet")).to_be_hidden()
    expect(summary).to_be_focused()
