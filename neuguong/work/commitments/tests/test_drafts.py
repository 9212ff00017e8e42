"""A draft is its writer's own: others see that it is there, and what was handed in before, wherever they look."""

from collections.abc import Callable

import pytest
from django.test import Client

from neuguong.base.journal.services import take_step
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.services import ItemInput, save_draft
from tests.cast import Cast

Write = Callable[..., Commitment]
DEED, ISSUE = "Vận động 5 hộ hiến đất mở đường", "Chưa thường xuyên xuống cơ sở"
BREAKTHROUGH, PRESSING = "Cắt giảm 30% thủ tục", "Hồ sơ tồn đọng"
MINE = "Chỉ người đăng ký và người nhập giúp thấy nội dung"


def shown(cast: Cast, name: str, path: str, *words: str, **asked: str) -> list[bool]:
    """Which of the words stand on the page."""
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(path, asked)
    assert answer.status_code == 200
    text = answer.getvalue().decode("utf-8-sig")
    return [word in text for word in words]


def step(cast: Cast, row: Commitment, name: str, by: str, note: str = "") -> None:
    row.refresh_from_db()
    assert take_step(FLOW, row, name, cast.user(by), note, now=cast.now).moved == [row.pk]


@pytest.mark.parametrize(
    ("name", "reads"), [("lan", True), ("hung", True), ("son", False), ("thuy", False), ("van", False), ("an", False)]
)
def test_a_draft_is_read_by_who_writes_it_only(opened: Cast, written: Write, name: str, reads: bool) -> None:
    row = written("lan")
    page = f"/cam-ket/{row.pk}/"
    assert shown(opened, name, page, "Nguyễn Thị Lan", DEED, ISSUE, MINE) == [True, reads, reads, not reads]
    assert shown(opened, name, "/tim-kiem/", page, q="hiến đất") == [reads]
    assert shown(opened, name, "/cam-ket/", "Nguyễn Thị Lan", "Dự thảo") == [True, True]


@pytest.mark.parametrize(("name", "reads"), [("hung", True), ("son", False), ("van", False)])
@pytest.mark.parametrize("tai", ["", "csv"])
def test_the_figure_counts_a_draft_and_keeps_its_words(
    opened: Cast, written: Write, name: str, reads: bool, tai: str
) -> None:
    written("lan")
    asked = {"don-vi": "bac-son/hoa-an/thon-dong", "ky": str(opened.years[2026].pk), "tai": tai}
    assert shown(opened, name, "/so-lieu/items/", DEED, **asked) == [reads]
    if not tai:
        words = "được xem cả 1 dòng" if reads else "được xem 0 trong 1 dòng"
        assert shown(opened, name, "/so-lieu/items/", words, **asked) == [True]


def test_a_heads_draft_stands_on_no_page_above(opened: Cast, written: Write) -> None:
    row = written("long", Kind.HEAD)
    report = {"don-vi": "bac-son", "ky": str(opened.years[2026].pk)}
    places = ((f"/cam-ket/{row.pk}/", {}), ("/don-vi/bac-son/", {}), ("/bao-cao/xem/", report))
    for path, asked in places:
        assert shown(opened, "quang", path, BREAKTHROUGH, PRESSING, **asked) == [False, False]
    step(opened, row, "submit", "long")
    for path, asked in places:
        assert shown(opened, "quang", path, BREAKTHROUGH, **asked) == [True]


def test_what_was_sent_back_shows_what_was_handed_in(opened: Cast, written: Write) -> None:
    row = written("long", Kind.HEAD)
    step(opened, row, "submit", "long")
    step(opened, row, "send_back", "quang", "Nêu rõ chỉ tiêu")
    row.refresh_from_db()
    old = {item.number: item for item in Item.objects.filter(commitment=row)}
    items = [
        ItemInput(1, old[1].deed, old[1].due_on, group=old[1].group),
        ItemInput(2, "Cắt giảm một nửa thủ tục", old[2].due_on, group=old[2].group),
    ]
    save_draft(
        commitment=row, fields={"pressing_issue": "Dân phải đi lại nhiều lần"}, items=items, edition=row.edition,
        actor=opened.user("long"), now=opened.now, today=opened.today,
    )  # fmt: skip
    words = (BREAKTHROUGH, PRESSING, "Cắt giảm một nửa thủ tục", "Dân phải đi lại nhiều lần")
    page = f"/cam-ket/{row.pk}/"
    assert shown(opened, "long", page, *words) == [False, False, True, True]
    assert shown(opened, "quang", page, *words, "Nội dung đã trình lúc") == [True, True, False, False, True]
    assert shown(opened, "quang", "/don-vi/bac-son/", *words) == [False] * 4
    assert shown(opened, "quang", "/tim-kiem/", page, q="một nửa thủ tục") == [False]
    step(opened, row, "submit", "long")
    assert shown(opened, "quang", "/tim-kiem/", page, q="một nửa thủ tục") == [True]


def test_a_withdrawn_one_written_again_is_a_draft_again(opened: Cast, written: Write) -> None:
    row = written("long", Kind.HEAD)
    step(opened, row, "submit", "long")
    step(opened, row, "withdraw", "long", "Viết lại từ đầu")
    assert shown(opened, "quang", f"/cam-ket/{row.pk}/", BREAKTHROUGH) == [True]
    step(opened, row, "begin", "long")
    assert shown(opened, "quang", f"/cam-ket/{row.pk}/", BREAKTHROUGH, MINE) == [False, True]
