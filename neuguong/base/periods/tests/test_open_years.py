"""Opening years from the shipped data: the right days, once, and never over what somebody moved."""

import datetime as dt

import pytest

from neuguong.base.journal.models import Entry
from neuguong.base.orgs.choices import Level
from neuguong.base.periods import queries
from neuguong.base.periods.choices import CompilingLevel, PeriodKind
from neuguong.base.periods.models import Calendar, Deadline, Holiday, Period
from neuguong.base.periods.services import open_years
from tests.cast import NOW

D = dt.date


@pytest.fixture
def opened(db: None) -> int:
    return open_years(years=[2026, 2025], now=NOW)


def spans(calendar: str, kind: str) -> list[tuple[dt.date, dt.date, dt.date]]:
    rows = Period.objects.filter(calendar__code=calendar, kind=kind, year=2026).order_by("number")
    return list(rows.values_list("starts_on", "ends_on", "tree_on"))


def test_the_civil_year_and_its_parts(opened: int) -> None:
    assert spans("civil", "YEAR") == [(D(2026, 1, 1), D(2026, 12, 31), D(2026, 12, 31))]
    assert spans("civil", "HALF") == [
        (D(2026, 1, 1), D(2026, 6, 30), D(2026, 6, 30)),
        (D(2026, 7, 1), D(2026, 12, 31), D(2026, 12, 31)),
    ]
    assert [last for _first, last, _tree in spans("civil", "QUARTER")] == [
        D(2026, 3, 31), D(2026, 6, 30), D(2026, 9, 30), D(2026, 12, 31)
    ]  # fmt: skip


def test_the_state_year_closes_on_the_fourteenth(opened: int) -> None:
    """Decree 09/2019/NĐ-CP."""
    assert spans("state", "YEAR") == [(D(2025, 12, 15), D(2026, 12, 14), D(2026, 12, 14))]
    assert [(first, last) for first, last, _tree in spans("state", "HALF")] == [
        (D(2025, 12, 15), D(2026, 6, 14)),
        (D(2026, 6, 15), D(2026, 12, 14)),
    ]
    assert [(first, last) for first, last, _tree in spans("state", "QUARTER")] == [
        (D(2025, 12, 15), D(2026, 3, 14)),
        (D(2026, 3, 15), D(2026, 6, 14)),
        (D(2026, 6, 15), D(2026, 9, 14)),
        (D(2026, 9, 15), D(2026, 12, 14)),
    ]
    assert "09/2019" in Calendar.objects.get(code="state").basis


def test_every_year_lies_in_one_term_and_every_part_in_its_year(opened: int) -> None:
    assert str(queries.year(2025).parent) == "Nhiệm kỳ 2020-2025"
    assert str(queries.year(2026).parent) == "Nhiệm kỳ 2025-2030"
    assert {one.parent for one in queries.quarters(2026)} == {queries.year(2026)}


def test_opening_again_changes_nothing(opened: int) -> None:
    Deadline.objects.filter(level=Level.CELL).update(due_on=D(2026, 4, 1))
    tables = (Calendar, Period, Deadline, Holiday, Entry)
    before = [table.objects.count() for table in tables]

    assert (opened, open_years(years=[2025, 2026], now=NOW)) == (4, 0)

    assert [table.objects.count() for table in tables] == before
    assert set(Deadline.objects.filter(level=Level.CELL).values_list("due_on", flat=True)) == {D(2026, 4, 1)}
    assert Entry.objects.filter(step="opened").count() == 4


def test_each_level_has_its_deadline_and_the_lower_one_comes_first(opened: int) -> None:
    year = queries.year(2026)
    assert queries.deadline(year, "REGISTER", Level.CELL) == D(2026, 2, 28)
    assert queries.deadline(year, "REGISTER", Level.COMMUNE) == D(2026, 3, 10)
    assert queries.deadline(year, "REGISTER", Level.PROVINCE) == D(2026, 3, 20)
    for period in Period.objects.all():
        for subject in ("REGISTER", "REPORT"):
            days = [day for _level, day in sorted(queries.deadlines(period, subject).items(), reverse=True)]
            assert days == sorted(days)
            assert len(days) in (0, len(Level))


def test_reports_are_due_after_the_cut_off(opened: int) -> None:
    for row in Deadline.objects.filter(subject="REPORT", period__calendar__code="state").select_related("period"):
        assert row.due_on > row.period.ends_on


def test_where_nobody_set_a_day_it_is_the_last_one(opened: int) -> None:
    assert queries.deadline(queries.quarter(2026, 3), "REGISTER", Level.CELL) == D(2026, 9, 30)


def test_the_levels_are_those_of_the_organisations() -> None:
    assert [(one.name, one.value, one.label) for one in CompilingLevel] == [
        (one.name, one.value, one.label) for one in Level
    ]


def test_periods_are_found_by_number_and_by_day(opened: int) -> None:
    assert queries.year(2026).ends_on == D(2026, 12, 31)
    assert queries.quarter(2026, 3).starts_on == D(2026, 7, 1)
    assert [one.number for one in queries.quarters(2026)] == [1, 2, 3, 4]
    assert [one.year for one in queries.years()] == [2026, 2025]
    assert queries.containing(D(2025, 12, 20), PeriodKind.YEAR).year == 2025
    assert queries.containing(D(2025, 12, 20), PeriodKind.YEAR, "state").year == 2026
    assert queries.containing(D(2026, 11, 15), PeriodKind.TERM).year == 2025


def test_what_was_never_opened_is_said_in_words(opened: int) -> None:
    with pytest.raises(Period.DoesNotExist, match="Chưa mở kỳ “Năm 2031”"):
        queries.year(2031)
    with pytest.raises(Period.DoesNotExist, match="Chưa mở kỳ “Quý II/2031”"):
        queries.quarter(2031, 2)
    with pytest.raises(Period.DoesNotExist, match="01/01/2031"):
        queries.containing(D(2031, 1, 1), PeriodKind.YEAR)
    assert queries.quarters(2031) == []


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [
        ("YEAR", 1, "Năm 2026"),
        ("HALF", 1, "Sáu tháng đầu năm 2026"),
        ("HALF", 2, "Sáu tháng cuối năm 2026"),
        ("QUARTER", 4, "Quý IV/2026"),
    ],
)
def test_periods_are_called_as_papers_call_them(kind: str, number: int, words: str) -> None:
    assert str(Period(kind=kind, year=2026, number=number)) == words
