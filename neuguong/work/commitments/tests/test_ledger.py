"""The ledger of a unit and a year: the same rows on the screen and in every file, a quarter's results typed in it."""

import datetime as dt
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from openpyxl import load_workbook

from neuguong.base.files.services import attach, store
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.services import add_person, transfer_member
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.documents import ledger
from neuguong.work.commitments.models import Commitment, Item, Progress
from neuguong.work.commitments.services import ItemInput, mark, record_progress, save_draft
from tests.cast import SINCE, TODAY, Cast

Make = Callable[..., Commitment]
EAST = "/cam-ket/so-theo-doi/bac-son/hoa-an/thon-dong/"


def enter(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def approved(opened: Cast, written: Make) -> Make:
    """A registration in force, two items, whose second has a target."""

    def make(name: str, kind: str = Kind.INDIVIDUAL) -> Commitment:
        row = written(name, kind)
        if kind == Kind.INDIVIDUAL:
            again = [
                ItemInput(1, "Vận động 5 hộ hiến đất mở đường", dt.date(2026, 9, 30)),
                ItemInput(2, "Trồng cây", dt.date(2026, 12, 15), target=Decimal(30), measure_unit="cây"),
            ]
            save_draft(
                commitment=row, fields={}, items=again, edition=row.edition, actor=opened.user(name), now=opened.now,
                today=TODAY,
            )  # fmt: skip
        Commitment.objects.filter(pk=row.pk).update(state=State.APPROVED, submitted_on=TODAY, timing="ON_TIME")
        return Commitment.objects.get(pk=row.pk)

    return make


def items(row: Commitment) -> list[Item]:
    return list(Item.objects.filter(commitment=row).order_by("number"))


def shown(html: bytes) -> list[tuple[str, ...]]:
    """The rows of the ledger as the page shows them, in the columns of the papers."""
    page = BeautifulSoup(html, "html.parser")
    return [row for body in page.select("table.ledger > tbody") for row in _rows(body)]


def _rows(body: Tag) -> list[tuple[str, ...]]:
    def said(*where: str) -> str:
        found = body.select_one(" ".join(where))
        return re.sub(r"[ \t]*\n[ \t]*", "\n", found.get_text().strip()) if found else ""

    number, who = said(".ledger-number").rstrip("."), said(".ledger-who")
    own = [said(".ledger-comment .ledger-said"), said(".ledger-level .state")]
    notes = said(".ledger-band .ledger-notes")
    rows = []
    for at, line in enumerate(body.select("tr.ledger-line")):
        cells = line.find_all("td")
        due, note = cells[1].find(string=True, recursive=False) or "", cells[1].select_one(".ledger-notes")
        files = "; ".join(one.get_text(strip=True) for one in cells[6].select("li"))
        told = "; ".join(one for one in (notes if at == 0 else "", note.get_text() if note else "") if one)
        first = own if at == 0 else ["", ""]
        quarters = [cell.get_text().strip() for cell in cells[2:6]]
        rows.append((number, who, cells[0].get_text().strip(), due.strip(), *quarters, files, *first, told))
    return rows or [(number, who, *[""] * 7, *own, notes)]


def of_sheet(content: bytes) -> list[tuple[str, ...]]:
    book = load_workbook(io.BytesIO(content))
    assert book.active is not None
    assert book.active.title == "Bảng 1"

    def text(value: Any) -> str:
        if isinstance(value, dt.datetime):
            return f"{value:%d/%m/%Y}"
        return "" if value is None else str(value)

    return [tuple(text(cell.value) for cell in row) for row in book["Bảng 1"].iter_rows(min_row=3)]


def of_word(content: bytes) -> list[tuple[str, ...]]:
    table = next(one for one in docx.Document(io.BytesIO(content)).tables if len(one.columns) == 12)
    return [tuple(cell.text for cell in row.cells) for row in list(table.rows)[1:]]


@pytest.fixture
def full(opened: Cast, approved: Make, settings: Any, tmp_path: Path) -> Cast:
    """Lan has results with evidence, Hùng's is confirmed, Mai registered nothing, Dung came in May."""
    settings.DATA_DIR = tmp_path
    lan, hung = approved("lan"), approved("hung")
    first, second = items(lan)
    for item, quarter, text, amount in ((first, 1, "Đã vận động 2 hộ", None), (second, 3, "Đã trồng", Decimal(12))):
        made = record_progress(
            item=item, quarter=opened.quarters[2026, quarter], text=text, amount=amount, actor=opened.user("hung"),
            now=opened.now, today=TODAY,
        )  # fmt: skip
    picture = store(
        stream=io.BytesIO(b"%PDF-1.4\n%%EOF\n"), name="bien-ban.pdf", actor=opened.user("hung"), now=opened.now
    )
    attach(file=picture, obj=made)
    Commitment.objects.filter(pk=hung.pk).update(
        state=State.ACHIEVED, comment="Gương mẫu,\nlàm đến nơi đến chốn", expected=False
    )
    dung = add_person(code="BS-900001", full_name="Lò Thị Dung", home=opened.unit("thon-tay"), since=SINCE)
    transfer_member(person=dung, to=opened.unit("thon-dong"), on=dt.date(2026, 5, 1))
    return opened


LEDGER = [
    ("1", "Lò Thị Dung", *[""] * 9, "Chưa có bản đăng ký; Chuyển đến ngày 01/05/2026 từ Chi bộ Thôn Tây"),
    (
        "2", "Trần Văn Hùng", "Vận động 5 hộ hiến đất mở đường", "30/09/2026", *[""] * 5,
        "Gương mẫu,\nlàm đến nơi đến chốn", "Đạt", "Tự nguyện đăng ký",
    ),
    ("2", "Trần Văn Hùng", "Trồng cây\nChỉ tiêu, sản phẩm: 30 cây", "15/12/2026", *[""] * 8),
    ("3", "Nguyễn Thị Lan", "Vận động 5 hộ hiến đất mở đường", "30/09/2026", "Đã vận động 2 hộ", *[""] * 7),
    (
        "3", "Nguyễn Thị Lan", "Trồng cây\nChỉ tiêu, sản phẩm: 30 cây", "15/12/2026", "", "", "Đã trồng (12 cây)", "",
        "bien-ban.pdf", "", "", "",
    ),
    ("4", "Lê Thị Mai", *[""] * 9, "Chưa đăng ký"),
    ("5", "Chi bộ Thôn Đông", *[""] * 9, "Chưa đăng ký"),
]  # fmt: skip


def test_screen_workbook_and_word_have_the_same_rows(full: Cast) -> None:
    hung = enter(full, "hung")
    assert shown(hung.get(EAST).content) == LEDGER
    assert of_sheet(hung.get(f"{EAST}tep/xlsx/").getvalue()) == LEDGER
    assert of_word(hung.get(f"{EAST}tep/docx/").getvalue()) == LEDGER
    taken = Entry.objects.filter(model="orgs.Unit", step="taken", actor=full.users["hung"]).order_by("pk")
    people = sorted(full.person(name).pk for name in ("lan", "hung", "mai"))
    assert [(one.data["paper"], one.data["form"]) for one in taken] == [("ledger", "xlsx"), ("ledger", "docx")]
    assert set(people) < set(taken[0].data["people"])


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils")
def test_the_pdf_has_every_row_and_its_head_on_each_page(full: Cast, tmp_path: Path) -> None:
    for at in range(40):
        name = "Nguyễn Hoàng Thiên Phúc Bảo Khánh Đăng Khôi Minh Triết Quốc A"
        add_person(code=f"BS-91{at:04}", full_name=f"{name}{at}", home=full.unit("thon-dong"), since=SINCE)
    (tmp_path / "a.pdf").write_bytes(enter(full, "hung").get(f"{EAST}tep/pdf/").getvalue())
    done = subprocess.run(["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")[:-1]
    assert len(pages) > 2
    assert [("Họ tên" in page, "Minh" in page) for page in pages if "1234567890" not in page][:-1] == [(True, True)] * (
        len(pages) - 1
    )
    said = " ".join(done.stdout.decode().split())
    assert said.count("Chưa có bản") == 41
    assert "SỔ THEO DÕI" in said
    assert "BÍ THƯ" in said


def test_who_moved_away_stands_in_both_ledgers(full: Cast) -> None:
    west = enter(full, "son").get("/cam-ket/so-theo-doi/bac-son/hoa-an/thon-tay/")
    dung = next(row for row in shown(west.content) if row[1] == "Lò Thị Dung")
    assert dung[-1] == "Chưa có bản đăng ký; Chuyển đi ngày 01/05/2026 đến Chi bộ Thôn Đông"


def test_what_is_being_written_stands_by_its_state_alone(full: Cast, written: Make) -> None:
    written("mai")
    mai = next(row for row in shown(enter(full, "hung").get(EAST).content) if row[1] == "Lê Thị Mai")
    assert (mai[2], mai[-1]) == ("", "Dự thảo")


def test_a_committee_has_the_heads_and_collectives_it_decides(opened: Cast, approved: Make) -> None:
    approved("long", Kind.HEAD)
    page = enter(opened, "quang").get("/cam-ket/so-theo-doi/bac-son/")
    rows = [(row[1], row[2]) for row in shown(page.content)]
    assert ("Trịnh Bá Long, Giám đốc Sở, Đảng bộ Sở Xây dựng", "Rút ngắn thời gian cấp phép") in rows
    assert all(who != "Nguyễn Thị Lan" for who, _deed in rows)


@pytest.mark.parametrize(
    ("name", "status"),
    [("hung", 200), ("mai", 200), ("son", 200), ("thuy", 200), ("quang", 200), ("van", 200), ("an", 200), ("lan", 404),
     ("tuan", 404), ("ha", 404), ("binh", 404), ("long", 404)],
)  # fmt: skip
def test_who_looks_into_a_ledger(full: Cast, name: str, status: int) -> None:
    client = enter(full, name)
    for address in (EAST, f"{EAST}tep/xlsx/", f"{EAST}tep/pdf/?trong=ten"):
        assert client.get(address).status_code == status


def test_a_file_and_a_year_that_there_are_not(full: Cast) -> None:
    hung = enter(full, "hung")
    assert hung.get(f"{EAST}tep/exe/").status_code == 404
    assert hung.get(f"{EAST}?nam=1999").status_code == 404


def type_in(client: Client, row: Commitment, quarter: int = 4, **more: str) -> Any:
    """Send what is typed for a registration; `more` by the number of the item: t text, a amount, b mark, i instead."""
    names = {"t": "text", "a": "amount", "b": "before", "i": "instead"}
    numbered = {item.number: item.pk for item in items(row)}
    data = {f"kq-{numbered[int(key[1:])]}-{names[key[0]]}": value for key, value in more.items()}
    header = {"HX-Request": "true"} if data.pop("script", "") else {}
    return client.post(f"{EAST}?nam=2026&quy={quarter}", {"ban": str(row.pk), **data}, headers=header)


def results(row: Commitment, quarter: int = 4) -> list[tuple[int, str, Any]]:
    found = Progress.objects.filter(item__commitment=row, period__number=quarter).order_by("item__number")
    return list(found.values_list("item__number", "text", "amount"))


def test_a_quarter_is_typed_without_script(opened: Cast, approved: Make) -> None:
    row = approved("lan")
    answer = type_in(enter(opened, "hung"), row, t1="Đã xong\r\nba hộ", t2="Trồng thêm", a2="18,5")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{EAST}?nam=2026&quy=4#ban-{row.pk}")
    assert results(row) == [(1, "Đã xong\nba hộ", None), (2, "Trồng thêm", Decimal("18.5"))]
    entry = Entry.objects.get(object_id=row.pk, step="progress")
    assert (entry.actor_id, entry.data["items"], entry.data["quarter"]) == (opened.users["hung"].pk, [1, 2], 4)
    type_in(enter(opened, "hung"), row, t1="Đã xong\r\nba hộ", t2="Trồng thêm", a2="18,5")  # pressed twice
    assert Entry.objects.filter(object_id=row.pk, step="progress").count() == 1


def test_what_another_wrote_meanwhile_is_shown_and_not_lost(opened: Cast, approved: Make) -> None:
    row, mai = approved("lan"), enter(opened, "mai")
    type_in(enter(opened, "hung"), row, t1="Hùng ghi")
    answer = type_in(mai, row, t1="Mai ghi", t2="Việc khác", b1="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa lưu: Trần Văn Hùng vừa ghi ở đây “Hùng ghi”." in page
    assert ">\nMai ghi</textarea>" in page
    assert [text for _number, text, _amount in results(row)] == ["Hùng ghi", "Việc khác"]
    kept = mark(Progress.objects.get(item=items(row)[0]))
    assert f'value="{kept}"' in page
    type_in(mai, row, t1="Mai ghi", b1="", i1=kept)
    assert results(row)[0][1] == "Mai ghi"


def test_emptying_takes_a_result_away_unless_there_is_evidence(full: Cast) -> None:
    row = Commitment.objects.get(person=full.person("lan"))
    hung = enter(full, "hung")
    first, second = (Progress.objects.get(item=one) for one in items(row))
    type_in(hung, row, 1, t1="", b1=mark(first))
    assert results(row, 1) == []
    answer = type_in(hung, row, 3, t2="", b2=mark(second))
    assert "có minh chứng nên không để trống được" in answer.content.decode()
    assert results(row, 3) == [(2, "Đã trồng", Decimal(12))]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"t2": "x", "a2": "-1"}, "Số này không được âm."),
        ({"t2": "", "a2": "5"}, "Ghi thêm lời: đã làm được việc gì."),
        ({"t2": "x", "a2": "37,210"}, "có thể là 37,21 hoặc 37.210"),
        ({"t2": "x" * 4001}, "4000"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_it(
    opened: Cast, approved: Make, typed: dict[str, str], sentence: str
) -> None:
    row = approved("lan")
    answer = type_in(enter(opened, "hung"), row, t1="Việc tốt", **typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert results(row) == [(1, "Việc tốt", None)]


def test_an_autosave_answers_with_what_stands_now(opened: Cast, approved: Make) -> None:
    row = approved("lan")
    first, second = items(row)
    data = {"ban": str(row.pk), f"kq-{first.pk}-text": "Đã xong", f"kq-{second.pk}-text": "x",
            f"kq-{second.pk}-amount": "-1"}  # fmt: skip
    address = f"{EAST}?nam=2026&quy=4"
    page = enter(opened, "hung").post(address, data, headers={"HX-Request": "true"}).content.decode()
    assert "Có chỗ chưa lưu" in page
    assert f'id="dau-{first.pk}"' in page
    assert mark(Progress.objects.get(item=first)) in page
    assert f'id="loi-{second.pk}"' in page
    again = {"ban": str(row.pk), f"kq-{second.pk}-text": "x", f"kq-{second.pk}-amount": "1"}
    page = enter(opened, "hung").post(address, again, headers={"HX-Request": "true"}).content.decode()
    assert "Đã lưu lúc" in page


@pytest.mark.parametrize("name", ["tuan", "ha", "van", "thuy"])
def test_others_type_nothing(opened: Cast, approved: Make, name: str) -> None:
    row = approved("lan")
    assert type_in(enter(opened, name), row, t1="x").status_code == 404
    assert results(row) == []


def test_not_before_the_quarter_begins_nor_after_the_result_is_in(opened: Cast, approved: Make, settings: Any) -> None:
    row = approved("lan")
    settings.NEUGUONG_TODAY = dt.date(2026, 8, 15)
    hung = enter(opened, "hung")
    answer = hung.get(type_in(hung, row, 4, t1="x").headers["Location"])
    assert "Quý này chưa bắt đầu" in answer.content.decode()
    Commitment.objects.filter(pk=row.pk).update(state=State.REPORTED)
    assert type_in(enter(opened, "hung"), row, 3, t1="x").status_code == 404
    assert results(row) == results(row, 3) == []


@pytest.mark.parametrize("many", [1, 6])
def test_queries_do_not_grow_with_members(
    opened: Cast, approved: Make, many: int, django_assert_num_queries: Any
) -> None:
    approved("lan")
    for name in ("hung", "mai")[: many - 1]:
        approved(name)
    for at in range(many):
        person = add_person(code=f"BS-92{at:04}", full_name=f"Tên {at}", home=opened.unit("thon-dong"), since=SINCE)
        assert person.pk
    user = opened.user("hung")
    with django_assert_num_queries(7):
        ledger(opened.unit("thon-dong"), opened.years[2026], user)
