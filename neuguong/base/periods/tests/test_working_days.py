"""Working days: weekends, public holidays, and the Saturdays worked in exchange."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from neuguong.base.periods import queries
from neuguong.base.periods.models import Holiday
from neuguong.base.periods.services import open_years
from tests.cast import NOW

D = dt.date
days = st.dates(D(2016, 1, 1), D(2027, 12, 31))
counts = st.integers(1, 60)


class AnyDay(TestCase):
    """What holds for every day and count."""

    @classmethod
    def setUpTestData(cls) -> None:
        open_years(years=[2026], now=NOW)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(days, counts)
    def test_the_days_counted_are_working_days_in_order_without_a_gap(self, day: dt.date, count: int) -> None:
        found = queries.working_days_after(day, count)
        assert len(found) == count
        assert day < found[0]
        assert found == sorted(set(found))
        span = (found[-1] - day).days
        between = [day + dt.timedelta(days=n) for n in range(1, span + 1)]
        assert [one for one in between if queries.is_working_day(one)] == found

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(days, counts)
    def test_counting_back_gives_the_same_number(self, day: dt.date, count: int) -> None:
        assert queries.working_days_between(day, queries.add_working_days(day, count)) == count

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(days, counts, counts)
    def test_counting_on_is_adding_up(self, day: dt.date, first: int, second: int) -> None:
        in_two = queries.add_working_days(queries.add_working_days(day, first), second)
        assert in_two == queries.add_working_days(day, first + second)


@pytest.fixture
def holidays(db: None) -> None:
    open_years(years=[2026], now=NOW)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (D(2026, 11, 13), True),  # a Friday
        (D(2026, 11, 14), False),  # a Saturday
        (D(2026, 1, 2), False),  # exchanged
        (D(2026, 1, 10), True),  # the Saturday worked for it
        (D(2026, 2, 20), False),  # the fourth day of Tết
        (D(2026, 4, 27), False),  # the Hùng Kings' day fell on a Sunday
        (D(2024, 5, 4), True),  # the Saturday worked for 29/4/2024
    ],
)
def test_days_known_from_the_papers(holidays: None, day: dt.date, works: bool) -> None:
    assert queries.is_working_day(day) is works


def test_no_count_means_today_or_the_next_working_day(holidays: None) -> None:
    assert queries.add_working_days(D(2026, 11, 13), 0) == D(2026, 11, 13)
    assert queries.add_working_days(D(2026, 11, 14), 0) == D(2026, 11, 16)
    assert queries.working_days_after(D(2026, 11, 14), 0) == []


def test_ten_working_days_over_tet(holidays: None) -> None:
    assert queries.add_working_days(D(2026, 2, 13), 10) == D(2026, 3, 6)


def test_a_count_is_never_negative(holidays: None) -> None:
    with pytest.raises(ValueError, match="not negative"):
        queries.working_days_after(D(2026, 11, 13), -1)


def test_the_shipped_holidays_cover_every_year_and_stand_on_a_basis(holidays: None) -> None:
    assert set(Holiday.objects.dates("on", "year")) == {D(year, 1, 1) for year in range(2016, 2028)}
    assert not Holiday.objects.filter(basis="").exists()
    assert {day.weekday() for day in Holiday.objects.filter(works=True).values_list("on", flat=True)} == {5}
    exchanged = Holiday.objects.filter(works=False, name__startswith="Nghỉ hoán đổi").count()
    assert exchanged == Holiday.objects.filter(works=True).count()
