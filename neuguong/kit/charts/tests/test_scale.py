"""Ticks are round and cover; a scale is proportional; words are cut, never lost without a mark."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuguong.kit.charts.scale import Scale, span, ticks, wide, wrapped

some = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        ("0", "7", ["0", "2", "4", "6", "8"]),
        ("0", "100", ["0", "50", "100"]),
        ("0", "264", ["0", "100", "200", "300"]),
        ("0", "0.3", ["0", "0.1", "0.2", "0.3"]),
        ("-3", "8", ["-5", "0", "5", "10"]),
        ("43.2", "43.9", ["43.2", "43.4", "43.6", "43.8", "44"]),
    ],
)
def test_ticks(low: str, high: str, found: list[str]) -> None:
    assert ticks(Decimal(low), Decimal(high)) == [Decimal(one) for one in found]


@given(some, some)
@settings(max_examples=200, deadline=None)
def test_ticks_cover_in_steps_of_one_two_or_five(one: Decimal, other: Decimal) -> None:
    low, high = span([one, other])
    found = ticks(low, high)
    assert 2 <= len(found) <= 5
    assert found[0] <= low
    assert found[-1] >= high
    steps = {after - before for before, after in itertools.pairwise(found)}
    assert len(steps) == 1
    assert steps.pop().normalize().as_tuple().digits in ((1,), (2,), (5,))


@pytest.mark.parametrize(
    ("values", "from_zero", "found"),
    [
        ([], True, (0, 1)),
        ([0, 0], True, (0, 1)),
        ([7, 7], True, (0, 7)),
        ([-2], True, (-2, 0)),
        ([7, 7], False, (6, 8)),
        ([3, 9], False, (3, 9)),
        ([], False, (0, 1)),
    ],
)
def test_a_span_has_two_ends(values: list[int], from_zero: bool, found: tuple[int, int]) -> None:
    low, high = span(list(values), from_zero=from_zero)
    assert low < high
    assert (low, high) == found or not values


def test_a_scale_is_a_straight_line_in_either_direction() -> None:
    up = Scale(Decimal(0), Decimal(200), 154, 26)
    assert [up.at(one) for one in (0, 50, 200)] == [154, 122, 26]


@pytest.mark.parametrize(
    ("words", "letters", "found"),
    [
        ("Chi bộ Công an xã", 20, ["Chi bộ Công an xã"]),
        ("Chi bộ Công an xã", 8, ["Chi bộ", "Công an…"]),
        ("Chi bộ Công an xã", 10, ["Chi bộ", "Công an xã"]),
        ("Quảng trường Ba Đình", 5, ["Quản…"]),
        ("", 10, [""]),
    ],
)
def test_words_are_wrapped_and_then_cut(words: str, letters: int, found: list[str]) -> None:
    assert wrapped(words, wide("x") * letters + 0.1) == found
