"""What a report counts is what the engine counts, and what one counts by hand."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from neuguong.base.figures.queries import figures
from neuguong.base.periods.models import Calendar, Period
from neuguong.kit.documents import Document, Figure, Table, render_html
from neuguong.kit.figures import measures
from neuguong.work.reports import queries
from neuguong.work.reports.services import compile_report, new_report
from tests.cast import TODAY, Cast


def document(cast: Cast, unit: str, period: Period, viewer: Any = None) -> Document:
    report = new_report(cast.unit(unit), period)
    return compile_report(report=report, viewer=viewer, today=TODAY, now=cast.now)


def table(found: Document, title: str) -> list[tuple[Any, ...]]:
    """The rows of the table with that title, totals last, as they read."""
    blocks = (*found.blocks, *(block for appendix in found.appendices for block in appendix.blocks))
    one = next(block for block in blocks if isinstance(block, Table) and title in block.caption)
    lines = (*one.rows, one.totals) if one.totals else one.rows
    return [tuple(column.show(cell) for column, cell in zip(one.columns, line, strict=True)) for line in lines]


@pytest.mark.parametrize("unit", ["bac-son", "hoa-an", "thon-dong", "binh-minh"])
def test_every_total_is_the_engines(filled: Cast, unit: str) -> None:
    year = filled.years[2026]
    reading = queries.read(filled.unit(unit), year, today=TODAY)
    cubes = {one.cube for one in queries.YEARLY}
    asked = [one for one in measures() if one.cube in cubes]
    expected = figures(asked, filled.unit(unit).pk, [year], today=TODAY)
    assert {one.key: reading.totals[one.key] for one in asked} == {
        key: value for (key, _period), value in expected.items()
    }


def test_the_table_by_unit_counted_by_hand(filled: Cast) -> None:
    found = document(filled, "hoa-an", filled.years[2026])
    assert table(found, "Kết quả đăng ký theo đơn vị trực thuộc") == [
        ("1", "Chi bộ Thôn Đông", "4", "4", "100%", "3", "1", "0"),
        ("2", "Chi bộ Thôn Tây", "4", "0", "0%", "0", "0", "4"),
        ("3", "Trực tiếp tại đơn vị", "2", "2", "100%", "1", "0", "0"),
        ("", "Cộng", "10", "6", "60%", "4", "1", "4"),
    ]


def test_the_table_by_kind_counted_by_hand(filled: Cast) -> None:
    found = document(filled, "hoa-an", filled.years[2026])
    assert table(found, "Kết quả đăng ký theo loại") == [
        ("Cá nhân", "6", "3", "50%", "2", "1", "3"),
        ("Người đứng đầu", "1", "1", "100%", "1", "0", "0"),
        ("Tập thể", "3", "2", "66,7%", "1", "0", "1"),
        ("Cộng", "10", "6", "60%", "4", "1", "4"),
    ]


def test_a_total_shows_which_children_have_not_registered(filled: Cast) -> None:
    year = filled.years[2026]
    assert queries.read(filled.unit("hoa-an"), year, today=TODAY).silent == ["Chi bộ Thôn Tây"]
    silent = queries.read(filled.unit("bac-son"), year, today=TODAY).silent
    assert silent == ["Đảng ủy xã Bình Minh", "Đảng bộ Sở Xây dựng", "Ủy ban Kiểm tra Tỉnh ủy"]


def test_breakthroughs_name_supervisor_and_result(filled: Cast) -> None:
    found = document(filled, "bac-son", filled.years[2026])
    assert table(found, "Nội dung đột phá") == [
        (
            "1",
            "Bùi Thanh Thủy\nBí thư Đảng ủy xã\nĐảng ủy xã Hòa An",
            "Cắt giảm 30% thủ tục\nSản phẩm: Quy trình mới",
            "Ủy ban Kiểm tra Tỉnh ủy",
            "Đã duyệt\nĐã cắt giảm 12 thủ tục",
        )
    ]


def test_a_quarter_counts_what_was_recorded_in_it(filled: Cast) -> None:
    third, second = (document(filled, "hoa-an", filled.quarters[2026, number]) for number in (3, 2))
    assert table(third, "Kết quả được ghi trong quý")[-1] == ("", "Cộng", "1")
    assert table(second, "Kết quả được ghi trong quý")[-1] == ("", "Cộng", "0")
    assert third.head.summary.endswith("quý III/2026")
    captions = [block.caption for block in third.blocks if isinstance(block, Table)]
    assert any("từ 01/07/2026 đến 30/09/2026, theo cây tổ chức ngày 30/09/2026" in one for one in captions)
    assert any("từ 01/01/2026 đến 31/12/2026, theo cây tổ chức ngày 31/12/2026" in one for one in captions)


def test_idle_units_of_a_quarter_are_named(filled: Cast) -> None:
    reading = queries.read(filled.unit("hoa-an"), filled.quarters[2026, 3], today=TODAY)
    assert reading.idle == ["Chi bộ Thôn Đông"]


def test_spoken_figures_carry_a_code_once_for_each_address(filled: Cast) -> None:
    coded = [one for one in document(filled, "hoa-an", filled.years[2026]).figures() if one.code]
    assert len({one.href for one in coded}) == len({one.code for one in coded})
    should = next(one for one in coded if "/should/" in one.href)
    assert (should.text, should.label) == ("10", "Phải đăng ký, năm 2026, Đảng ủy xã Hòa An")


def test_names_stand_only_in_the_report_of_a_cell(filled: Cast) -> None:
    titles = [one.title for one in document(filled, "hoa-an", filled.years[2026]).appendices]
    assert titles == ["Kết quả đăng ký và thực hiện theo đơn vị và loại đăng ký"]
    (names,) = document(filled, "thon-dong", filled.years[2026]).appendices
    assert [[row[1].text for row in block.rows] for block in names.blocks] == [["Trần Văn Hùng"]]


def test_names_are_narrowed_to_what_the_reader_may_see(filled: Cast) -> None:
    outsider = filled.user("ha")
    assert document(filled, "thon-dong", filled.years[2026], outsider).appendices == ()
    items = queries.breakthroughs(filled.unit("bac-son"), filled.years[2026], viewer=outsider, today=TODAY)
    assert items == []


def test_an_unopened_year_says_so(filled: Cast) -> None:
    found = document(filled, "hoa-an", filled.years[2025])
    assert "không có ai và đơn vị nào thuộc phạm vi báo cáo phải đăng ký" in render_html(found)
    assert [block for block in found.blocks if isinstance(block, Table)] == []
    assert all(one.value == 0 for one in found.figures() if isinstance(one, Figure))


def test_no_report_is_made_for_other_periods(filled: Cast) -> None:
    civil = Calendar.objects.get(code="civil")
    year = filled.years[2026]
    half = Period.objects.create(
        calendar=civil, kind="HALF", year=2026, starts_on=year.starts_on, ends_on=year.ends_on, tree_on=year.tree_on
    )
    with pytest.raises(ValidationError):
        queries.read(filled.unit("hoa-an"), half, today=TODAY)


def test_the_screens_language_does_not_change_the_paper(filled: Cast) -> None:
    from django.utils import translation

    vietnamese = render_html(document(filled, "hoa-an", filled.years[2026]))
    with translation.override("en"):
        assert render_html(document(filled, "hoa-an", filled.years[2026])) == vietnamese
