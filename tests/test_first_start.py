"""A real installation from an empty database to the first registration handed in, as the README tells it."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.imports.models import Batch, Phase
from neuguong.base.imports.tests.loading import workbook
from neuguong.base.imports.tests.test_views import run_jobs
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.config.cli import main
from neuguong.config.jobs import open_next_year
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.models import Commitment
from neuguong.work.programmes.models import Standard

TODAY = dt.date(2027, 3, 1)
UNITS = (
    ("bac-son", "Tỉnh ủy Bắc Sơn", "TU", "Tỉnh ủy", "Đảng", "trung-uong", "01/07/2025", "", "12-QĐ/TW"),
    ("bac-son/hoa-an", "Đảng ủy xã Hòa An", "", "Đảng ủy xã", "Đảng", "bac-son", "01/07/2025", "", ""),
    ("bac-son/hoa-an/1", "Chi bộ Thôn Đông", "", "Chi bộ trực thuộc", "Đảng", "bac-son/hoa-an", "01/07/2025", "", ""),
)
PEOPLE = (
    (
        "BS-1", "Trần Văn Hùng", "", "Nam", "", "Đảng viên chính thức", "bac-son/hoa-an/1", "01/07/2025", "",
        "Bí thư chi bộ", "bac-son/hoa-an/1", "01/07/2025", "", "Có", "hungtv",
    ),
    (
        "BS-2", "Nguyễn Thị Lan", "", "Nữ", "", "Đảng viên chính thức", "bac-son/hoa-an/1", "01/07/2025", "",
        "", "", "", "", "", "",
    ),
)  # fmt: skip


@pytest.fixture
def empty(db: None, settings: Any, tmp_path: Any) -> None:
    """Nothing but tables."""
    settings.NEUGUONG_TODAY, settings.DATA_DIR = TODAY, tmp_path
    assert not (Unit.objects.exists() or User.objects.exists() or Period.objects.exists())


def command(*words: str) -> str:
    said = CliRunner().invoke(main, words)
    assert (said.exit_code, said.stderr) == (0, ""), said.stderr
    return said.stdout


class Browser:
    """Somebody who fills in what stands on a page."""

    def __init__(self) -> None:
        self.client = Client()

    def page(self, path: str) -> BeautifulSoup:
        answer = self.client.get(path, follow=True)
        assert answer.status_code == 200, path
        return BeautifulSoup(answer.content, "html.parser")

    def send(self, path: str, **typed: Any) -> BeautifulSoup:
        """Fill the form of the page, send it and follow; what is not typed stays as it stands there."""
        page = self.page(path)
        forms = page.select("#content form[method=post], main form[method=post]")
        form = next(one for one in forms if set(typed) <= set(dict(_fields(one))))
        answer = self.client.post(form.get("action") or path, {**dict(_fields(form)), **typed}, follow=True)
        shown = BeautifulSoup(answer.content, "html.parser")
        assert answer.status_code == 200, [one.get_text(strip=True) for one in shown.select(".field-error, .alert")]
        return shown

    def enter(self, name: str, code: str) -> None:
        """Come in with a printed code and choose a password."""
        self.send("/ma/", username=name, code=code)
        self.send("/mat-khau/dat/", password1="gieo-hat-tot-7", password2="gieo-hat-tot-7")


def _fields(form: Any) -> Iterator[tuple[str, str]]:
    for one in form.select("input[name], textarea[name]"):
        if one.get("type") not in ("file", "checkbox", "radio") or one.has_attr("checked"):
            yield one["name"], one.get("value", one.get_text())
    for one in form.select("select[name]"):
        chosen = one.select_one("option[selected]") or one.select_one("option")
        yield one["name"], chosen.get("value", "") if chosen else ""
    for one in form.select("input[type=file]"):
        yield one["name"], ""


def _load(office: Browser, kind: str, rows: Any) -> None:
    content = workbook(kind, rows).getvalue()
    office.send(reverse("imports:upload"), file=SimpleUploadedFile(f"{kind}.xlsx", content))
    run_jobs()
    batch = Batch.objects.latest("pk")
    assert (batch.phase, batch.bad_rows) == (Phase.CHECKED, 0)
    office.client.post(reverse("imports:batch", args=[batch.pk]))
    run_jobs()
    batch.refresh_from_db()
    assert (batch.phase, batch.added) == (Phase.APPLIED, len(rows))


def _code(text: str) -> str:
    return re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", text)[0]


def test_from_nothing_to_the_first_registration(empty: None) -> None:
    command("migrate")
    office = Browser()
    office.enter("quantri", _code(command("admin", "QuanTri", "--name", "Phan Thế An")))
    assert office.page("/").select_one("h1").get_text() == "Việc của tôi"
    _load(office, "don-vi", UNITS)
    _load(office, "nguoi", PEOPLE)

    cell, hung = Unit.objects.get(code="bac-son/hoa-an/1"), User.objects.get(username="hungtv")
    office.send(f"/quan-tri/quyen/them/?tai-khoan=hungtv&don-vi={cell.code}", role="SECRETARY", title="Bí thư chi bộ")
    slip = office.send(f"/quan-tri/ma/{hung.pk}/in/")
    asked = office.page("/don-vi/bac-son/").select_one("a[href*='/cam-ket/mo-nam/']")["href"]
    office.send(asked, due_on="31/03/2027")

    secretary, lan = Browser(), Person.objects.get(code="BS-2")
    secretary.enter("hungtv", _code(slip.get_text()))
    opened = secretary.send(f"/quan-tri/nguoi/{lan.pk}/mo-tai-khoan/?ve=/nguoi/{lan.pk}/")
    assert "lannt" in opened.get_text()
    lan.refresh_from_db()
    member = Browser()
    member.enter("lannt", _code(secretary.send(f"/quan-tri/ma/{lan.user_id}/in/").get_text()))

    row = Commitment.objects.get(person=lan)
    assert member.page("/").select_one(f"a[href='/cam-ket/{row.pk}/']")
    member.send(
        f"/cam-ket/viet/?id={row.pk}",
        **{"viec-0-deed": "Hướng dẫn 20 hộ nộp hồ sơ trực tuyến", "viec-0-due_on": "30/11/2027"},
    )
    member.send(f"/buoc/cam-ket/{row.pk}/?buoc=submit")
    row.refresh_from_db()
    assert (row.state, row.decider_unit, row.items.count()) == (State.SUBMITTED, cell, 1)
    assert secretary.page("/").select_one(f"a[href='/cam-ket/{row.pk}/']")


def test_migrating_opens_this_year_and_the_next_and_loads_what_is_shipped(empty: None) -> None:
    for _time in range(2):
        command("migrate")
        assert [one.year for one in periods.years()] == [2028, 2027]
        assert Standard.objects.count() == 5


def test_the_clock_opens_the_next_year(empty: None, settings: Any) -> None:
    command("migrate")
    settings.NEUGUONG_TODAY = dt.date(2028, 1, 1)
    open_next_year(timestamp=0)
    assert [one.year for one in periods.years()] == [2029, 2028, 2027]


def test_the_command_says_who_where_and_how_to_come_in(empty: None) -> None:
    said = command("admin", "quantri")
    assert re.fullmatch(
        r"Tài khoản: quantri\nQuản trị tại: Trung ương\nMã dùng một lần, có hiệu lực 7 ngày: \S{9}\n"
        r"Nhập mã và đặt mật khẩu tại: http\S+/ma/\n",
        said,
    )
    assert list(Entry.objects.order_by("pk").values_list("step", "actor")) == [
        ("open", None), ("give", None), ("print_code", None)
    ]  # fmt: skip


def test_the_command_again_gives_nothing_twice_and_another_code(empty: None) -> None:
    first, second = (_code(command("admin", "quantri")) for _time in range(2))
    assert (Grant.objects.count(), User.objects.count(), first == second) == (1, 1, False)
    assert Browser().client.post("/ma/", {"username": "quantri", "code": first}).status_code == 422
    assert Browser().client.post("/ma/", {"username": "quantri", "code": second}).status_code == 302


def test_where_units_are_loaded_already_every_root_is_administered(empty: None, tmp_path: Any) -> None:
    rows = [
        ("bac-son", "Tỉnh ủy Bắc Sơn", "", "Tỉnh ủy", "Đảng", "", "01/07/2025", "", ""),
        ("ubnd", "Ủy ban nhân dân tỉnh", "", "Ủy ban nhân dân tỉnh", "Chính quyền", "", "01/07/2025", "", ""),
    ]
    (tmp_path / "don-vi.xlsx").write_bytes(workbook("don-vi", rows).getvalue())
    command("import", str(tmp_path / "don-vi.xlsx"))
    assert "Quản trị tại: Tỉnh ủy Bắc Sơn, Ủy ban nhân dân tỉnh\n" in command("admin", "quantri")
    assert not Unit.objects.filter(code="trung-uong").exists()


def test_a_user_name_that_cannot_be_is_refused(empty: None) -> None:
    said = CliRunner().invoke(main, ("admin", "quan tri"))
    assert (said.exit_code, said.stdout) == (1, "")
    assert "không có khoảng trắng" in said.stderr


def test_home_says_what_to_do_about_a_year_that_is_not_open(empty: None, settings: Any) -> None:
    command("migrate")
    office = Browser()
    office.enter("quantri", _code(command("admin", "quantri")))
    settings.NEUGUONG_TODAY = dt.date(2030, 1, 1)
    empties = office.page("/").select(".empty")
    assert empties[0].select_one(".empty-title").get_text() == "Năm 2030 chưa được mở"
    office.send(empties[0].a["href"])
    assert periods.years()[0].year == 2030
    assert "chưa được mở" not in office.page("/").get_text()
