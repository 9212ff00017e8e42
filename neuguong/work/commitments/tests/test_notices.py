"""Whom a notice reaches: whoever may do what it asks, and the registrant or who writes for her."""

import datetime as dt
from collections.abc import Callable

import pytest

from neuguong.base.access.models import Delegation, Grant
from neuguong.base.journal.services import take_step
from neuguong.base.notices.models import Notice, NoticeKind, Task
from neuguong.base.notices.services import remind
from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import close_unit, succeed
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.queries import to_write
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services import Ruling, decide
from tests.cast import SINCE, TODAY, Cast

Make = Callable[..., Commitment]


def _told(kind: str = NoticeKind.TO_DO) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind).values_list("user__username", flat=True))


def _submit(cast: Cast, row: Commitment, by: str, minutes: int = 0) -> None:
    assert take_step(FLOW, row, "submit", cast.user(by), now=cast.now + dt.timedelta(minutes=minutes)).moved == [row.pk]


def _take_over(cast: Cast) -> None:
    """Thôn Đông goes into Thôn Nam, of which Hà is the secretary."""
    east, tree = cast.unit("thon-dong"), Tree.objects.get()
    close_unit(unit=east, tree=tree, on=dt.date(2026, 11, 1))
    succeed(predecessor=east, successor=cast.unit("thon-nam"), kind="MERGE", on=dt.date(2026, 11, 1))


def _may_decide(cast: Cast, row: Commitment) -> list[str]:
    return sorted(name for name in cast.users if policy.can(cast.user(name), "decide", row))


@pytest.mark.parametrize(
    ("name", "kind", "by", "told"),
    [
        ("lan", Kind.INDIVIDUAL, "lan", ["hung", "mai"]),
        ("hung", Kind.INDIVIDUAL, "hung", ["mai"]),
        ("long", Kind.HEAD, "long", ["quang"]),
        ("thon-dong", Kind.COLLECTIVE, "hung", ["son", "thuy"]),
    ],
)
def test_those_are_told_who_may_decide(
    opened: Cast, written: Make, name: str, kind: str, by: str, told: list[str]
) -> None:
    row = written(name, kind, by=by)
    _submit(opened, row, by)
    assert _told() == told == _may_decide(opened, row)


def test_a_delegate_is_told(opened: Cast, written: Make) -> None:
    grant = Grant.objects.get(user=opened.users["hung"])
    days = (TODAY, TODAY + dt.timedelta(days=9))
    Delegation.objects.create(
        grant=grant, to=opened.users["tuan"], valid=days, decision="05-QĐ/CB", made_by=opened.users["hung"]
    )
    row = written("lan")
    _submit(opened, row, "lan")
    assert _told() == ["hung", "mai", "tuan"] == _may_decide(opened, row)


def test_who_took_the_deciding_unit_over_is_told(opened: Cast, written: Make) -> None:
    row = written("lan")
    _take_over(opened)
    _submit(opened, row, "lan")
    assert _told() == ["ha", "hung", "mai"] == _may_decide(opened, row)


def test_a_right_that_has_ended_is_not_told(opened: Cast, written: Make) -> None:
    Grant.objects.filter(user=opened.users["mai"]).update(valid=(SINCE, TODAY))
    row = written("lan")
    _submit(opened, row, "lan")
    assert _told() == ["hung"]


def test_what_is_handed_in_twice_a_day_is_told_twice(opened: Cast, written: Make) -> None:
    row = written("lan")
    _submit(opened, row, "lan")
    take_step(FLOW, row, "send_back", opened.user("hung"), "Thêm chỉ tiêu", now=opened.now)
    _submit(opened, row, "lan", minutes=30)
    assert _told() == ["hung", "hung", "mai", "mai"]


def test_news_of_a_collective_reaches_who_writes_for_it(opened: Cast, written: Make) -> None:
    row = written("thon-dong", Kind.COLLECTIVE, by="hung")
    _submit(opened, row, "hung")
    take_step(FLOW, row, "send_back", opened.user("thuy"), "Thêm chỉ tiêu", now=opened.now)
    assert _told(NoticeKind.NEWS) == ["hung", "mai"]
    news = Notice.objects.filter(kind=NoticeKind.NEWS).values_list("text", flat=True).distinct()
    assert list(news) == ["Chi bộ Thôn Đông: Bản đăng ký năm 2026 được trả lại: Thêm chỉ tiêu"]
    _submit(opened, row, "hung", minutes=1)
    decide(
        commitments=Commitment.objects.filter(pk=row.pk), step="approve", unit=opened.unit("hoa-an"),
        ruling=Ruling(meeting_on=TODAY, number="07-NQ/ĐU"), actor=opened.user("thuy"), now=opened.now, today=TODAY,
    )  # fmt: skip
    assert _told(NoticeKind.NEWS) == ["hung", "hung", "mai", "mai"]


def test_who_writes_for_a_collective_has_it_to_write_and_is_reminded(opened: Cast, owed: Make) -> None:
    row = owed("thon-dong", Kind.COLLECTIVE)
    mine = {name: row in to_write(opened.user(name), TODAY) for name in opened.users}
    assert {name for name, is_there in mine.items() if is_there} == {"hung", "mai"}
    remind(today=row.due_on, now=opened.now)
    texts = Notice.objects.filter(user=opened.users["mai"]).order_by("text").values_list("text", flat=True)
    assert list(texts) == [
        "Hạn hôm nay: Chi bộ Thôn Đông: Hạn nộp bản đăng ký năm 2026 là ngày 28/02/2026.",
        "Hạn hôm nay: Hạn nộp bản đăng ký năm 2026 là ngày 28/02/2026.",
    ]
    Commitment.objects.filter(pk=row.pk).update(state=State.APPROVED)
    assert row not in to_write(opened.user("mai"), TODAY)


def _urged(day: dt.date, now: dt.datetime) -> list[tuple[str, str]]:
    before = set(Notice.objects.values_list("pk", flat=True))
    remind(today=day, now=now)
    fresh = Notice.objects.filter(task=Task.URGE).exclude(pk__in=before)
    return sorted(fresh.values_list("user__username", "text"))


def test_the_offices_are_told_sums_in_their_own_rhythm(opened: Cast) -> None:
    """The cell a week before, the commune three days before and a week after, the province later still."""
    day = dt.date(2026, 2, 28)
    Commitment.objects.update(due_on=day)
    east = Commitment.objects.filter(unit=opened.unit("thon-dong")).count()
    commune = Commitment.objects.filter(unit__code__contains="hoa-an").count()

    cells = _urged(day - dt.timedelta(days=7), opened.now)
    assert ("hung", f"Còn 7 ngày: Chi bộ Thôn Đông: {east} bản đăng ký năm 2026 chưa nộp, hạn 28/02/2026.") in cells
    assert {name for name, _text in cells} == {"hung", "mai", "ha"}
    assert _urged(day - dt.timedelta(days=3), opened.now) == [
        ("son", f"Còn 3 ngày: Đảng ủy xã Hòa An: {commune} bản đăng ký năm 2026 chưa nộp, hạn 28/02/2026.")
    ]
    assert {name for name, _text in _urged(day + dt.timedelta(days=7), opened.now)} == {"hung", "mai", "ha", "son"}
    assert _urged(day + dt.timedelta(days=7), opened.now) == []
