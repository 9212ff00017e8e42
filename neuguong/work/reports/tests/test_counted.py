"""Indicators in a report: the number as published or as added up, against its target, with the way to its page."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from neuguong.base.figures.services import seal
from neuguong.base.periods.models import Period
from neuguong.kit.documents import render_html
from neuguong.work.indicators.models import Value
from neuguong.work.indicators.tests.planting import indicator, target, value
from neuguong.work.reports.services import compile_report, new_report
from tests.cast import TODAY, Cast


def rows_of(cast: Cast, period: Period) -> list[list[str]]:
    report = new_report(cast.unit("hoa-an"), period)
    text = render_html(compile_report(report=report, viewer=None, today=TODAY, now=cast.now))
    found = [
        table
        for table in BeautifulSoup(text, "html.parser").select("table")
        if table.caption and "Kết quả bằng số" in table.caption.text
    ]
    return [
        [cell.get_text(strip=True) for cell in row.select("td, th")] for table in found for row in table.select("tr")
    ]


@pytest.fixture
def counted(filled: Cast) -> Cast:
    province, commune, year = filled.unit("bac-son"), filled.unit("hoa-an"), filled.years[2026]
    money = indicator(province, "dong-gop", name="Nhân dân đóng góp", kind="MONEY", measure_unit="tỷ đồng", places=3)
    turns = indicator(province, "luot", name="Lượt học tập", kind="TURNS", measure_unit="lượt")
    indicator(province, "khong-so", name="Chưa ai nhập")
    value(money, commune, year, "30.210")
    value(money, filled.unit("thon-dong"), year, "7")
    value(turns, commune, year, 10000, quoted="10.000", source="Bài báo", qualifier="NEAR")
    target(money, commune, year, 40)
    return filled


def test_numbers_stand_as_published_or_added_up(counted: Cast) -> None:
    head, *rows = rows_of(counted, counted.years[2026])
    assert head == ["TT", "Chỉ tiêu", "Kết quả", "Mức phải đạt", "So với mức"]
    assert rows == [
        ["1", "Lượt học tập", "gần 10.000 lượt", "—", "—"],
        ["2", "Nhân dân đóng góp", "37,210 tỷ đồng", "40,000 tỷ đồng", "93,0%"],
    ]


def test_a_period_without_numbers_says_nothing_of_them(counted: Cast) -> None:
    assert rows_of(counted, counted.years[2025]) == []


def test_a_sealed_number_stands_with_its_correction(counted: Cast) -> None:
    later = dt.datetime(2027, 1, 12, 9, 0, tzinfo=counted.now.tzinfo)
    seal(unit=counted.unit("hoa-an"), period=counted.years[2026], actor=counted.user("thuy"), now=later)
    Value.objects.filter(indicator__code="dong-gop", unit=counted.unit("thon-dong")).update(amount=9)
    assert [row[2] for row in rows_of(counted, counted.years[2026])[1:]] == [
        "gần 10.000 lượt",
        "37,210 tỷ đồng (đính chính: 39,210 tỷ đồng)",
    ]
