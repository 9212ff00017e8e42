"""What the pages of a registration say first: why it came back, for whom somebody writes, and the main act."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import take_step
from neuguong.work.commitments.choices import Kind
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
    reason = "Được trả lại lúc 15/11/2026 00:00, lý do: Chưa rõ chỉ tiêu"
    assert _notices(seen("lan", address.format(row.pk))) == [reason]
    for_lan = "Đồng chí đang nhập thay cho đồng chí Nguyễn Thị Lan."
    assert _notices(seen("hung", address.format(row.pk))) == [reason, for_lan]


def _client(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_decision_sent_twice_counts_as_done(opened: Cast, written: Make) -> None:
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    mai = _client(opened, "mai")
    typed = {"meeting_on": "15/11/2026", "presided_by": str(opened.person("mai").pk)}
    answers = [mai.post(f"/cam-ket/phe-duyet/?id={row.pk}", typed) for _click in range(2)]
    assert [(one.status_code, one.headers["Location"]) for one in answers] == [(302, f"/cam-ket/{row.pk}/")] * 2
    assert Entry.objects.filter(object_id=row.pk, step="approve").count() == 1


def test_the_decision_of_a_committee_needs_a_number_and_says_all_that_is_wrong(opened: Cast, written: Make) -> None:
    row = written("long", Kind.HEAD)
    take_step(FLOW, row, "submit", opened.user("long"), now=opened.now)
    answer = _client(opened, "quang").post(f"/cam-ket/phe-duyet/?id={row.pk}", {"meeting_on": "mai"})
    page = BeautifulSoup(answer.content, "html.parser")
    wrong = [one["href"] for one in page.select(".error-summary a")]
    assert wrong == ["#id_meeting_on", "#id_number", "#id_presided_by", f"#id_supervisor_{row.pk}"]


def test_what_is_not_at_this_step_is_named(opened: Cast, written: Make, seen: Open) -> None:
    row, other = written("lan"), written("tuan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    draft = written("hung")
    page = seen("mai", f"/cam-ket/phe-duyet/?id={row.pk}&id={draft.pk}&id={other.pk}")
    assert [one.get_text(strip=True) for one in page.select(".notice-body li")] == ["Trần Văn Hùng: Dự thảo"]


def test_deciding_comes_before_returning(opened: Cast, written: Make, seen: Open) -> None:
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    page = seen("mai", f"/cam-ket/{row.pk}/")
    buttons = [(one.get_text(strip=True), one["class"]) for one in page.select(".step-buttons > a")]
    assert buttons[:2] == [("Phê duyệt", ["btn", "btn-primary"]), ("Trả lại", ["btn", "btn-quiet"])]
