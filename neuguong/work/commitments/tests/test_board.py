"""The board of a standing committee: every head, what became of the breakthrough, what is stuck and why."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from neuguong.base.figures.queries import figures
from neuguong.base.files.services import attach, store
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import add_person, appoint, open_unit
from neuguong.kit.figures import measure
from neuguong.kit.numbers import number
from neuguong.work.commitments import board
from neuguong.work.commitments.choices import ItemStatus, Kind, State, Timing
from neuguong.work.commitments.documents.board import FIGURES
from neuguong.work.commitments.models import Commitment, Item, Progress
from neuguong.work.commitments.services import open_year
from tests.cast import SINCE, TODAY, Cast

Write = Callable[..., Commitment]
YEAR = 2026


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def running(opened: Cast, written: Write) -> Commitment:
    """Thủy's registration in force, supervised, with 12 of 30 done in quarter III and one file to show it."""
    row = written("thuy", Kind.HEAD)
    Commitment.objects.filter(pk=row.pk).update(
        state=State.APPROVED, submitted_on=dt.date(2026, 2, 1), timing=Timing.ON_TIME, supervisor=opened.unit("ubkt")
    )
    item = row.items.get(number=2)
    Item.objects.filter(commitment=row).update(status=ItemStatus.OPEN)
    Item.objects.filter(pk=item.pk).update(target=30, measure_unit="thủ tục")
    told = Progress.objects.create(
        item=item, unit=row.unit, period=opened.quarters[YEAR, 3], text="Đã cắt giảm 12 thủ tục", amount=12,
        recorded_on=TODAY,
    )  # fmt: skip
    file = store(stream=io.BytesIO(b"%PDF-1.4"), name="quyet-dinh.pdf", actor=opened.user("thuy"), now=opened.now)
    attach(file=file, obj=told)
    row.refresh_from_db()
    return row


def read(cast: Cast, by: str = "quang", **asked: Any) -> board.Board:
    return board.read(cast.unit("bac-son"), cast.years[YEAR], cast.user(by), today=TODAY, **asked)


def stuck(cast: Cast, name: str = "thuy") -> tuple[str, ...]:
    return next(line.stuck for line in read(cast).lines if line.row.person == cast.person(name))


def test_every_head_is_there_stuck_ones_first(opened: Cast, running: Commitment) -> None:
    found = read(opened)
    assert [(str(line.row.person), line.post, line.stuck) for line in found.lines] == [
        ("Trịnh Bá Long", "Giám đốc Sở", ("Quá hạn đăng ký từ ngày 28/02/2026",)),
        ("Bùi Thanh Thủy", "Bí thư Đảng ủy xã", ()),
    ]
    assert found.stuck == 1
    line = found.lines[1]
    assert [one and (one.number, one.text, len(one.evidence)) for one in line.quarters] == [
        None, None, ("12 trên 30 thủ tục (40%)", "Đã cắt giảm 12 thủ tục", 1), None,
    ]  # fmt: skip
    assert (line.product, line.evidence) == ("Danh mục thủ tục đã cắt giảm; 30 thủ tục", 1)


def test_what_is_in_hand_is_named_and_not_shown(opened: Cast, written: Write) -> None:
    written("thuy", Kind.HEAD)
    line = next(one for one in read(opened).lines if one.row.person == opened.person("thuy"))
    assert line.item is None
    assert next(one for one in read(opened, "thuy").lines).item is not None


def test_why_it_does_not_move(opened: Cast, running: Commitment) -> None:
    mine, items = Commitment.objects.filter(pk=running.pk), Item.objects.filter(commitment=running)
    Progress.objects.all().delete()
    assert stuck(opened) == ("Không ghi kết quả quý III/2026",)
    mine.update(supervisor=None)
    items.update(due_on=dt.date(2026, 10, 1))
    assert stuck(opened) == (
        "Quá hạn hoàn thành từ ngày 01/10/2026",
        "Chưa giao đơn vị theo dõi, giám sát",
        "Không ghi kết quả quý III/2026",
    )  # fmt: skip
    items.update(status=ItemStatus.PLANNED)
    mine.update(state=State.RETURNED)
    assert stuck(opened) == ("Bị trả lại, chưa trình lại",)
    mine.update(state=State.SUBMITTED, submitted_on=TODAY - dt.timedelta(days=board.LONGEST_WAIT))
    assert stuck(opened) == ()
    mine.update(submitted_on=TODAY - dt.timedelta(days=board.LONGEST_WAIT + 1))
    assert stuck(opened) == ("Chờ quyết định 11 ngày",)


def test_a_result_of_the_quarter_at_hand_makes_up_for_the_last(opened: Cast, running: Commitment) -> None:
    Progress.objects.update(period=opened.quarters[YEAR, 4])
    assert stuck(opened) == ()
    Progress.objects.update(period=opened.quarters[YEAR, 2])
    assert stuck(opened) == ("Không ghi kết quả quý III/2026",)


def test_filters(opened: Cast, running: Commitment) -> None:
    shown = {
        "stuck": read(opened, stuck_only=True).shown,
        "supervisor": read(opened, supervisor=opened.unit("ubkt").pk).shown,
        "other": read(opened, supervisor=opened.unit("binh-minh").pk).shown,
        "standard": read(opened, standard=999).shown,
    }
    assert {key: [str(one.row.person) for one in lines] for key, lines in shown.items()} == {
        "stuck": ["Trịnh Bá Long"], "supervisor": ["Bùi Thanh Thủy"], "other": [], "standard": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "status", "heads"),
    [
        ("", 302, 0),
        ("lan", 404, 0),
        ("son", 404, 0),
        ("ha", 404, 0),
        ("quang", 200, 2),
        ("van", 200, 2),
        ("an", 200, 2),
    ],
)
def test_who_sees_the_board(
    opened: Cast, running: Commitment, client: Client, name: str, status: int, heads: int
) -> None:
    if name:
        client.force_login(opened.users[name])
    answer: Any = client.get(reverse("commitments:board", args=["bac-son"]))
    assert answer.status_code == status
    assert len(BeautifulSoup(answer.content, "html.parser").select(".board tbody tr")) == heads
    file = client.get(reverse("commitments:board", args=["bac-son"]), {"tai": "pdf"})
    assert file.status_code == status


def test_a_supervisor_sees_only_what_it_supervises(opened: Cast, running: Commitment) -> None:
    assert [str(line.row.person) for line in read(opened, "binh").lines] == ["Bùi Thanh Thủy"]


def test_the_figures_on_top_are_the_engines(opened: Cast, running: Commitment, client: Client) -> None:
    client.force_login(opened.users["quang"])
    page = BeautifulSoup(client.get(reverse("commitments:board", args=["bac-son"])).content, "html.parser")
    on_top = page.select("#so-lieu a.figure")
    shown = {one["href"].split("/")[2]: one.select_one(".figure-value").text for one in on_top}
    year = opened.years[YEAR]
    found = figures([measure(key) for key in FIGURES], opened.unit("bac-son").pk, [year], today=TODAY)
    assert shown == {key: number(found[key, year.pk]) for key in FIGURES}
    assert {client.get(one["href"]).status_code for one in page.select("a.figure")} == {200}


def test_the_paper_says_the_same(opened: Cast, running: Commitment, client: Client) -> None:
    client.force_login(opened.users["quang"])
    kept = {}
    for suffix in ("pdf", "docx", "xlsx"):
        answer: Any = client.get(reverse("commitments:board", args=["bac-son"]), {"tai": suffix})
        kept[suffix] = b"".join(answer.streaming_content)
    assert (kept["pdf"][:4], kept["docx"][:2]) == (b"%PDF", b"PK")
    sheets = load_workbook(io.BytesIO(kept["xlsx"])).worksheets
    said = " ".join(str(cell.value) for sheet in sheets for row in sheet for cell in row if cell.value)
    for words in ("12 trên 30 thủ tục (40%)", "Quá hạn đăng ký từ ngày 28/02/2026", "Ủy ban Kiểm tra Tỉnh ủy"):
        assert words in said, words
    assert client.get(reverse("commitments:board", args=["bac-son"]), {"tai": "odt"}).status_code == 404


def test_it_costs_the_same_for_one_head_and_for_many(opened: Cast, running: Commitment, client: Client) -> None:
    client.force_login(opened.users["quang"])
    first = _queries(client)
    tree = Tree.objects.get(code="party")
    for place in range(4):
        unit = open_unit(
            code=f"bac-son/so-{place}", name=f"Đảng bộ Sở số {place}", kind=UnitKind.GRASSROOTS_COMMITTEE, tree=tree,
            parent=opened.unit("bac-son"), since=SINCE,
        )  # fmt: skip
        head = add_person(code=f"BS-9{place:05d}", full_name=f"Nguyễn Văn {place}", home=unit, since=SINCE)
        appoint(person=head, unit=unit, title="Giám đốc", is_head=True, on=SINCE)
    open_year(unit=opened.unit("bac-son"), period=opened.years[YEAR], due_on=TODAY, day=TODAY)
    assert len(read(opened).lines) == 6
    assert _queries(client) == first <= 25


def test_a_screen_has_fifty_heads_and_the_paper_all(opened: Cast, running: Commitment, client: Client) -> None:
    province, commune, year = opened.unit("bac-son"), opened.unit("hoa-an"), opened.years[YEAR]
    people = [add_person(code=f"BS-8{at:05}", full_name=f"Lò Văn {at}", home=province, since=SINCE) for at in range(60)]
    client.force_login(opened.users["quang"])
    few = _queries(client)
    Commitment.objects.bulk_create(
        Commitment(
            code=f"2026-dau-{at}", kind=Kind.HEAD, period=year, unit=commune, person=person, decider_unit=province,
            due_on=TODAY - dt.timedelta(days=1),
        )
        for at, person in enumerate(people)
    )  # fmt: skip
    assert _queries(client) == few
    pages = {at: _screen(client, page=at) for at in ("", "1", "2", "3", "x")}
    assert {at: (len(names), said) for at, (names, said, _links) in pages.items()} == {
        at: (50, "Trang 1 trên 2") if at in ("", "1", "x") else (12, "Trang 2 trên 2") for at in pages
    }
    assert set(pages["1"][0]) | set(pages["2"][0]) == {str(line.row.person) for line in read(opened).lines}
    names, said, links = _screen(client, nam="2026", vuong="1", page="2")
    assert (len(names), said) == (11, "Trang 2 trên 2")  # Thủy's is not stuck
    assert links == ["?nam=2026&vuong=1&page=1#bang"]
    answer: Any = client.get(reverse("commitments:board", args=["bac-son"]), {"tai": "xlsx", "page": "2"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[-1]
    written = " ".join(str(cell.value) for row in sheet for cell in row if cell.value)
    assert [name for name in map(str, people) if name not in written] == []


def _screen(client: Client, **asked: str) -> tuple[list[str], str, list[str]]:
    """The heads on a page of the board, which page it says it is, and where its neighbours are."""
    answer = client.get(reverse("commitments:board", args=["bac-son"]), asked)
    page = BeautifulSoup(answer.content, "html.parser")
    names = [one.get_text() for one in page.select(".board tbody .row-name a")]
    turned = page.select_one(".pagination-line")
    return names, turned.p.get_text(), [str(one["href"]) for one in turned.select("a")]


def _queries(client: Client) -> int:
    address = reverse("commitments:board", args=["bac-son"])
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)
