"""What blocks an item: raised, answered by who owes it, one level up where nobody answers, counted at that level."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from neuguong.base.access.models import Grant
from neuguong.base.figures.queries import figures, rows
from neuguong.base.journal.queries import history
from neuguong.base.journal.services import take_step
from neuguong.base.notices.models import Notice
from neuguong.base.periods.models import Holiday
from neuguong.kit.figures import measure
from neuguong.work.commitments import board, queries
from neuguong.work.commitments.choices import Group, ItemStatus, Kind, ObstacleState, State, Timing, TurnOutcome
from neuguong.work.commitments.flow import OBSTACLES
from neuguong.work.commitments.measures import OBSTACLE_MEASURES
from neuguong.work.commitments.models import Commitment, Item, Obstacle
from neuguong.work.commitments.services import answer_obstacle, climb_unanswered, raise_obstacle
from tests.cast import SINCE, TODAY, Cast

KEYS = ("obstacles", "obstacles_open", "answers_owed", "answers_in_time", "answers_overdue", "answers_passed")
DUE = dt.date(2026, 11, 20)  # five working days after Sunday 15 November


@pytest.fixture
def item(cast: Cast) -> Item:
    """Thủy's breakthrough in force, decided by the province, supervised by the inspection commission."""
    row = Commitment.objects.create(
        code="2026-thuy", kind=Kind.HEAD, period=cast.years[2026], unit=cast.unit("hoa-an"), person=cast.person("thuy"),
        decider_unit=cast.unit("bac-son"), supervisor=cast.unit("ubkt"), state=State.APPROVED,
        due_on=dt.date(2026, 2, 28), submitted_on=dt.date(2026, 2, 1), timing=Timing.ON_TIME,
    )  # fmt: skip
    return Item.objects.create(
        commitment=row, unit=row.unit, period=row.period, number=1, group=Group.BREAKTHROUGH,
        deed="Cắt giảm 30% thủ tục", due_on=dt.date(2026, 12, 15), status=ItemStatus.OPEN,
    )  # fmt: skip


def raised(cast: Cast, item: Item, by: str = "thuy", asked: str = "so-xay-dung", **fields: Any) -> Obstacle:
    given: dict[str, Any] = {
        "what": "Chưa có phần mềm một cửa", "need": "Cấp tài khoản", "asked": cast.unit(asked),
        "needed_by": dt.date(2026, 12, 1), "actor": cast.user(by), "now": cast.now, "today": TODAY,
    }  # fmt: skip
    return raise_obstacle(item=item, **{**given, **fields})


def grant(cast: Cast, name: str, role: str, unit: str) -> None:
    Grant.objects.create(user=cast.users[name], role=role, unit=cast.unit(unit), valid=(SINCE, None), title=role)


def counted(cast: Cast, unit: str, today: dt.date = TODAY) -> tuple[Any, ...]:
    found = figures([measure(key) for key in KEYS], cast.unit(unit).pk, [cast.years[2026]], today=today)
    return tuple(found[key, cast.years[2026].pk] for key in KEYS)


def turns(row: Obstacle) -> list[tuple[str, dt.date, str]]:
    return [(one.unit.code, one.due_on, one.outcome) for one in queries.turns(row)]


def at(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def text(answer: Any) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_raised_once_and_due_after_five_working_days(cast: Cast, item: Item) -> None:
    row = raised(cast, item)
    assert raised(cast, item) == row  # pressed twice
    assert (row.state, row.owes.code, row.answer_due) == (ObstacleState.OPEN, "bac-son/so-xay-dung", DUE)
    assert turns(row) == [("bac-son/so-xay-dung", DUE, TurnOutcome.WAITING)]
    assert counted(cast, "hoa-an") == (1, 1, 0, 0, 0, 0)
    assert counted(cast, "so-xay-dung") == (0, 0, 1, 0, 0, 0)
    assert counted(cast, "bac-son", dt.date(2026, 11, 21)) == (1, 1, 1, 0, 1, 0)


def test_holidays_move_the_day(cast: Cast, item: Item) -> None:
    Holiday.objects.create(on=dt.date(2026, 11, 18), name="Nghỉ")
    assert raised(cast, item).answer_due == dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"needed_by": dt.date(2026, 11, 1)}, "đã qua"),
        ({"asked": "hoa-an"}, "không tự trả lời"),
        ({"by": "tuan"}, "ngoài phạm vi quyền"),
    ],
)
def test_what_is_refused(cast: Cast, item: Item, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        raised(cast, item, **fields)


def test_who_owes_it_answers_and_nobody_else(cast: Cast, item: Item) -> None:
    grant(cast, "long", "APPROVER", "so-xay-dung")
    row = raised(cast, item)
    assert [one.pk for one in queries.to_answer(cast.user("long"))] == [row.pk]
    for name in ("thuy", "son", "binh", "quang"):
        with pytest.raises(PermissionDenied):
            answer_obstacle(obstacle=row, answer="Xong", actor=cast.user(name), now=cast.now)
    answer_obstacle(obstacle=row, answer="Cấp trong tháng 11", actor=cast.user("long"), now=cast.now)
    row.refresh_from_db()
    assert (row.state, row.answered_unit, row.answered_by) == (
        ObstacleState.ANSWERED, cast.unit("so-xay-dung"), cast.users["long"],
    )  # fmt: skip
    assert counted(cast, "so-xay-dung") == (0, 0, 1, 1, 0, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obstacle.objects.filter(pk=row.pk).update(answered_by=cast.users["thuy"])
    assert [one.pk for one in queries.to_settle(cast.user("thuy"))] == [row.pk]
    take_step(OBSTACLES, row, "ask_again", cast.user("thuy"), "Chưa có tài khoản", now=cast.now)
    answer_obstacle(obstacle=row, answer="Đã cấp", actor=cast.user("long"), now=cast.now)
    assert take_step(OBSTACLES, row, "settle", cast.user("thuy"), now=cast.now).moved == [row.pk]
    assert turns(row) == [("bac-son/so-xay-dung", DUE, TurnOutcome.IN_TIME)] * 2
    assert [one.step for one in history(row)] == ["raise", "answer", "ask_again", "answer", "settle"]


def test_unanswered_it_climbs_one_level_and_stays_with_who_was_silent(cast: Cast, item: Item) -> None:
    row = raised(cast, item)
    assert climb_unanswered(today=DUE, now=cast.now) == 0
    day = dt.date(2026, 11, 21)
    assert [climb_unanswered(today=day, now=cast.now) for _again in range(2)] == [1, 0]
    row.refresh_from_db()
    assert (row.owes.code, row.answer_due) == ("bac-son", dt.date(2026, 11, 27))
    assert turns(row) == [
        ("bac-son/so-xay-dung", DUE, TurnOutcome.PASSED), ("bac-son", dt.date(2026, 11, 27), TurnOutcome.WAITING),
    ]  # fmt: skip
    assert counted(cast, "so-xay-dung", day) == (0, 0, 1, 0, 0, 1)
    assert counted(cast, "bac-son", day) == (1, 1, 2, 0, 0, 1)
    silent = queries.answers_failed(cast.unit("so-xay-dung"), cast.years[2026], day)
    assert [one.obstacle_id for one in silent] == [row.pk]
    assert "Chưa có phần mềm một cửa" in Notice.objects.get(user=cast.users["quang"]).text
    later = dt.date(2026, 12, 5)
    assert climb_unanswered(today=later, now=cast.now) == 0  # no committee above the province
    assert counted(cast, "bac-son", later) == (1, 1, 2, 0, 1, 1)
    grant(cast, "long", "APPROVER", "so-xay-dung")
    assert queries.obstacles(cast.user("long")).get() == row  # who was silent still sees it
    answer_obstacle(obstacle=row, answer="Giao Sở cấp ngay", actor=cast.user("quang"), now=cast.now)
    changes = [one for one in history(row) if one.step == "climb"]
    assert [(one.actor, one.data["changes"][0]) for one in changes] == [
        (None, ["Nơi phải trả lời", "Đảng bộ Sở Xây dựng", "Tỉnh ủy Bắc Sơn"])
    ]


def test_one_withdrawn_counts_for_nobody(cast: Cast, item: Item) -> None:
    row = raised(cast, item)
    take_step(OBSTACLES, row, "withdraw", cast.user("thuy"), now=cast.now)
    assert counted(cast, "bac-son", dt.date(2026, 12, 1)) == (1, 0, 0, 0, 0, 0)


def test_each_figure_opens_as_many_rows(cast: Cast, item: Item) -> None:
    raised(cast, item)
    for key, expected in zip(KEYS, counted(cast, "bac-son"), strict=True):
        found = rows(measure(key), cast.unit("bac-son").pk, cast.years[2026], today=TODAY)
        assert (key, found.count()) == (key, expected)


def test_the_board_says_what_is_stuck_and_why(cast: Cast, item: Item) -> None:
    raised(cast, item)
    read = board.read(cast.unit("bac-son"), cast.years[2026], cast.user("quang"), today=TODAY)
    words = "Vướng mắc: Chưa có phần mềm một cửa; chờ Đảng bộ Sở Xây dựng trả lời, hạn 20/11/2026"
    assert words in read.lines[0].stuck
    after = board.read(cast.unit("bac-son"), cast.years[2026], cast.user("quang"), today=dt.date(2026, 11, 30))
    assert (
        "Vướng mắc: Chưa có phần mềm một cửa; Đảng bộ Sở Xây dựng quá hạn trả lời từ 20/11/2026" in after.lines[0].stuck
    )


def test_pages_from_raising_to_the_answer(cast: Cast, item: Item, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    grant(cast, "long", "APPROVER", "so-xay-dung")
    thuy, long = at(cast, "thuy"), at(cast, "long")
    detail, ask = (
        reverse("commitments:detail", args=[item.commitment_id]),
        reverse("commitments:obstacle_raise", args=[item.pk]),
    )
    assert ask in thuy.get(detail).content.decode()
    assert "Tỉnh ủy Bắc Sơn (bac-son)" in thuy.get(ask).content.decode()  # who decided it is asked first
    said = {
        "what": "Chưa có phần mềm",
        "need": "Cấp tài khoản",
        "asked": "bac-son/so-xay-dung",
        "needed_by": "01/12/2026",
    }
    page = thuy.post(ask, said)["Location"]
    assert at(cast, "tuan").get(ask).status_code == 404
    assert at(cast, "tuan").get(page).status_code == 404
    assert "Chưa có phần mềm" in text(long.get("/"))
    own = Obstacle.objects.get()
    answer = reverse("commitments:obstacle_answer") + f"?id={own.pk}"
    assert thuy.get(answer).status_code == 404
    for _again in range(2):
        assert long.post(answer, {"answer": "Cấp trong tháng 11"})["Location"] == page
    assert "Trả lời: Cấp trong tháng 11" in text(thuy.get(detail))
    assert "Vướng mắc đã được trả lời" in text(thuy.get("/"))
    assert "Chưa có phần mềm" in text(thuy.get(reverse("commitments:obstacles")))
    assert f'href="{reverse("commitments:obstacles")}"' in thuy.get(reverse("commitments:list")).content.decode()
    unit = text(at(cast, "quang").get(reverse("desk:unit", args=["bac-son"]), {"nam": "2026"}))
    assert "Vướng mắc đã nêu" in unit


@pytest.mark.parametrize("more", [0, 2])
def test_a_list_asks_as_often_for_one_as_for_many(
    cast: Cast, item: Item, more: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for place in range(1 + more):
        raised(cast, item, what=f"Vướng mắc {place}")
    quang = at(cast, "quang")
    with django_assert_num_queries(5):
        quang.get(reverse("commitments:obstacles"))


def test_every_zero_says_why() -> None:
    assert [one.key for one in OBSTACLE_MEASURES if not str(one.zero).endswith(".")] == []
