"""The page of the year, and moving a deadline."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import held
from neuguong.base.journal.queries import history
from neuguong.base.periods import queries, rules
from neuguong.base.periods.models import Deadline
from neuguong.base.periods.services import open_years
from neuguong.kit.policy import EVERYTHING, NOTHING, Rule
from tests.cast import Cast


@pytest.fixture
def deadline(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Deadline:
    """The day by which cells register in 2026, in a calendar that the administrator keeps."""
    administrators = Rule(
        lambda user: EVERYTHING if held(user, (Role.ADMINISTRATOR,)) else NOTHING,
        lambda user: [(EVERYTHING, hold.label) for hold in held(user, (Role.ADMINISTRATOR,))],
    )
    monkeypatch.setattr(rules, "_keepers", [administrators])
    open_years(years=[2026], now=cast.now)
    return Deadline.objects.get(period__year=2026, period__calendar__code="civil", subject="REGISTER", level=5)


def get(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_anonymous_people_sign_in_first(client: Client, deadline: Deadline) -> None:
    assert client.get("/ky/").status_code == 302
    assert client.get(f"/ky/han/{deadline.pk}/").status_code == 302


def test_a_member_reads_periods_deadlines_and_days_off(cast: Cast, client: Client, deadline: Deadline) -> None:
    client.force_login(cast.users["lan"])

    page = get(client, "/ky/")

    assert page.h1.get_text() == "Kỳ và hạn năm 2026"
    text = page.get_text()
    assert all(words in text for words in ("28/02/2026", "Quý III/2026", "14/12/2026", "Mùng hai Tết Nguyên Đán"))
    assert page.select("a[href*='/ky/han/']") == []


def test_a_year_without_anything_says_so(cast: Cast, client: Client, deadline: Deadline) -> None:
    client.force_login(cast.users["lan"])
    titles = [one.get_text() for one in get(client, "/ky/?nam=2040").select(".empty-title")]
    assert titles == ["Chưa mở kỳ nào của năm 2040", "Chưa có lịch nghỉ năm 2040"]


@pytest.mark.parametrize("name", ["lan", "hung", "son", "thuy", "van"])
def test_only_the_keeper_moves_a_deadline(cast: Cast, client: Client, deadline: Deadline, name: str) -> None:
    client.force_login(cast.users[name])
    answer = client.post(f"/ky/han/{deadline.pk}/", {"due_on": "15/03/2026", "basis": "CV 1"})
    assert answer.status_code == 404
    assert Deadline.objects.get(pk=deadline.pk).due_on == dt.date(2026, 2, 28)


def test_the_keeper_moves_it_and_the_journal_keeps_the_old_day(cast: Cast, client: Client, deadline: Deadline) -> None:
    client.force_login(cast.users["an"])
    address = get(client, "/ky/").select_one(f"a[href='/ky/han/{deadline.pk}/']")["href"]
    form = get(client, address)
    assert form.h1.get_text() == "Hạn đăng ký năm 2026: chi bộ"
    assert form.select_one("[name=due_on]")["value"] == "28/02/2026"

    answer = client.post(address, {"due_on": "15/3/2026", "basis": " Công văn  12-CV/BXDĐ "})

    assert answer["Location"] == "/ky/?nam=2026"
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.basis) == (dt.date(2026, 3, 15), "Công văn 12-CV/BXDĐ")
    entry = history(deadline).get()
    assert (entry.step, entry.actor, entry.capacity) == ("moved", cast.users["an"], "Quản trị, Tỉnh ủy Bắc Sơn")
    assert entry.data["changes"] == [
        ["Hạn", "28/02/2026", "15/03/2026"],
        ["Căn cứ", "Mặc định: đăng ký trong quý I", "Công văn 12-CV/BXDĐ"],
    ]


def test_a_day_that_is_not_in_the_calendar_is_refused_beside_its_field(
    cast: Cast, client: Client, deadline: Deadline
) -> None:
    client.force_login(cast.users["an"])
    answer = client.post(f"/ky/han/{deadline.pk}/", {"due_on": "31/02/2026", "basis": "CV 1"})
    assert answer.status_code == 422
    errors = BeautifulSoup(answer.content, "html.parser").select(".field-error")
    assert [one.get_text(strip=True) for one in errors] == ["Ngày 31/02/2026 không có trong lịch."]


def test_the_number_of_queries_does_not_grow_with_the_deadlines(
    cast: Cast, client: Client, deadline: Deadline, django_assert_max_num_queries
) -> None:
    client.force_login(cast.users["an"])
    with django_assert_max_num_queries(25):
        client.get("/ky/")


@pytest.mark.parametrize("name", ["lan", "hung", "son", "thuy", "van"])
def test_only_the_keeper_opens_a_year(cast: Cast, client: Client, deadline: Deadline, name: str) -> None:
    client.force_login(cast.users[name])
    assert client.post("/ky/mo/", {"first": "2027"}).status_code == 403
    assert get(client, "/ky/").select("a[href='/ky/mo/']") == []
    assert queries.years()[0].year == 2026


def test_the_keeper_opens_the_year_after_the_last(cast: Cast, client: Client, deadline: Deadline) -> None:
    client.force_login(cast.users["an"])
    address = get(client, "/ky/").select_one("a[href='/ky/mo/']")["href"]
    assert get(client, address).select_one("[name=first]")["value"] == "2027"

    assert client.post(address, {"first": "2027"})["Location"] == "/ky/?nam=2027"

    assert get(client, "/ky/?nam=2027").h1.get_text() == "Kỳ và hạn năm 2027"
    entry = history(queries.year(2027)).get()
    assert (entry.step, entry.actor, entry.capacity) == ("opened", cast.users["an"], "Quản trị, Tỉnh ủy Bắc Sơn")


def test_the_years_of_an_old_ledger_are_opened_at_once(cast: Cast, client: Client, deadline: Deadline) -> None:
    client.force_login(cast.users["an"])
    address = get(client, "/ky/?nam=2018").select_one(".empty a")["href"]
    assert client.post(address, {"first": "2018", "last": "2020"})["Location"] == "/ky/?nam=2020"
    assert [one.year for one in queries.years()] == [2026, 2025, 2020, 2019, 2018]


@pytest.mark.parametrize(("first", "last"), [("1999", ""), ("2032", ""), ("2027", "2026"), ("9" * 30, "")])
def test_a_year_out_of_bounds_is_refused_with_a_sentence(
    cast: Cast, client: Client, deadline: Deadline, first: str, last: str
) -> None:
    client.force_login(cast.users["an"])
    answer = client.post("/ky/mo/", {"first": first, "last": last})
    assert (answer.status_code, "Chỉ mở được từ năm 2000 đến năm 2031" in answer.content.decode()) == (422, True)
