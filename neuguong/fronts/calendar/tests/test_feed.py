"""The calendar in one's phone: one's own days by a secret address, which dies when its owner says so."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from neuguong.base.accounts.models import CalendarLink
from neuguong.fronts.calendar.tests.test_month import dated, entered
from neuguong.work.programmes.models import Plan, Programme
from tests.cast import Cast

__all__ = ["dated"]  # the fixture
DEAD = "/lich/doc/khong-co.ics"


def made(name: str) -> str:
    """The path of a fresh address of hers."""
    answer = entered(name).post("/lich/duong-dan/", {"open": ""})
    address = BeautifulSoup(answer.content, "html.parser").select_one("#address")
    assert address is not None
    return "/" + str(address["value"]).split("/", 3)[3]


def events(path: str) -> list[Any]:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_program_reads_ones_own_days_without_a_session(dated: Cast) -> None:
    (one,) = events(made("hung"))
    assert str(one["summary"]) == "Hạn ban hành kế hoạch: Kế hoạch của Chi bộ Thôn Đông"
    assert (one.decoded("dtstart"), one.decoded("dtend")) == (dt.date(2026, 11, 20), dt.date(2026, 11, 21))
    assert str(one["url"]).startswith("http://127.0.0.1:8000/chuong-trinh/")


def test_the_same_thing_on_another_day_is_the_same_event(dated: Cast) -> None:
    path = made("hung")
    (before,) = events(path)
    Plan.objects.filter(unit=dated.unit("thon-dong")).update(due_on=dt.date(2026, 12, 1))
    (after,) = events(path)
    assert (after["uid"], after.decoded("dtstart")) == (before["uid"], dt.date(2026, 12, 1))


def test_what_was_done_long_ago_and_comes_in_two_years_is_left_out(dated: Cast) -> None:
    path = made("hung")
    for on in (dt.date(2026, 10, 1), dt.date(2027, 12, 1)):
        Plan.objects.filter(unit=dated.unit("thon-dong")).update(due_on=on)
        assert events(path) == []


def test_another_address_and_an_ended_one_open_nothing(dated: Cast) -> None:
    first = made("hung")
    second = made("hung")
    assert Client().get(first).status_code == 404
    assert len(events(second)) == 1
    assert entered("hung").post("/lich/duong-dan/", {"close": ""}).status_code == 302
    assert [Client().get(path).status_code for path in (second, DEAD)] == [404, 404]


@pytest.mark.parametrize("state", [{"is_active": False}, {"must_change_password": True}])
def test_who_may_not_come_in_is_not_read_for_either(dated: Cast, state: dict[str, bool]) -> None:
    path = made("hung")
    type(dated.user("hung")).objects.filter(pk=dated.user("hung").pk).update(**state)
    assert Client().get(path).status_code == 404


def test_only_the_hash_is_kept_and_the_page_shows_no_old_address(dated: Cast) -> None:
    key = made("hung").split("/")[-1].removesuffix(".ics")
    kept = CalendarLink.objects.get()
    assert key not in (kept.key_hash, str(kept))
    page = entered("hung").get("/lich/duong-dan/")
    assert key not in page.content.decode()
    assert "Đồng chí đã tạo đường dẫn ngày" in page.content.decode()
    assert "Tạo đường dẫn mới" in page.content.decode()


def test_ones_data_say_that_there_is_an_address(dated: Cast) -> None:
    made("hung")
    assert "Đường dẫn lịch tạo lúc" in entered("hung").get("/du-lieu-cua-toi/").content.decode()


def test_more_days_ask_no_more_questions(dated: Cast, django_assert_num_queries: Any) -> None:
    path = made("hung")
    with CaptureQueriesContext(connection) as before:
        assert len(events(path)) == 1
    for number in range(3):
        programme = Programme.objects.create(
            kind="DIRECTIVE", title=f"Chuyên đề {number}", issuer=dated.unit("bac-son"), first_year=2026
        )
        Plan.objects.create(
            programme=programme, unit=dated.unit("thon-dong"), period=dated.years[2026], due_on=dated.today
        )
    with django_assert_num_queries(len(before)):
        assert len(events(path)) == 4


def test_a_feed_that_is_cut_says_so_on_the_day_it_is_cut(dated: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    later = Programme.objects.create(kind="DIRECTIVE", title="Hai", issuer=dated.unit("bac-son"), first_year=2026)
    Plan.objects.create(
        programme=later, unit=dated.unit("thon-dong"), period=dated.years[2026], due_on=dt.date(2026, 12, 1)
    )
    path = made("hung")
    monkeypatch.setattr("neuguong.kit.dated.MOST", 1)
    kept, told = events(path)
    assert kept.decoded("dtstart") == dt.date(2026, 11, 20)
    assert (told.decoded("dtstart"), str(told["summary"]), str(told["url"])) == (
        dt.date(2026, 12, 1), "Lịch chưa hiện đủ từ ngày này: Kế hoạch",
        "http://127.0.0.1:8000/lich/?thang=2026-12",
    )  # fmt: skip
