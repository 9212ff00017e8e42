"""What is asked about: far from the unit's own past, or from its peers. Pure arithmetic."""

from decimal import Decimal

import pytest

from neuguong.work.indicators.likely import Doubt, doubt


def numbers(*values: object) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("what", "past", "found"),
    [
        ("30", ["10"], None),  # three times is not more than three times
        ("31", ["10"], Doubt(Decimal(10), 1, False, Decimal("3.1"))),
        ("40", ["10", "9", "11"], Doubt(Decimal(10), 3, False, Decimal(4))),
        ("3", ["9"], None),
        ("2.9", ["10"], Doubt(Decimal(10), 1, False, Decimal("0.29"))),
        ("0", ["10"], Doubt(Decimal(10), 1, False, Decimal(0))),
        ("-1", ["10"], Doubt(Decimal(10), 1, False, Decimal("-0.1"))),
        ("5", ["0", "0"], None),  # of nothing there is no part
        ("5", [], None),
        ("40", ["10"] * 5 + ["100"] * 20, Doubt(Decimal(10), 8, False, Decimal(4))),  # the last eight count
    ],
)
def test_against_its_own_past(what: str, past: list[str], found: Doubt | None) -> None:
    assert doubt(Decimal(what), numbers(*past), []) == found


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("112", None),
        ("109", None),
        ("114", Doubt(Decimal(100), 5, False, Decimal("1.14"))),
        ("87", Doubt(Decimal(100), 5, False, Decimal("0.87"))),
    ],
)
def test_a_steady_past_is_asked_about_sooner(what: str, found: Doubt | None) -> None:
    """The median is 100, the median deviation 4: twelve away is in order, thirteen is asked about."""
    assert doubt(Decimal(what), numbers(100, 104, 96, 110, 98), []) == found


def test_four_numbers_make_no_steady_past() -> None:
    assert doubt(Decimal(114), numbers(100, 104, 96, 110), []) is None


def test_a_slight_difference_is_never_asked_about() -> None:
    assert doubt(Decimal(109), numbers(100, 100, 101, 99, 100, 101), []) is None


@pytest.mark.parametrize(
    ("what", "peers", "found"),
    [
        ("51", ["10"] * 5, Doubt(Decimal(10), 5, True, Decimal("5.1"))),
        ("50", ["10"] * 5, None),
        ("51", ["10"] * 4, None),
        ("1", ["10"] * 6, Doubt(Decimal(10), 6, True, Decimal("0.1"))),
    ],
)
def test_against_its_peers(what: str, peers: list[str], found: Doubt | None) -> None:
    assert doubt(Decimal(what), [], numbers(*peers)) == found


def test_its_own_past_is_asked_about_first() -> None:
    assert doubt(Decimal(60), numbers(10), numbers(*[10] * 5)) == Doubt(Decimal(10), 1, False, Decimal(6))
