"""Requests about one's data: the clocks, who answers, and never the person herself."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from neuguong.base.consents.choices import Kind, State
from neuguong.base.consents.flow import FLOW
from neuguong.base.consents.models import DataRequest
from neuguong.base.consents.queries import running
from neuguong.base.consents.services import ask, extend
from neuguong.base.journal.queries import history
from neuguong.base.journal.services import take_step
from neuguong.base.notices.models import Notice
from neuguong.base.notices.services import remind
from neuguong.base.orgs.models import Person
from neuguong.base.periods.models import Holiday
from tests.cast import TODAY, Cast

Enter = Callable[[str], Client]
Counted = Callable[[int], AbstractContextManager[object]]
DAY = dt.timedelta(days=1)


def asked(cast: Cast, name: str = "lan", kind: str = Kind.CORRECT, words: str = "Ngày sinh sai") -> DataRequest:
    return ask(person=cast.person(name), kind=kind, words=words, by=cast.users[name], now=cast.now)


def told(name: str) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(user__username=name).order_by("pk").values_list("kind", "text"))


@pytest.mark.parametrize(
    ("kind", "carry_out_by"),
    [(Kind.SEE, "2026-11-25"), (Kind.CORRECT, "2026-11-25"), (Kind.DELETE, "2026-11-25"),
     (Kind.RESTRICT, "2026-11-30"), (Kind.OBJECT, "2026-11-30")],
)  # fmt: skip
def test_the_clock_counts_working_days_to_answer_and_days_to_carry_out(
    cast: Cast, kind: str, carry_out_by: str
) -> None:
    Holiday.objects.create(on=dt.date(2026, 11, 16), name="Nghỉ")
    row = asked(cast, kind=kind)  # 15/11/2026 is a Sunday, Monday is off
    assert (row.answer_by.isoformat(), row.carry_out_by.isoformat()) == ("2026-11-18", carry_out_by)


def test_a_double_click_asks_once(cast: Cast) -> None:
    assert asked(cast).pk == asked(cast).pk
    assert DataRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "today", "words"),
    [
        (State.ASKED, TODAY, "Còn 2 ngày làm việc để trả lời (hạn 17/11/2026)"),
        (State.ASKED, TODAY + 2 * DAY, "Hôm nay là hạn trả lời"),
        (State.ASKED, TODAY + 5 * DAY, "Quá hạn trả lời 3 ngày (hạn 17/11/2026)"),
        (State.ACCEPTED, TODAY, "Còn 10 ngày để thực hiện (hạn 25/11/2026)"),
        (State.ACCEPTED, TODAY + 12 * DAY, "Quá hạn thực hiện 2 ngày (hạn 25/11/2026)"),
        (State.CARRIED_OUT, TODAY, None),
    ],
)
def test_the_clock_is_said_in_words(cast: Cast, state: str, today: dt.date, words: str | None) -> None:
    row = asked(cast)
    row.state = state
    clock = running([row], today).get(row.pk)
    assert (clock.words if clock else None) == words


LADDER = [
    ("", 302, []),
    ("ha", 404, []),
    ("mai", 404, []),  # deputy of the cell: no keeper
    ("hung", 404, []),  # her secretary
    ("thuy", 404, []),
    ("van", 404, []),
    ("lan", 200, ["withdraw"]),  # herself
    ("tuan", 200, ["accept", "carry_out", "refuse"]),  # keeper of the records
    ("son", 200, ["accept", "carry_out", "refuse"]),  # staff
    ("an", 200, ["accept", "carry_out", "refuse"]),  # administrator
]


@pytest.mark.parametrize(("name", "status", "steps"), LADDER)
def test_who_sees_a_request_and_who_answers(at: Enter, house: Cast, name: str, status: int, steps: list[str]) -> None:
    at("lan")  # she has used her login
    row = asked(house)
    answer = at(name).get(reverse("consents:request", args=[row.pk]))
    assert answer.status_code == status
    if name:
        assert [step.name for step in FLOW.open_to(row, house.user(name))] == steps
    extension = reverse("consents:extend", args=[row.pk])
    assert at(name).get(extension).status_code == (302 if not name else 200 if "accept" in steps else 404)


@pytest.mark.parametrize("name", ["hung", "tuan", "son", "an", "ha"])
def test_nobody_asks_for_somebody_who_can_ask_herself(at: Enter, cast: Cast, name: str) -> None:
    at("lan")  # she has used her login
    address = reverse("consents:ask", args=[cast.person("lan").pk])
    assert (at(name).get(address).status_code, at(name).post(address, {}).status_code) == (404, 404)


def test_a_keeper_never_answers_her_own_request(house: Cast) -> None:
    row = asked(house, "tuan")
    assert [step.name for step in FLOW.open_to(row, house.user("tuan"))] == ["withdraw"]
    outcome = take_step(FLOW, row, "accept", house.user("tuan"), "Được", now=house.now)
    assert (outcome.moved, DataRequest.objects.get().state) == ([], State.ASKED)


def test_asked_answered_and_carried_out(at: Enter, house: Cast) -> None:
    lan = at("lan")
    said = {"kind": Kind.CORRECT, "words": "Ngày sinh đúng là 02/03/1980"}
    answer = lan.post(reverse("consents:ask", args=[house.person("lan").pk]), said)
    row = DataRequest.objects.get()
    assert answer.headers["Location"] == reverse("consents:request", args=[row.pk])
    words = "Đồng chí Nguyễn Thị Lan yêu cầu “Sửa dữ liệu”: trả lời trước hết ngày 17/11/2026."
    assert (told("tuan"), told("son"), told("an"), told("hung")) == ([("TO_DO", words)], [("TO_DO", words)], [], [])
    step = reverse("journal:take", args=["yeu-cau-du-lieu", row.pk])
    at("tuan").post(step, {"buoc": "accept", "ghi_chu": "Sẽ sửa theo giấy khai sinh"})
    at("tuan").post(step, {"buoc": "carry_out", "ghi_chu": "Đã sửa ngày sinh"})
    row.refresh_from_db()
    assert (row.state, row.answer, row.answered_at is None, row.closed_at is None) == (
        State.CARRIED_OUT, "Đã sửa ngày sinh", False, False,
    )  # fmt: skip
    assert [entry.step for entry in history(row)] == ["ask", "accept", "carry_out"]
    assert [text for _kind, text in told("lan")] == [
        "Yêu cầu “Sửa dữ liệu” đã được nhận, thực hiện trước hết ngày 25/11/2026: Sẽ sửa theo giấy khai sinh",
        "Yêu cầu “Sửa dữ liệu” đã được thực hiện: Đã sửa ngày sinh",
    ]


def test_refused_only_with_a_reason_and_withdrawn_by_herself(at: Enter, house: Cast) -> None:
    first, second = asked(house), asked(house, words="Khác")
    at("son").post(reverse("journal:take", args=["yeu-cau-du-lieu", first.pk]), {"buoc": "refuse", "ghi_chu": " "})
    first.refresh_from_db()
    assert first.state == State.ASKED
    at("son").post(
        reverse("journal:take", args=["yeu-cau-du-lieu", first.pk]), {"buoc": "refuse", "ghi_chu": "Theo luật"}
    )
    at("lan").post(reverse("journal:take", args=["yeu-cau-du-lieu", second.pk]), {"buoc": "withdraw", "ghi_chu": ""})
    states = list(DataRequest.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.REFUSED, State.WITHDRAWN]
    assert told("tuan")[-1] == ("NEWS", "Đồng chí Nguyễn Thị Lan đã rút yêu cầu “Sửa dữ liệu”.")


def test_time_is_given_once_for_a_reason_and_fifteen_days_at_most(house: Cast) -> None:
    row, son = asked(house), house.users["son"]
    for days, reason in ((16, "Đông"), (0, "Đông"), (5, " ")):
        with pytest.raises(ValidationError):
            extend(request=row, days=days, reason=reason, by=son, now=house.now)
    assert extend(request=row, days=15, reason="Phải hỏi kho lưu trữ", by=son, now=house.now).carry_out_by == (
        TODAY + 25 * DAY
    )
    with pytest.raises(ValidationError, match="một lần"):
        extend(request=row, days=1, reason="Nữa", by=son, now=house.now)
    assert told("lan")[-1][1] == "Yêu cầu “Sửa dữ liệu” được gia hạn đến hết ngày 10/12/2026: Phải hỏi kho lưu trữ"


def test_what_is_overdue_gets_no_more_time(house: Cast) -> None:
    row = asked(house)
    with pytest.raises(ValidationError, match="quá hạn"):
        extend(request=row, days=5, reason="Muộn", by=house.users["son"], now=house.now + 11 * DAY)


def test_who_answers_is_reminded_before_and_after(house: Cast) -> None:
    row = asked(house)
    Notice.objects.all().delete()
    days = [n for n in range(12) if remind(today=TODAY + n * DAY, now=house.now + n * DAY)]
    assert days == [1, 2, 3, 9]  # a day before 17/11, that day, a day after, a week after
    take_step(FLOW, row, "accept", house.user("son"), "Nhận", now=house.now)
    Notice.objects.all().delete()
    days = [n for n in range(19) if remind(today=TODAY + n * DAY, now=house.now + n * DAY)]
    assert days == [3, 7, 9, 10, 11, 17]
    assert told("son")[0] == ("DUE", "Còn 7 ngày: thực hiện yêu cầu “Sửa dữ liệu” của đồng chí Nguyễn Thị Lan")


def test_for_one_without_a_login_the_secretary_writes_it_down(at: Enter, house: Cast, dung: Person) -> None:
    address = reverse("consents:ask", args=[dung.pk])
    assert at("hung").post(address, {"kind": Kind.SEE, "words": "Cho xem"}).status_code == 302
    assert [at(name).get(address).status_code for name in ("lan", "ha")] == [404, 404]
    assert [at(name).get("/du-lieu-ca-nhan/").content.decode().count("Lò Thị Dung") for name in ("tuan", "ha")] == [
        1,
        0,
    ]


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_asks_the_same_queries_for_one_and_for_three(
    at: Enter, house: Cast, django_assert_num_queries: Counted, more: int
) -> None:
    for n in range(1 + more):
        asked(house, words=f"Việc {n}")
    client = at("tuan")
    client.get("/du-lieu-ca-nhan/")
    with django_assert_num_queries(5):
        client.get("/du-lieu-ca-nhan/")
