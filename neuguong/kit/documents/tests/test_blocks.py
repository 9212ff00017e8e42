import datetime as dt
from decimal import Decimal

import pytest

from neuguong.kit.documents.blocks import Cell, Column, Figure, Share, Table
from neuguong.kit.documents.tests.samples import PARTY


@pytest.mark.parametrize(
    ("cell", "places", "shown"),
    [
        (None, None, ""),
        ("Chi bộ 1", None, "Chi bộ 1"),
        (22381, None, "22.381"),
        (Decimal("75.666"), 1, "75,7"),
        (Share(2, 3), None, "66,7%"),
        (Share(2, 3), 2, "66,67%"),
        (Share(2, 0), None, "—"),
        (dt.date(2026, 2, 3), None, "03/02/2026"),
        (Figure("trên 50", "/so-lieu/"), None, "trên 50"),
    ],
)
def test_what_a_cell_reads(cell: Cell, places: int | None, shown: str) -> None:
    assert Column("Cột", places=places).show(cell) == shown


def test_every_row_fills_every_column() -> None:
    columns = (Column("TT"), Column("Đơn vị"))
    for rows, totals in (((("1",),), None), ((), ("Tổng số",))):
        with pytest.raises(ValueError, match="2 cells"):
            Table(columns, rows, totals)


def test_a_table_has_columns() -> None:
    with pytest.raises(ValueError, match="no columns"):
        Table((), ())


@pytest.mark.parametrize("href", ["", "javascript:alert(1)", "data:text/html,x", "so-lieu/", "/" + "a" * 2000])
def test_a_figure_leads_to_an_address(href: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Figure.of(5, href)


def test_figures_are_found_in_reading_order() -> None:
    coded = [figure.code for figure in PARTY.figures() if figure.code]
    assert coded == ["A1", "A3", "A2", "A3"]
