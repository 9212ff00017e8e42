"""Numbers of indicators over the tree and over time."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from neuguong.work.indicators.queries import Amount, by_child, series, totals, totals_over
from neuguong.work.indicators.tests.planting import indicator, value
from tests.cast import Cast

D = Decimal
NOTHING = Amount()
TREES: tuple[tuple[str, dict[str, Any], Amount], ...] = (
    ("SUM", {}, Amount(D(90), None, 3)),
    ("MEAN", {"kind": "SCORE"}, Amount(D(30), None, 3)),
    ("WEIGHTED", {"kind": "RATIO"}, Amount(D(90), D(180), 3)),
    ("MAX", {}, Amount(D(50), D(60), 3)),
    ("LATEST", {}, Amount(D(30), D(60), 3)),
    ("NONE", {"kind": "RANK", "over_time": "LATEST"}, NOTHING),
)


@pytest.fixture
def three(cast: Cast) -> Any:
    """Writes 10, 50 and 30 of an indicator at three communes of the province (each over 60), and 7 that waits."""

    def write(**fields: Any) -> Any:
        one = indicator(cast.unit("bac-son"), **fields)
        for unit, amount, day in (("hoa-an", 10, 1), ("thon-nam", 50, 2), ("so-xay-dung", 30, 3)):
            day_in = cast.today.replace(day=day)
            value(one, cast.unit(unit), cast.years[2026], amount, 60, submitted_on=day_in)
        value(one, cast.unit("thon-dong"), cast.years[2026], 7, 8, state="SUBMITTED")
        value(one, cast.unit("thon-tay"), cast.years[2026])
        value(one, cast.unit("hoa-an"), cast.years[2026], 4, category="nữ")
        return one

    return write


@pytest.mark.parametrize(("reducer", "fields", "expected"), TREES)
def test_reducers_over_the_tree(cast: Cast, three: Any, reducer: str, fields: dict[str, Any], expected: Amount) -> None:
    one = three(over_tree=reducer, **fields)
    for in_today_tree in (False, True):
        total = totals([one], cast.unit("bac-son").pk, cast.years[2026], today=cast.today, in_today_tree=in_today_tree)[
            one.pk
        ]
        assert total.approved == expected
        assert total.missing == 1
    at_hoa_an = totals([one], cast.unit("hoa-an").pk, cast.years[2026], today=cast.today)[one.pk]
    assert (at_hoa_an.approved.number, at_hoa_an.own_amount.number) == (D(10), D(10))
    waits = {"base": D(8)} if reducer not in ("SUM", "MEAN") else {}
    assert at_hoa_an.waiting == (NOTHING if reducer == "NONE" else Amount(D(7), count=1, **waits))


def test_no_number_is_not_zero(cast: Cast) -> None:
    one = indicator(cast.unit("bac-son"))
    value(one, cast.unit("hoa-an"), cast.years[2026], 0)
    found = totals_over([one], cast.unit("bac-son").pk, cast.years.values(), today=cast.today)
    assert found[one.pk, cast.years[2026].pk].approved == Amount(D(0), None, 1)
    assert found[one.pk, cast.years[2025].pk].approved == NOTHING


TIMES: tuple[tuple[str, dict[str, Any], Amount], ...] = (
    ("SUM", {}, Amount(D(31), None, 2)),
    ("MEAN", {}, Amount(D(31) / 2, None, 2)),
    ("LATEST", {}, Amount(D(11), None, 2)),
    ("MAX", {}, Amount(D(20), None, 1)),
    ("NONE", {}, NOTHING),
    ("SUM", {"kind": "RATIO", "over_tree": "WEIGHTED"}, Amount(D(31), D(62), 2)),
)


@pytest.mark.parametrize(("reducer", "fields", "expected"), TIMES)
def test_reducers_over_time(cast: Cast, reducer: str, fields: dict[str, Any], expected: Amount) -> None:
    one = indicator(cast.unit("bac-son"), every="QUARTER", over_time=reducer, **fields)
    value(one, cast.unit("hoa-an"), cast.quarters[2026, 1], 20, 40)
    value(one, cast.unit("hoa-an"), cast.quarters[2026, 3], 1, 2)
    value(one, cast.unit("thon-nam"), cast.quarters[2026, 3], 10, 20)
    found = totals([one], cast.unit("bac-son").pk, cast.years[2026], today=cast.today)[one.pk]
    assert (found.approved, found.periods) == (expected, 4)


def test_the_mean_of_ratios_is_told_from_the_ratio_of_sums(cast: Cast) -> None:
    one = indicator(cast.unit("bac-son"), every="QUARTER", kind="RATIO", over_tree="WEIGHTED", over_time="MEAN")
    value(one, cast.unit("hoa-an"), cast.quarters[2026, 1], 1, 2)
    value(one, cast.unit("hoa-an"), cast.quarters[2026, 2], 9, 10)
    found = totals([one], cast.unit("bac-son").pk, cast.years[2026], today=cast.today)[one.pk]
    assert found.approved == Amount(D("0.7"), D(1), 1)


def test_series_keeps_the_order_of_periods(cast: Cast) -> None:
    one = indicator(cast.unit("bac-son"))
    value(one, cast.unit("thon-dong"), cast.years[2025], 3)
    value(one, cast.unit("thon-dong"), cast.years[2026], 5)
    found = series(one, cast.unit("bac-son").pk, [cast.years[2026], cast.years[2025]], today=cast.today)
    assert [(period.year, total.approved.number) for period, total in found] == [(2026, D(5)), (2025, D(3))]


@pytest.mark.parametrize(("reducer", "fields", "expected"), TREES)
def test_lines_by_child(cast: Cast, three: Any, reducer: str, fields: dict[str, Any], expected: Amount) -> None:
    one = three(over_tree=reducer, **fields)
    value(one, cast.unit("bac-son"), cast.years[2026], 2, 60, submitted_on=cast.today.replace(month=1))
    own = {"hoa-an": D(10), "so-xay-dung": D(30), "binh-minh": None if reducer == "NONE" else D(50), "ubkt": None}
    for in_today_tree in (False, True):
        lines = by_child(one, cast.unit("bac-son").pk, cast.years[2026], today=cast.today, in_today_tree=in_today_tree)
        named = {line.unit_id: line for line in lines if line.kind == "child"}
        assert {name: named[cast.unit(name).pk].approved.number for name in own} == own
        assert [line.approved.number for line in lines if line.kind == "own"] == [D(2)]
        assert sum(line.missing for line in lines) == 1


def test_lines_of_a_year_are_made_of_its_quarters(cast: Cast) -> None:
    one = indicator(cast.unit("bac-son"), every="QUARTER")
    value(one, cast.unit("thon-dong"), cast.quarters[2026, 1], 3)
    value(one, cast.unit("thon-dong"), cast.quarters[2026, 2], 4)
    value(one, cast.unit("binh-minh"), cast.quarters[2026, 2], 5)
    lines = by_child(one, cast.unit("bac-son").pk, cast.years[2026], today=cast.today)
    found = {line.unit_id: line.approved.number for line in lines if line.approved.count}
    assert found == {cast.unit("hoa-an").pk: D(7), cast.unit("binh-minh").pk: D(5)}


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    def asked(indicators: list[Any], periods: list[Any]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            totals_over(indicators, cast.unit("bac-son").pk, periods, today=cast.today)
        return len(seen)

    one = indicator(cast.unit("bac-son"), code="a", over_tree="MAX", every="QUARTER")
    more = [indicator(cast.unit("bac-son"), code=code, over_tree="MAX") for code in "bcde"]
    value(one, cast.unit("hoa-an"), cast.quarters[2026, 1], 5)
    few = asked([one], [cast.years[2026]])
    assert few == asked([one, *more], [*cast.years.values(), *cast.quarters.values()]) == 5
