import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuguong.kit.documents.blocks import Column, Figure, Table
from neuguong.kit.documents.columns import column_widths


def test_columns_share_the_page_as_declared() -> None:
    table = Table((Column("TT", True), Column("Đơn vị", width=3), Column("Số", True)), ((1, "Chi bộ 1", 20),))
    assert column_widths(table, 165) == [33, 99, 33]


def test_a_number_is_never_wider_than_its_column() -> None:
    columns = (Column("Nội dung", width=20), Column("Đồng", True), Column("Số", True))
    money, narrow = 1_234_567_890_123, Figure.of(1, "/so-lieu/", "A10")
    text, wide, small = column_widths(Table(columns, (("x", money, narrow),)), 165)
    assert wide == pytest.approx(17 * 2.15 + 3.5)
    assert small == pytest.approx(2.15 + 4 * 1.5 + 3.5)
    assert text + wide + small == pytest.approx(165)


def test_totals_count_too() -> None:
    columns = (Column("Nội dung", width=20), Column("Đồng", True))
    assert column_widths(Table(columns, (), ("Tổng", 1_234_567_890_123)), 165)[1] == pytest.approx(17 * 2.15 + 3.5)


@given(st.lists(st.tuples(st.text(max_size=40), st.booleans(), st.floats(0.1, 20), st.integers()), min_size=1))
def test_the_page_is_always_filled(columns: list[tuple[str, bool, float, int]]) -> None:
    table = Table(tuple(Column(*said[:3]) for said in columns), (tuple(said[3] for said in columns),))
    widths = column_widths(table, 165)
    assert sum(widths) == pytest.approx(165)
    assert min(widths) > 0
