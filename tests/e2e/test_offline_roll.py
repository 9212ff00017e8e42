"""The roll on phones without a network: two devices, a reload, a clock that is a day ahead; nothing lost or doubled."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from neuguong.work.study.models import Attendance, Mark, Session
from neuguong.work.study.tests import given
from tests.cast import Cast
from tests.e2e.conftest import PATIENCE, Person
from tests.e2e.wire import Wire

pytestmark = pytest.mark.e2e

# A device whose clock is a day ahead.
AHEAD = """(() => {
  const True = Date, day = 86400000;
  globalThis.Date = class extends True {
    constructor(...given) { if (given.length) super(...given); else super(True.now() + day); }
    static now() { return True.now() + day; }
  };
})()"""
SAID = "[data-roll-said]"


Phone = tuple[Any, Wire]


@pytest.fixture
def meeting(stage: Cast) -> Session:
    """A meeting of today, to which Thôn Đông's cell is called."""
    return given.called(stage)


@pytest.fixture
def phone(browser: Browser, live_server: Any, stage: Cast) -> Iterator[Callable[..., Phone]]:
    """A phone of somebody's own, and the wire that it hangs on; `clock` is a script that runs before every page."""
    made: list[tuple[Any, Wire]] = []

    def take_out(name: str, clock: str = "") -> Phone:
        wire = Wire(live_server.url)
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
        context.set_default_timeout(PATIENCE)
        if clock:
            context.add_init_script(clock)
        made.append((context, wire))
        return Person(context, wire.url, name), wire

    yield take_out
    for context, wire in made:
        context.close()
        wire.close()


def lose_network(phone: Phone) -> None:
    phone[1].cut()
    phone[0].context.set_offline(True)


def find_network(phone: Phone) -> None:
    phone[1].mend()
    phone[0].context.set_offline(False)


def opened(person: Any, one: Session) -> Page:
    """The roll, and a copy of it put by."""
    page: Page = person.go(f"/hoc-tap/buoi/{one.pk}/diem-danh/")
    page.locator("form[data-is-put-by]").wait_for()
    return page


def choose(page: Page, row: Attendance, words: str) -> None:
    page.locator(f"#dong-{row.pk}").get_by_label(words, exact=True).check()


def unsent(page: Page, count: int) -> None:
    expect(page.locator(SAID)).to_contain_text(f"Còn {count} lần điểm danh chưa gửi")


def sent(page: Page) -> None:
    expect(page.locator(SAID)).to_contain_text("Mọi lần điểm danh trên máy này đã gửi.")


def test_two_phones_without_a_network(phone: Callable[..., Phone], stage: Cast, meeting: Session) -> None:
    rows = {who: given.row(meeting, stage, who) for who in ("lan", "hung", "mai")}
    hung, mai = phone("hung"), phone("mai", AHEAD)
    his, hers = opened(hung[0], meeting), opened(mai[0], meeting)
    lose_network(hung)
    lose_network(mai)
    choose(his, rows["lan"], "Vắng không lý do")
    choose(his, rows["hung"], "Có mặt")
    unsent(his, 2)
    choose(hers, rows["lan"], "Có mặt")
    choose(hers, rows["mai"], "Có mặt")
    hers.reload()  # without a network, out of what was put by
    unsent(hers, 2)
    expect(hers.locator(f"#dong-{rows['lan'].pk}").get_by_label("Có mặt", exact=True)).to_be_checked()
    assert Mark.objects.count() == 0
    find_network(mai)
    sent(hers)
    find_network(hung)
    sent(his)
    found = {who: given.row(meeting, stage, who) for who in rows}
    assert {who: (row.status, row.is_disputed, row.marked_by) for who, row in found.items()} == {
        "lan": ("PRESENT", True, stage.users["mai"]),  # hers was later, though it came first and her clock lies
        "hung": ("PRESENT", False, stage.users["hung"]),
        "mai": ("PRESENT", False, stage.users["mai"]),
    }
    assert Mark.objects.count() == 4
    expect(his.locator(f"#dong-{rows['lan'].pk}")).to_contain_text("Máy khác ghi khác; tải lại trang để xem.")
    his.reload()
    clash = his.locator(f"#dong-{rows['lan'].pk} .roll-clash")
    expect(clash).to_contain_text("Vắng không lý do: Trần Văn Hùng")
    expect(clash).to_contain_text("Có mặt: Lê Thị Mai")
    choose(his, rows["lan"], "Vắng không lý do")
    sent(his)
    row = given.row(meeting, stage, "lan")
    assert (row.status, row.is_disputed, Mark.objects.count()) == ("ABSENT", False, 5)


def test_an_answer_that_was_lost_doubles_nothing(phone: Callable[..., Phone], stage: Cast, meeting: Session) -> None:
    hung, _wire = phone("hung")
    page = opened(hung, meeting)
    row = given.row(meeting, stage, "lan")
    lost: list[int] = []

    def lose(route: Any) -> None:
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    hung.context.route("**/diem-danh/gui/", lose)
    choose(page, row, "Có mặt")
    unsent(page, 1)
    assert (lost, Mark.objects.count()) == ([200], 1)
    hung.context.set_offline(True)
    hung.context.set_offline(False)  # the network comes again
    sent(page)
    assert (given.row(meeting, stage, "lan").status, Mark.objects.count()) == ("PRESENT", 1)


def test_signing_out_takes_the_names_and_leaves_the_marks(
    phone: Callable[..., Phone], stage: Cast, meeting: Session
) -> None:
    hung, wire = phone("hung")
    page = opened(hung, meeting)
    lose_network((hung, wire))
    choose(page, given.row(meeting, stage, "lan"), "Có mặt")
    unsent(page, 1)
    page.close()
    find_network((hung, wire))
    hung.context.clear_cookies()
    mai = Person(hung.context, hung.base, "mai")  # at the same machine
    assert mai.page.evaluate("caches.keys()") == []
    mai.page.close()
    hung.context.clear_cookies()
    again = Person(hung.context, hung.base, "hung")
    sent(opened(again, meeting))
    assert given.row(meeting, stage, "lan").marked_by == stage.users["hung"]
