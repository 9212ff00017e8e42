"""Reminders before a deadline, on the day and after it; none of them twice."""

import datetime as dt

import pytest

from neuguong.base.notices.models import Notice, Task
from neuguong.base.notices.services import Due, due_days, register_reminder, remind, reminders
from neuguong.base.periods.choices import CompilingLevel
from tests.cast import Cast

DUE = dt.date(2026, 11, 20)


@pytest.fixture
def one_matter(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[dt.date]:
    """A matter of Lan's, due on the day that the list holds."""
    days = [DUE]
    monkeypatch.setattr(reminders, "_sources", [])

    def due(today: dt.date) -> list[tuple[int, str, str, str, dt.date]]:
        return [(cast.users["lan"].pk, "viec:1", "Nộp bản đăng ký", "/ky/", day) for day in days]

    register_reminder(due)
    return days


def reminded(cast: Cast, today: dt.date) -> list[tuple[str, str]]:
    """What a run on that day adds."""
    before = set(Notice.objects.values_list("pk", flat=True))
    remind(today=today, now=cast.now)
    return list(Notice.objects.exclude(pk__in=before).values_list("kind", "text"))


def test_the_whole_calendar_of_one_matter(cast: Cast, one_matter: list[dt.date]) -> None:
    days = [DUE + dt.timedelta(days=n) for n in range(-10, 11)]
    found = {(day - DUE).days: told for day in days if (told := reminded(cast, day))}
    assert found == {
        -7: [("DUE", "Còn 7 ngày: Nộp bản đăng ký")],
        -3: [("DUE", "Còn 3 ngày: Nộp bản đăng ký")],
        -1: [("DUE", "Còn 1 ngày: Nộp bản đăng ký")],
        0: [("DUE", "Hạn hôm nay: Nộp bản đăng ký")],
        1: [("LATE", "Quá hạn 1 ngày: Nộp bản đăng ký")],
        7: [("LATE", "Quá hạn 7 ngày: Nộp bản đăng ký")],
    }


def test_running_twice_on_a_day_reminds_once(cast: Cast, one_matter: list[dt.date]) -> None:
    assert len(reminded(cast, DUE)) == 1
    assert reminded(cast, DUE) == []


def test_a_deadline_that_moved_is_reminded_of_anew(cast: Cast, one_matter: list[dt.date]) -> None:
    assert len(reminded(cast, DUE)) == 1
    one_matter[:] = [DUE + dt.timedelta(days=7)]
    assert reminded(cast, DUE) == [("DUE", "Còn 7 ngày: Nộp bản đăng ký")]


def test_sources_are_told_which_days_matter() -> None:
    offsets = [(day - DUE).days for day in due_days(DUE)]
    assert offsets == [7, 3, 1, 0, -1, -7]


def test_an_office_is_reminded_in_the_rhythm_of_its_level(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "_sources", [])
    hung = cast.users["hung"].pk
    register_reminder(lambda _today: [Due(hung, "xa:1", "Còn 12 bản", "/ky/", DUE, Task.URGE, "COMMUNE")])
    days = [DUE + dt.timedelta(days=n) for n in range(-10, 40)]
    assert [(day - DUE).days for day in days if reminded(cast, day)] == [-3, 1, 7, 15]
    assert set(Notice.objects.values_list("task", flat=True)) == {"URGE"}


def test_every_level_has_its_rhythm() -> None:
    assert {one.name for one in CompilingLevel} | {"OWNER", "QUIET"} <= set(reminders.rhythm())
