"""The page of compiling, and one reminder to all."""

import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.journal.models import Entry
from neuguong.base.notices.models import Notice
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Person, Tree
from neuguong.base.orgs.services import open_unit
from neuguong.work.reports import queries
from neuguong.work.reports.services import press
from neuguong.work.reports.tests.test_owing import opened
from neuguong.work.reports.tests.test_pages import Enter, enter, soup
from tests.cast import SINCE, TODAY, Cast

__all__ = ["enter"]


@pytest.fixture
def late(filled: Cast) -> Cast:
    """Reports owed by 10 November; the registrations of `SPECS`."""
    opened(filled)
    return filled


def at(cast: Cast, unit: str = "hoa-an") -> queries.Place:
    return queries.place(cast.unit(unit), cast.years[2026], TODAY)


def table(page: BeautifulSoup, name: str) -> list[list[str]]:
    rows = page.select(f"#{name} tbody tr, #{name} tfoot tr")
    return [[cell.text.strip() for cell in row.select("td")] for row in rows]


def test_who_is_late_by_unit_and_by_level(late: Cast, enter: Enter) -> None:
    page = soup(enter("son").get(reverse("reports:press")))
    assert table(page, "don-vi") == [
        ["Chi bộ Thôn Đông", "0", "0", "1", "1", "0", "1"],
        ["Chi bộ Thôn Tây", "4", "4", "1", "1", "1", "0"],
        ["Trực tiếp tại đơn vị", "0", "0", "1", "1", "0", "0"],
        ["Cộng", "4", "4", "3", "3", "1", "1"],
    ]
    assert table(page, "cap") == [
        ["Cấp xã", "0", "0", "1", "1", "0", "0"],
        ["Chi bộ", "4", "4", "2", "2", "1", "1"],
    ]


def test_every_number_opens_as_many_rows(late: Cast, enter: Enter) -> None:
    client = enter("an")
    page = soup(client.get(reverse("reports:press")))
    links = [link for link in page.select("#don-vi td a, #cap td a") if link.text.strip().isdigit()]
    assert len(links) > 15
    wrong = {}
    for link in links:
        found = soup(client.get(link["href"]))
        shown = len(found.select("#rows tbody tr"))
        if str(shown) != link.text.strip():
            wrong[link["href"]] = (link.text, shown)
    assert wrong == {}


@pytest.mark.parametrize(
    ("name", "status"),
    [("", 302), ("lan", 404), ("hung", 404), ("ha", 404), ("binh", 404), ("van", 404), ("son", 200), ("an", 200)],
)
def test_the_page_is_for_staff_approvers_and_administrators_within(
    late: Cast, enter: Enter, name: str, status: int
) -> None:
    client = enter(name)
    for page in ("press", "on_paper"):
        assert client.get(reverse(f"reports:{page}"), {"don-vi": "bac-son/hoa-an"}).status_code == status
    sent = client.post(reverse("reports:press") + "?don-vi=bac-son/hoa-an")
    assert sent.status_code == (302 if status == 200 else status)


def test_staff_of_a_commune_do_not_press_their_neighbours_or_the_province(late: Cast, enter: Enter) -> None:
    client = enter("son")
    for code in ("bac-son", "bac-son/binh-minh"):
        assert client.get(reverse("reports:press"), {"don-vi": code}).status_code == 404
        assert client.post(reverse("reports:press") + f"?don-vi={code}").status_code == 404
    assert Notice.objects.count() == 0


def test_one_notice_for_each_and_none_twice_a_day(late: Cast, enter: Enter) -> None:
    client = enter("son")
    client.post(reverse("reports:press"))
    notices = Notice.objects.filter(key__startswith="don-doc:")
    assert set(notices.values_list("user__username", flat=True)) == {"hung", "mai", "tuan", "son", "thuy"}
    assert notices.get(user=late.users["tuan"]).text == (
        "Đảng ủy xã Hòa An nhắc: 1 bản đăng ký năm 2026 quá hạn chưa nộp."
    )
    client.post(reverse("reports:press"))
    above = press(at=at(late, "bac-son"), actor=late.user("quang"), today=TODAY, now=late.now)
    assert notices.values("user").distinct().count() == notices.count()
    assert above.before == 5
    entries = Entry.objects.filter(step="press").order_by("pk")
    assert [{row[0]: row[2] for row in one.data["changes"]}["Đã nhắc"] for one in entries][:2] == ["5", "0"]


def test_who_has_no_login_is_told_by_who_writes_for_them_else_on_paper(late: Cast, enter: Enter) -> None:
    Person.objects.filter(pk=late.person("tuan").pk).update(user=None)
    found = queries.late_ones(at(late), TODAY)
    assert found.paper[("Phạm Anh Tuấn", late.unit("thon-tay").pk)] == {"register": 1}
    client = enter("son")
    page = soup(client.get(reverse("reports:on_paper")))
    lines = [[cell.text.strip() for cell in row.select("td")] for row in page.select("tbody tr")]
    assert ["Phạm Anh Tuấn", "Chi bộ Thôn Tây", "1 bản đăng ký năm 2026 quá hạn chưa nộp"] in lines
    answer: Any = client.get(reverse("reports:on_paper_file", args=["xlsx"]))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert any("Phạm Anh Tuấn" in str(cell.value) for sheet in book.worksheets for row in sheet for cell in row)
    office = User.objects.get(username="ha")
    Grant.objects.create(user=office, role="SECRETARY", unit=late.unit("thon-tay"), valid=(SINCE, None))
    found = queries.late_ones(at(late), TODAY)
    assert found.paper == {}
    assert found.users[office.pk]["register"] >= 1


def test_a_quarter_counts_its_own_reports(late: Cast, enter: Enter) -> None:
    page = soup(enter("son").get(reverse("reports:press"), {"ky": late.quarters[2026, 3].pk}))
    assert table(page, "don-vi")[-1] == ["Cộng", "4", "4", "0", "0", "1", "1"]
    assert enter("son").get(reverse("reports:press"), {"ky": "999999"}).status_code == 404


def test_the_page_costs_the_same_however_many_units_are_late(late: Cast, enter: Enter) -> None:
    client = enter("son")
    first = _queries(client)
    tree = Tree.objects.get(code="party")
    for number in range(3):
        open_unit(
            code=f"bac-son/hoa-an/moi-{number}", name=f"Chi bộ Mới {number}", kind=UnitKind.SUB_CELL, tree=tree,
            parent=late.unit("hoa-an"), since=SINCE,
        )  # fmt: skip
    assert opened(late, "hoa-an", by="son") == 3
    assert _queries(client) == first <= 45


def _queries(client: Client) -> int:
    client.get(reverse("reports:press"))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse("reports:press")).status_code == 200
    return len(seen)
