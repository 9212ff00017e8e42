"""My work: every task once, with its own date, and what one waits for."""

import datetime as dt
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.base.journal.services import take_step
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.services import ItemInput, open_year, record_progress, report_result, save_draft
from tests.cast import TODAY, Cast

Work = dict[str, list[tuple[str, str, str]]]


@pytest.fixture
def opened(cast: Cast) -> Cast:
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=dt.date(2026, 2, 28), day=TODAY)
    return cast


@pytest.fixture
def work(opened: Cast) -> Callable[[str], Work]:
    """What waits for somebody: title of a group to (who, circumstance, state) of each row."""

    def read(name: str) -> Work:
        client = Client()
        client.force_login(opened.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        page = BeautifulSoup(client.get("/").content, "html.parser")
        return {
            group.h2.get_text().rpartition(" (")[0]: [
                tuple(row.select_one(place).get_text().strip() for place in (".work-text", ".work-side", ".state"))
                for row in group.select("li")
            ]
            for group in page.select(".section:has(.state)")
        }

    return read


def take(cast: Cast, row: Commitment, step: str, by: str, note: str = "") -> None:
    assert take_step(FLOW, row, step, cast.user(by), note, now=cast.now).moved == [row.pk]
    row.refresh_from_db()


def written(cast: Cast, name: str) -> Commitment:
    row = Commitment.objects.get(person=cast.person(name), kind=Kind.INDIVIDUAL)
    items = [ItemInput(1, "Vận động 5 hộ hiến đất", dt.date(2026, 12, 30))]
    save_draft(
        commitment=row, fields={}, items=items, edition=row.edition, actor=cast.user(name), now=cast.now, today=TODAY
    )
    return row


LAN = "Nguyễn Thị Lan, cá nhân 2026"


def test_what_is_overdue_says_so(work: Callable[[str], Work]) -> None:
    assert work("lan") == {"Cần viết": [(LAN, "hạn đăng ký 28/02/2026", "Chưa đăng ký, quá hạn")]}


def test_what_is_not_yet_due_is_not_late(opened: Cast, work: Callable[[str], Work]) -> None:
    Commitment.objects.update(due_on=TODAY)
    assert work("lan") == {"Cần viết": [(LAN, "hạn đăng ký 15/11/2026", "Chưa đăng ký")]}


def test_what_came_back_is_there_once_with_its_reason(opened: Cast, work: Callable[[str], Work]) -> None:
    row = written(opened, "lan")
    take(opened, row, "submit", "lan")
    take(opened, row, "send_back", "hung", "Thêm chỉ tiêu")
    returned = [(LAN, "trả lại ngày 15/11/2026: Thêm chỉ tiêu", "Trả lại")]
    assert work("lan") == {"Được trả lại": returned}
    assert work("hung")["Được trả lại"] == returned


def test_who_waits_for_a_decision_sees_for_whose(opened: Cast, work: Callable[[str], Work]) -> None:
    take(opened, written(opened, "lan"), "submit", "lan")
    assert work("lan") == {
        "Bản của đồng chí đang chờ quyết định": [
            (LAN, "trình ngày 15/11/2026, chờ Chi bộ Thôn Đông quyết định", "Chờ duyệt")
        ]
    }
    assert work("hung")["Chờ đồng chí quyết định"] == [(LAN, "trình ngày 15/11/2026", "Chờ duyệt")]


def test_each_later_task_has_its_own_date(opened: Cast, work: Callable[[str], Work]) -> None:
    row, quarter = written(opened, "lan"), opened.quarters[2026, 4]
    take(opened, row, "submit", "lan")
    take(opened, row, "approve", "hung")
    silent = (LAN, "ghi trước khi hết ngày 31/12/2026", "Đã duyệt")
    assert work("lan")["Chưa ghi kết quả Quý IV/2026"] == [silent]
    record_progress(
        item=Item.objects.get(commitment=row), quarter=quarter, text="Đã vận động 5 hộ", amount=None,
        actor=opened.user("lan"), now=opened.now, today=TODAY,
    )  # fmt: skip
    report_result(commitment=row, result="Xong", actor=opened.user("lan"), now=opened.now)
    assert work("hung")["Chờ xác nhận kết quả"] == [(LAN, "báo cáo ngày 15/11/2026", "Đã báo cáo")]
    assert work("lan")["Bản của đồng chí đang chờ quyết định"] == [
        (LAN, "báo cáo ngày 15/11/2026, chờ Chi bộ Thôn Đông xác nhận", "Đã báo cáo")
    ]
