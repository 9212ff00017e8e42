"""What the pages of a registration say first: why it came back, for whom somebody writes, and the main act."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.base.journal.services import take_step
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment
from tests.cast import Cast

Make = Callable[..., Commitment]
Open = Callable[[str, str], BeautifulSoup]


@pytest.fixture
def seen(opened: Cast) -> Open:
    def look(name: str, address: str) -> BeautifulSoup:
        client = Client()
        client.force_login(opened.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return BeautifulSoup(client.get(address).content, "html.parser")

    return look


def _notices(page: BeautifulSoup) -> list[str]:
    return [" ".join(one.get_text(" ", strip=True).split()) for one in page.select("main .notice-body")]


@pytest.mark.parametrize("address", ["/cam-ket/{}/", "/cam-ket/viet/?id={}"])
def test_the_reason_of_a_return_stands_on_top(opened: Cast, written: Make, seen: Open, address: str) -> None:
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    take_step(FLOW, row, "send_back", opened.user("hung"), "Chưa rõ chỉ tiêu", now=opened.now)
    reason = "Được trả lại ngày 15/11/2026, lý do: Chưa rõ chỉ tiêu"
    assert _notices(seen("lan", address.format(row.pk))) == [reason]
    for_lan = "Đồng chí đang nhập thay cho đồng chí Nguyễn Thị Lan."
    assert _notices(seen("hung", address.format(row.pk))) == [reason, for_lan]


def test_deciding_comes_before_returning(opened: Cast, written: Make, seen: Open) -> None:
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    page = seen("mai", f"/cam-ket/{row.pk}/")
    buttons = [(one.get_text(strip=True), one["class"]) for one in page.select(".step-buttons > a")]
    assert buttons[:2] == [("Phê duyệt", ["btn", "btn-primary"]), ("Trả lại", ["btn", "btn-quiet"])]
