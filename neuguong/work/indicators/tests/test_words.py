"""How numbers of indicators are written, compared and held against targets. No database."""

from decimal import Decimal
from typing import Any

import pytest

from neuguong.work.indicators.models import Indicator, Target, Value
from neuguong.work.indicators.queries import Amount, Total, achieved, against, compare, in_words, shown

D = Decimal


def indicator(**fields: Any) -> Indicator:
    return Indicator(**{"kind": "AREA", "measure_unit": "m²", **fields})


@pytest.mark.parametrize(
    ("fields", "amount", "words"),
    [
        ({}, Amount(D("22381.0000")), "22.381 m²"),
        ({"places": 2}, Amount(D("3.5")), "3,50 m²"),
        ({"measure_unit": "km"}, Amount(D("75.6660")), "75,666 km"),
        ({"measure_unit": "%"}, Amount(D("83")), "83%"),
        ({"kind": "RANK", "measure_unit": ""}, Amount(D(34), D(63)), "34/63"),
        ({"kind": "RATIO"}, Amount(D(19), D(29)), "65,5% (19/29)"),
        ({"kind": "RATIO"}, Amount(D("0.7"), D(1)), "70%"),
        ({}, Amount(D(10) / 3), "3,33 m²"),
        ({}, Amount(), "—"),
    ],
)
def test_our_own_numbers_are_canonical(fields: dict[str, Any], amount: Amount, words: str) -> None:
    assert in_words(indicator(**fields), amount) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"amount": D(500), "qualifier": "OVER"}, "trên 500 m²"),
        ({"amount": D("37210"), "quoted": "37.210 tỷ đồng"}, "37.210 tỷ đồng"),
        ({"amount": D("22381"), "quoted": "22381", "qualifier": "NEAR"}, "gần 22381 m²"),
        ({"amount": D("500"), "quoted": "hơn 500 hộ", "qualifier": "MORE"}, "hơn 500 hộ"),
        ({"amount": None}, "—"),
    ],
)
def test_a_quoted_figure_prints_as_published(fields: dict[str, Any], words: str) -> None:
    assert shown(Value(indicator=indicator(), **fields)) == words


def test_a_total_that_is_one_value_is_that_value() -> None:
    one = indicator()
    own = Value(indicator=one, amount=D(500), qualifier="OVER", state="APPROVED")
    alone = Amount(D(500), None, 1)
    assert shown(Total(one, alone, own=own)) == "trên 500 m²"
    assert shown(Total(one, Amount(D(700), None, 2), own=own)) == "700 m²"
    assert shown(Total(one, alone, own=own, periods=4)) == "500 m²"


def test_ranks_are_never_compared_over_different_denominators() -> None:
    rank = indicator(kind="RANK")
    said = compare(rank, Amount(D(34), D(63)), Amount(D(20), D(34)))
    assert said == "Không so trực tiếp: 34 trên 63 và 20 trên 34 khác mẫu số."
    assert compare(rank, Amount(D(34), D(63)), Amount(D(20), D(63))) == -14
    assert compare(rank, Amount(D(34)), Amount(D(20), D(63))) is not None
    assert compare(indicator(), Amount(D(3)), Amount(D(5))) == 2
    assert compare(indicator(kind="RATIO"), Amount(D(1), D(2)), Amount(D(3), D(4))) == D("0.25")
    assert compare(indicator(), Amount(), Amount(D(5))) is None


@pytest.mark.parametrize(
    ("fields", "result", "target", "words", "is_reached"),
    [
        ({}, Amount(D(90)), Amount(D(100)), "90%", False),
        ({}, Amount(D(120)), Amount(D(100)), "120%", True),
        ({"direction": "DOWN"}, Amount(D(8)), Amount(D(10)), "125%", True),
        ({"direction": "DOWN"}, Amount(D(0)), Amount(D(10)), "Đạt", True),
        ({"direction": "NONE"}, Amount(D(5)), Amount(D(10)), "50%", None),
        ({"kind": "RATIO"}, Amount(D(45), D(100)), Amount(D(1), D(2)), "90%", False),
        ({"kind": "RANK"}, Amount(D(34), D(63)), Amount(D(40), D(63)), "Đạt", True),
        ({"kind": "RANK"}, Amount(D(34), D(63)), Amount(D(20), D(34)), "—", None),
        ({}, Amount(), Amount(D(10)), "—", None),
        ({}, Amount(D(5)), Amount(), "—", None),
    ],
)
def test_against_a_target(
    fields: dict[str, Any], result: Amount, target: Amount, words: str, is_reached: bool | None
) -> None:
    found = against(indicator(**fields), result, target)
    assert (achieved(found), found.is_reached) == (words, is_reached)


def test_a_target_is_written_like_a_number() -> None:
    assert shown(Target(indicator=indicator(kind="RATIO"), amount=D(9), base=D(10))) == "90% (9/10)"
