"""Everything that is kept about oneself: the page, the download, the printed sheet; whose, and in how many queries."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.consents.choices import Kind, Purpose
from neuguong.base.consents.queries import wordings
from neuguong.base.consents.services import ask, give
from neuguong.base.files.services import store
from neuguong.base.files.tests.samples import PNG
from neuguong.base.imports.tests.loading import load
from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import adopt, take_step
from neuguong.base.notices.services import tell
from neuguong.base.orgs.models import Person, SensitiveRecord
from neuguong.base.orgs.services import add_person
from neuguong.work.commitments.choices import Taken
from neuguong.work.commitments.services import open_year, paper_taken, post_list, raise_obstacle
from neuguong.work.dialogues.services import Promised, write_dialogue
from neuguong.work.dialogues.tests import given as dialogues
from neuguong.work.oversight.flow import VISITS
from neuguong.work.oversight.services import FindingInput, Seen, add_finding, record_check
from neuguong.work.oversight.tests import given as oversight
from neuguong.work.study.services import conclude
from neuguong.work.study.tests import given as study
from tests.cast import SINCE, TODAY, Cast

MINE = "/du-lieu-cua-toi/"
Enter = Callable[[str], Client]
Counted = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def house(cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    """Tuấn keeps the records of Hòa An; what is kept about Lan is of every kind."""
    settings.DATA_DIR, settings.NEUGUONG_SENSITIVE = tmp_path, True
    Grant.objects.create(
        user=cast.users["tuan"], role=Role.RECORDS, unit=cast.unit("hoa-an"), valid=(SINCE, None), title="Cán bộ hồ sơ"
    )
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=TODAY, day=TODAY)
    lan, user = cast.person("lan"), cast.users["lan"]
    SensitiveRecord.objects.create(person=lan, ethnicity="Ơ Đu Thử")
    adopt(Person, [(lan.pk, "")], origin="dang-vien.xlsx", now=cast.now, actor=cast.users["an"])
    store(stream=io.BytesIO(PNG), name="anh.png", actor=user, now=cast.now)
    tell(users=[user.pk], kind="NEWS", key="thu", text="Tin thử", href="/", now=cast.now)
    agree(cast)
    ask(person=lan, kind=Kind.CORRECT, words="Ngày sinh sai", by=user, now=cast.now)
    return cast


def agree(cast: Cast) -> None:
    version = {one.purpose: one.version for one in wordings(TODAY)}[Purpose.POSTING]
    give(person=cast.person("lan"), purpose=Purpose.POSTING, version=version, by=cast.users["lan"], now=cast.now)


@pytest.fixture
def at(house: Cast) -> Enter:
    def enter(name: str) -> Client:
        client = Client()
        if name:
            client.force_login(house.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter


@pytest.fixture
def dung(cast: Cast) -> Person:
    return add_person(code="BS-900001", full_name="Lò Thị Dung", home=cast.unit("thon-dong"), since=SINCE)


def parts(client: Client, address: str = MINE) -> dict[str, list[list[str]]]:
    """The tables of the page, by the id of their section."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    found = {}
    for section in soup.select("section.section"):
        rows = section.select("tbody tr")
        found[str(section["id"])] = [[" ".join(cell.text.split()) for cell in row.select("td")] for row in rows]
    return found


def test_every_part_is_there_with_what_is_kept(at: Enter, house: Cast) -> None:
    found = parts(at("lan"))
    assert list(found) == [
        "cac-yeu-cau", "su-dong-y", "nguoi", "sinh-hoat", "chuc-vu", "nhay-cam", "dang-ky", "loi-viet", "noi-dung",
        "ket-qua", "hoc-tap", "viec-duoc-giao", "nhiem-vu", "chuan-muc", "giam-sat", "phat-hien", "vuong-mac",
        "tiep-dan", "da-hua", "tai-khoan", "quyen", "tep", "thong-bao", "dong-y", "yeu-cau", "ai-xem", "ai-xuat",
        "ai-lay",
    ]  # fmt: skip
    assert found["nguoi"][:2] == [["Mã người", "BS-000001"], ["Họ và tên", "Nguyễn Thị Lan"]]
    assert found["nhay-cam"] == [["Dân tộc", "Ơ Đu Thử"], ["Tôn giáo", ""], ["Quê quán", ""]]
    assert [row[0] for row in found["tep"]] == ["anh.png"]
    assert [row[0] for row in found["dong-y"]] == ["Niêm yết tại trụ sở"]
    assert [row[1] for row in found["yeu-cau"]] == ["Ngày sinh sai"]
    assert [row[0] for row in found["dang-ky"]] == ["Năm 2026"]
    text = at("lan").get(MINE).content.decode()
    assert "Nạp từ dang-vien.xlsx, lúc 15/11/2026 00:00, người nạp: Phan Thế An." in text
    assert "Còn 2 ngày làm việc để trả lời (hạn 17/11/2026)" in text


def test_what_the_yearly_loop_keeps_about_her_is_there(at: Enter, cast: Cast) -> None:
    """Lan was called to a meeting and charged with a task; Thủy was looked at, hindered, received, promised."""
    by: dict[str, Any] = {"actor": cast.user("son"), "now": cast.now}
    meeting = study.called(cast)
    conclude(session=meeting, text="Thăm hộ", assignee=cast.person("lan"), due_on=TODAY, actor=cast.user("hung"),
             now=cast.now)  # fmt: skip
    row = oversight.breakthrough(cast)
    seen = Seen(oversight.HELD, "Đúng tiến độ")
    visit = record_check(commitment=row, seen=seen, theme="Cắt giảm", actor=cast.user("binh"), now=cast.now)
    found = FindingInput("Chậm", "Làm nhanh", TODAY)
    add_finding(visit=visit, found=found, actor=cast.user("binh"), now=cast.now)
    before = parts(at("thuy"))["phat-hien"]
    take_step(VISITS, visit, "conclude", cast.user("binh"), now=cast.now)
    item = row.items.get()
    raise_obstacle(item=item, what="Chưa có phần mềm", need="Cấp", asked=cast.unit("so-xay-dung"), needed_by=TODAY,
                   actor=cast.user("thuy"), now=cast.now, today=TODAY)  # fmt: skip
    dialogues.reception(cast)
    promised = [Promised(1, "Lắp đồng hồ", TODAY)]
    write_dialogue(dialogue=dialogues.dialogue(cast), people=9, questions=(), promises=promised, edition=0, **by)
    lan, thuy = parts(at("lan")), parts(at("thuy"))
    assert (lan["hoc-tap"], lan["viec-duoc-giao"]) == (
        [["15/11/2026", "Sinh hoạt tháng 11", "Sinh hoạt chi bộ", "Chi bộ Thôn Đông", "Chưa điểm danh", "", ""]],
        [["Thăm hộ", "Sinh hoạt tháng 11", "15/11/2026", "15/11/2026", "", ""]],
    )  # fmt: skip
    later = ("giam-sat", "phat-hien", "vuong-mac", "tiep-dan", "da-hua")
    assert [lan[key] for key in later] == [[]] * 5
    assert [[row[:2] for row in thuy[key]] for key in later] == [
        [["22/10/2026", "Giám sát"]], [["Chậm", "Làm nhanh"]], [["15/11/2026", "Chưa có phần mềm"]],
        [["12/11/2026", "Đảng ủy xã Hòa An"]], [["Lắp đồng hồ", "Nước sạch"]],
    ]  # fmt: skip
    assert at("binh").get(reverse("oversight:minutes", args=[visit.pk, "pdf"])).status_code == 200
    assert [row[1:] for row in parts(at("thuy"))["ai-lay"]] == [
        ["Biên bản kiểm tra, giám sát", "Đảng ủy xã Hòa An", "2026", "PDF", "Ngô Thanh Bình"]
    ]
    assert before == []  # what is not concluded yet is nobody's finding


def test_nobody_elses_data_stands_there(at: Enter, house: Cast) -> None:
    for name in ("hung", "tuan", "ha", "an"):
        text = at(name).get(MINE).content.decode()
        assert ("Ơ Đu Thử" in text, "Ngày sinh sai" in text, "anh.png" in text) == (False, False, False)


def test_a_login_without_a_person_sees_what_is_kept_of_the_login(at: Enter, house: Cast) -> None:
    client = Client()
    user = User.objects.create_user("may-chu", "mat-khau-thu-1")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert list(parts(client)) == ["tai-khoan", "quyen", "tep", "thong-bao"]
    assert client.get(reverse("desk:my_data_download")).status_code == 200


def test_a_look_at_a_person_is_told_once_a_day_to_her(at: Enter, house: Cast, settings: Any) -> None:
    lan = house.person("lan")
    page = reverse("desk:person", args=[lan.pk])
    looks = Entry.objects.filter(model="orgs.Person", object_id=lan.pk, step="look")
    for name in ("lan", "hung", "hung", "son", "hung"):
        assert at(name).get(page).status_code == 200
    assert at("ha").get(page).status_code == 404
    assert list(looks.order_by("pk").values_list("actor__username", flat=True)) == ["hung", "son"]
    assert [entry.data for entry in looks] == [{}, {}]
    told = [row[1:] for row in parts(at("lan"))["ai-xem"]]
    assert told[:2] == [
        ["Đỗ Ngọc Sơn", "Cán bộ Ban Xây dựng Đảng, Đảng ủy xã Hòa An", "Xem trang cá nhân"],
        ["Trần Văn Hùng", "Bí thư chi bộ, Chi bộ Thôn Đông", "Xem trang cá nhân"],
    ]
    settings.NEUGUONG_TODAY = TODAY.replace(day=16)
    at("hung").get(page)
    assert looks.filter(actor__username="hung").count() == 2


def test_a_look_at_what_is_sensitive_is_told_each_time(at: Enter, house: Cast) -> None:
    for _time in range(2):
        at("tuan").get(reverse("desk:record", args=[house.person("lan").pk]))
    told = [row[1:] for row in parts(at("lan"))["ai-xem"]]
    assert told[:2] == [["Phạm Anh Tuấn", "Cán bộ hồ sơ", "Xem thông tin nhạy cảm"]] * 2


def test_who_took_her_out_in_a_list_is_told(at: Enter, house: Cast) -> None:
    assert at("son").get("/nguoi/", {"tai": "csv"}).status_code == 200
    told = [row[1:] for row in parts(at("lan"))["ai-xuat"]]
    assert [(row[0], row[-1]) for row in told] == [("Danh sách người", "Đỗ Ngọc Sơn")]


def test_where_she_came_in_from_is_told(at: Enter, house: Cast, dung: Person) -> None:
    row = ["BS-900001", "Lò Thị Dung", "", "Nữ", "", "", "bac-son/hoa-an/thon-dong", f"{SINCE:%d/%m/%Y}"]
    load("nguoi", [row], actor=house.user("son"))
    text = at("hung").get(reverse("desk:data_of", args=[dung.pk])).content.decode()
    assert "Nguồn: Nạp từ nguoi.xlsx, lúc 15/11/2026 00:00, người nạp: Đỗ Ngọc Sơn." in text


def test_who_took_her_out_on_paper_is_told(at: Enter, house: Cast) -> None:
    """A ledger, a form with her name, a posted list; what names others alone is not told to her."""
    cell, hung = "bac-son/hoa-an/thon-dong", at("hung")
    for address in (f"/cam-ket/so-theo-doi/{cell}/tep/xlsx/", f"/cam-ket/bieu-mau/{cell}/tep/docx/?dien=ten"):
        assert hung.get(address).status_code == 200
    assert hung.get(f"/cam-ket/so-theo-doi/{cell}/tep/pdf/", {"trong": "1"}).status_code == 200  # names nobody
    post_list(unit=house.unit("thon-dong"), period=house.years[2026], paper="A4", form="pdf", named=1, without=2,
              consents=list(house.person("lan").consents.all()), actor=house.user("hung"), now=house.now)  # fmt: skip
    papers_of_year: dict[str, Any] = {"unit": house.unit("thon-tay"), "year": 2026, "suffix": "pdf", "now": house.now}
    west = [house.person("tuan").pk]
    paper_taken(**papers_of_year, paper=Taken.FORMS, people=west, actor=house.user("son"))
    told = {name: [row[1:] for row in parts(at(name))["ai-lay"]] for name in ("lan", "mai", "tuan")}
    of = ["Chi bộ Thôn Đông", "2026"]
    both = [["Mẫu ghi sẵn họ tên", *of, "DOCX", "Trần Văn Hùng"], ["Sổ theo dõi", *of, "XLSX", "Trần Văn Hùng"]]
    assert told["mai"] == both  # she is on no list that was posted
    assert sorted(told["lan"]) == sorted([*both, ["Danh sách niêm yết", *of, "PDF", "Trần Văn Hùng"]])
    assert told["tuan"] == [["Bản đăng ký", "Chi bộ Thôn Tây", "2026", "PDF", "Đỗ Ngọc Sơn"]]


def test_the_download_holds_all_of_it_and_the_files(at: Enter, house: Cast) -> None:
    answer = at("lan").get(reverse("desk:my_data_download"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="du-lieu-cua-toi-20261115.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        names = sorted(archive.namelist())
        told = json.loads(archive.read("du-lieu.json"))
        kept = archive.read(next(name for name in names if name.endswith("anh.png")))
        sheet = zipfile.ZipFile(io.BytesIO(archive.read("du-lieu.xlsx"))).namelist()
    assert (len(names), kept, "xl/workbook.xml" in sheet) == (3, PNG, True)
    by_title = {part["phan"]: part["dong"] for part in told["du_lieu"]}
    assert by_title["Thông tin nhạy cảm"][0] == {"Mục": "Dân tộc", "Nội dung": "Ơ Đu Thử"}
    assert [row["Nội dung yêu cầu"] for row in by_title["Yêu cầu về dữ liệu"]] == ["Ngày sinh sai"]


LADDER = [
    ("", 302), ("ha", 404), ("lan", 404), ("thuy", 404), ("van", 404), ("binh", 404), ("quang", 404),
    ("hung", 200), ("mai", 200), ("tuan", 200), ("son", 200), ("an", 200),
]  # fmt: skip


@pytest.mark.parametrize(("name", "status"), LADDER)
def test_the_sheet_is_printed_for_one_without_a_login_only(
    at: Enter, house: Cast, dung: Person, name: str, status: int
) -> None:
    at("lan")  # she has used her login
    SensitiveRecord.objects.create(person=dung, ethnicity="Bí mật thử")
    address = reverse("desk:data_of", args=[dung.pk])
    answer = at(name).get(address)
    assert answer.status_code == status
    assert ("Bí mật thử" in answer.content.decode()) == (name == "tuan")
    assert Entry.objects.filter(object_id=dung.pk, step="print_data").count() == (status == 200)
    own = at(name).get(reverse("desk:data_of", args=[house.person("lan").pk]))
    assert (own.status_code, own.headers.get("Location")) == (
        (302, MINE) if name == "lan" else (302, own.headers["Location"]) if not name else (404, None)
    )


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_asks_the_same_queries_however_much_is_kept(
    at: Enter, house: Cast, django_assert_num_queries: Counted, more: int
) -> None:
    lan, user = house.person("lan"), house.users["lan"]
    for n in range(more):
        ask(person=lan, kind=Kind.SEE, words=f"Việc {n}", by=user, now=house.now)
        store(stream=io.BytesIO(PNG + bytes([n])), name=f"anh-{n}.png", actor=user, now=house.now)
        Entry.objects.create(model="orgs.Person", object_id=lan.pk, step="look", actor=house.users["son"], at=house.now)
    client = at("lan")
    client.get(MINE)
    with django_assert_num_queries(36):
        client.get(MINE)
