"""The register of procedures: figures, list and rows agree; the days are corrected by the staff of the owner."""

import io
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from python_calamine import CalamineWorkbook

from neuguong.base.imports.services import check, upload
from neuguong.base.imports.tests.loading import counts, faults
from neuguong.base.journal.models import Entry
from neuguong.kit.sheets.tests.books import book
from neuguong.work.indicators.models import Procedure, ProcedureTime
from neuguong.work.indicators.services.procedures import set_days
from neuguong.work.indicators.tests.conftest import Reporting
from tests.cast import NOW, TODAY, Cast

LIST = "/chi-tieu/thu-tuc/"
_DAYS = ((30, 20, 18), (10, 5, None), (50, Decimal("8.5"), 8), (10, 8, None), (5, 5, 6))


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def register(cast: Cast) -> list[ProcedureTime]:
    """Five procedures of Hòa An, and one of Bình Minh."""
    made = []
    for number, (law, committed, actual) in enumerate(_DAYS):
        made.append(_time(cast, number, "hoa-an", law, committed, actual))
    return [*made, _time(cast, 9, "binh-minh", 10, 4, None)]


def _time(cast: Cast, number: int, unit: str, law: Any, committed: Any, actual: Any) -> ProcedureTime:
    procedure = Procedure.objects.create(
        code=f"1.00{number}", name=f"Cấp giấy số {number}", sector="Xây dựng" if number < 3 else "Tư pháp", level=3,
        unit=cast.unit(unit), sort_key=str(number),
    )  # fmt: skip
    return ProcedureTime.objects.create(
        procedure=procedure, unit=cast.unit(unit), period=cast.years[2026], statutory_days=law,
        committed_days=committed, actual_days=actual,
    )  # fmt: skip


def read(answer: Any) -> tuple[list[tuple[str, str]], list[list[str]]]:
    """The figures with their captions, and the rows of the list."""
    page = BeautifulSoup(answer.content, "html.parser")
    figures = [
        (one.select_one(".figure-value").get_text(strip=True), one.select_one(".figure-caption").get_text(strip=True))
        for one in page.select(".figure")
    ]
    rows = [[cell.get_text(strip=True) for cell in row.select("td")] for row in page.select("tbody tr")]
    return figures, rows


def test_the_register_says_how_many_and_by_how_much(register: list[ProcedureTime], cast: Cast) -> None:
    figures, rows = read(client_of(cast, "son").get(LIST))
    assert figures == [
        ("5", "Thủ tục hành chính"), ("4", "Thủ tục được rút ngắn"), ("1", "Không rút ngắn"), ("1", "Dưới 30%"),
        ("1", "Từ 30% đến dưới 50%"), ("2", "Từ 50% trở lên"), ("55,7%", "Tổng số ngày được rút ngắn"),
    ]  # fmt: skip
    assert [(row[0], row[-2], row[-1]) for row in rows] == [
        ("Cấp giấy số 3", "20%", "Dưới 30%"), ("Cấp giấy số 4", "—", "Không rút ngắn"),
        ("Cấp giấy số 0", "33,3%", "Từ 30% đến dưới 50%"), ("Cấp giấy số 1", "50%", "Từ 50% trở lên"),
        ("Cấp giấy số 2", "83%", "Từ 50% trở lên"),
    ]  # fmt: skip
    _figures, whole = read(client_of(cast, "van").get(LIST))
    assert len(whole) == 6
    _figures, some = read(client_of(cast, "van").get(f"{LIST}?linh_vuc=Xây dựng&muc=FROM_50&cap=3"))
    assert [row[0] for row in some] == ["Cấp giấy số 1", "Cấp giấy số 2"]


def test_a_figure_leads_to_its_rows(register: list[ProcedureTime], cast: Cast) -> None:
    client = client_of(cast, "son")
    page = BeautifulSoup(client.get(LIST).content, "html.parser")
    link = next(one["href"] for one in page.select("a.figure") if "Từ 50%" in one.get_text())
    _figures, rows = read(client.get(str(link)))
    assert [row[0] for row in rows if row[0].startswith("Cấp giấy")] == ["Cấp giấy số 1", "Cấp giấy số 2"]


def test_the_staff_of_the_owner_corrects_days_and_the_journal_says_so(
    register: list[ProcedureTime], cast: Cast
) -> None:
    first, other = register[0], register[-1]
    son = client_of(cast, "son")
    edit = f"{LIST}{first.pk}/sua/"
    page = BeautifulSoup(son.get(edit).content, "html.parser")
    typed = {"was": str(page.select_one("[name=was]")["value"]), "statutory": "30", "committed": "15", "actual": ""}
    assert son.post(edit, typed).status_code == 302
    first.refresh_from_db()
    assert (first.committed_days, first.actual_days, first.shortening) == (15, None, "FROM_50")
    entry = Entry.objects.get(model="indicators.ProcedureTime", step="set_days")
    assert entry.data["changes"] == [["Ngày cam kết", "20", "15"], ["Ngày thực tế", "18", ""]]
    assert "Sửa số ngày" in son.get(f"{LIST}{first.pk}/").content.decode()
    again = son.post(edit, {**typed, "committed": "10"})
    assert again.status_code == 422
    assert "Số ngày vừa được người khác sửa thành 30, 15, —." in again.content.decode()
    assert son.post(edit, {**typed, "statutory": "0"}).status_code == 422
    assert son.get(f"{LIST}{other.pk}/").status_code == 404
    assert client_of(cast, "van").get(edit).status_code == 404
    with pytest.raises(ValidationError):
        set_days(
            time=other, days=(Decimal(1), Decimal(1), None), was=(Decimal(10), Decimal(4), None),
            actor=cast.user("son"), now=NOW,
        )  # fmt: skip


def test_the_form_of_a_unit_goes_out_as_a_workbook_and_comes_back(asked: Reporting) -> None:
    client, address = asked.client("son"), f"/chi-tieu/mau/bac-son/hoa-an/{asked.period.pk}/"
    answer = client.get(address)
    given = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    head, *rows = given.get_sheet_by_name("Dữ liệu").to_python()
    assert [(row[0], row[2], row[3]) for row in rows] == [
        (code, "bac-son/hoa-an", "Quý III/2026") for code in ("duong", "ho-so", "nha", "pci")
    ]
    typed = {"duong": (1.5, ""), "ho-so": (9, 10), "nha": (4, ""), "pci": (34, 63)}
    at = {name: head.index(name) for name in ("Số", "Mẫu số")}
    for row in rows:
        row[at["Số"]], row[at["Mẫu số"]] = typed[row[0]]
    batch = check(
        upload(kind=None, name="bieu.xlsx", stream=_book(head, rows), actor=asked.cast.user("son"), now=NOW),
        now=NOW, today=TODAY,
    )  # fmt: skip
    assert (batch.kind, faults(batch), counts(batch)) == ("so-lieu-chi-tieu", {}, (0, 4, 0, 0))
    assert asked.client("van").get(address).status_code == 404


def _book(head: list[Any], rows: list[list[Any]]) -> io.BytesIO:
    return book(head, [[cell if cell != "" else None for cell in row] for row in rows])
