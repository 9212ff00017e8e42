"""A button pressed twice."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from neuguong.work.study.models import Session
from tests.cast import Cast

pytestmark = pytest.mark.e2e


def test_what_is_pressed_twice_is_sent_once(enter: Callable[..., Any], stage: Cast) -> None:
    page: Page = enter("hung").go("/hoc-tap/buoi/moi/")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    page.fill("[name=title]", "Sinh hoạt chi bộ tháng 12")
    page.locator("main form button[type=submit]").dblclick()
    expect(page.locator("h1")).to_have_text("Mời dự theo cây tổ chức")
    assert len(sent) == 1 and Session.objects.filter(title="Sinh hoạt chi bộ tháng 12").count() == 1
