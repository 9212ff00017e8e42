import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuguong.kit import numbers

decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6)


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (22381, None, "22.381"),
        (-1234567, None, "-1.234.567"),
        (Decimal("75.666"), None, "75,666"),
        (Decimal("1200.00"), None, "1.200"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("0.5"), None, "0,5"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("-0.00"), None, "0"),
        (Decimal("-0.4"), None, "-0,4"),
        (Decimal("2.345"), 2, "2,35"),
        (7, 2, "7,00"),
    ],
)
def test_number(value: int | Decimal, places: int | None, written: str) -> None:
    assert numbers.number(value, places) == written


@pytest.mark.parametrize(
    ("n", "d", "written"),
    [(2, 3, "66,7%"), (3, 3, "100%"), (1, 2, "50%"), (2999, 3000, "100,0%"), (0, 5, "0%"), (5, 0, "—"), (5, 4, "125%")],
)
def test_percent(n: int, d: int, written: str) -> None:
    assert numbers.percent(n, d) == written


def test_money() -> None:
    assert numbers.money(37_210_000) == "37.210.000 đồng"


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (dt.date(2016, 5, 15), "15/05/2016", "ngày 15 tháng 5 năm 2016"),
        (dt.date(2018, 4, 3), "03/04/2018", "ngày 03 tháng 4 năm 2018"),
        (dt.date(2026, 2, 1), "01/02/2026", "ngày 01 tháng 02 năm 2026"),
        (dt.date(2025, 12, 31), "31/12/2025", "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_dates(day: dt.date, short: str, long: str) -> None:
    assert (numbers.date(day), numbers.long_date(day)) == (short, long)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        (" 22.381 ", "22381"),
        ("-5", "-5"),
        ("0,125", "0.125"),  # no group of thousands begins with 0
        ("1.037,210", "1037.210"),  # the dot has shown which mark groups
        ("1234,567", "1234.567"),  # four digits are no group
        ("75,66", "75.66"),
    ],
)
def test_parse_number(text: str, value: str) -> None:
    assert numbers.parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "12.5",
        "1,234,567",
        "1.23.456",
        "5 tỷ",
        "1e3",
        "٣",
        "NaN",
        "1.234,",
        ",5",
        "0.500",
        "00.125",
        "01.234",
    ],
)
def test_what_is_no_number_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="không phải là số") as refusal:
        numbers.parse_number(text)
    assert not isinstance(refusal.value, numbers.AmbiguousNumberError)


def test_three_digits_after_a_comma_are_asked_about() -> None:
    with pytest.raises(numbers.AmbiguousNumberError) as question:
        numbers.parse_number("37,210")
    assert question.value.readings == (Decimal("37.210"), Decimal(37210))
    assert str(question.value) == (
        "“37,210” có thể là 37,21 hoặc 37.210. Đề nghị đồng chí xác nhận bằng cách ghi lại đúng một trong hai số ấy."
    )


def test_both_answers_to_the_question_are_read_without_another() -> None:
    with pytest.raises(numbers.AmbiguousNumberError, match=r"có thể là 12,3450 hoặc 12\.345"):
        numbers.parse_number("12,345")
    assert (numbers.parse_number("12,3450"), numbers.parse_number("12.345")) == (Decimal("12.345"), Decimal(12345))


@pytest.mark.parametrize("text", ["15/05/2016", "15/5/2016", "15-5-2016", " 15-05-2016 "])
def test_parse_date(text: str) -> None:
    assert numbers.parse_date(text) == dt.date(2016, 5, 15)


def test_a_day_outside_the_calendar_is_named() -> None:
    with pytest.raises(ValueError, match=r"^Ngày 31/02/2026 không có trong lịch\.$"):
        numbers.parse_date("31/02/2026")


@pytest.mark.parametrize("text", ["", "2016-05-15", "15/05/16", "15/5-2016", "hôm nay", "15.5.2016"])
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="không phải là ngày"):
        numbers.parse_date(text)


@given(decimals)
def test_a_written_number_reads_back(value: Decimal) -> None:
    try:
        back = numbers.parse_number(numbers.number(value))
    except numbers.AmbiguousNumberError as question:
        back = question.readings[0]
    assert back == value


@given(decimals)
def test_a_number_in_a_field_reads_back_without_a_question(value: Decimal) -> None:
    assert numbers.parse_number(numbers.typed(value)) == value


@given(st.integers())
def test_a_written_count_reads_back_without_a_question(value: int) -> None:
    assert numbers.parse_number(numbers.number(value)) == value


@given(st.dates())
def test_a_written_date_reads_back(day: dt.date) -> None:
    assert numbers.parse_date(numbers.date(day)) == day


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (numbers.parse_number, numbers.parse_date):
        try:
            parse(text)
        except ValueError as refusal:
            assert str(refusal)
