"""The twin of a chart has every number, on the page and in the workbook."""

import io
from decimal import Decimal

from python_calamine import CalamineWorkbook

from neuguong.kit.charts import Against, Heat, HeatRow, Mark, Pair, Point, Share, table, told, write_workbook
from neuguong.kit.charts.tests.drawn import bars, trend


def sheet(chart: object, at: int = 0) -> list[list[object]]:
    stream = io.BytesIO()
    write_workbook(chart, stream)  # type: ignore[arg-type]  # any kind of chart
    return CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue())).get_sheet_by_index(at).to_python()


def test_every_bar_is_in_the_table_in_its_order() -> None:
    found = table(bars(*range(14), None, measure_unit="lượt"))
    assert found.heads == ("Đơn vị", "lượt")
    assert [row[1].text for row in found.rows] == [*(str(one) for one in range(13, -1, -1)), "—"]


def test_firmness_has_a_column_only_where_there_is_some() -> None:
    assert table(trend(1, 2)).heads == ("Kỳ", "Số lượng")
    found = table(trend(1, Point("2022", 2, href="/so-lieu/x/", mark=Mark.PROVISIONAL)))
    assert found.heads == ("Kỳ", "Số lượng", "Tình trạng")
    assert [[cell.text for cell in row] for row in found.rows] == [
        ["2021", "1", ""],
        ["2022", "2", "tạm tính, chưa duyệt"],
    ]
    assert [row[0].href for row in found.rows] == ["", "/so-lieu/x/"]


def test_a_target_has_its_share() -> None:
    chart = Against(
        key="a",
        title="x",
        names="Chỉ tiêu",
        pairs=(Pair("A", Decimal("75.6"), 70), Pair("B", None, 5), Pair("C", 1, 0)),
    )
    assert [[cell.text for cell in row] for row in table(chart).rows] == [
        ["A", "75,6", "70", "108%"],
        ["B", "—", "5", "—"],
        ["C", "1", "0", "—"],
    ]
    assert told(chart) == "A: 75,6 trên 70; B: — trên 5; C: 1 trên 0."


def test_a_share_has_its_parts() -> None:
    chart = Heat(
        key="h", title="x", names="Đơn vị", columns=("Quý I", "Quý II"),
        rows=(HeatRow("A", (Share(1, 3, href="/r/"), Share(0, 0))), HeatRow("B", (Share(2, 2), Share(1, 2)))),
    )  # fmt: skip
    found = table(chart)
    assert [[cell.text for cell in row] for row in found.rows] == [
        ["A", "33,3% (1/3)", "—"],
        ["B", "100% (2/2)", "50% (1/2)"],
    ]
    assert told(chart) == "2 dòng, 2 kỳ; 1 ô đạt 100%, 1 ô không có số."


def test_nothing_is_told_as_nothing() -> None:
    assert {told(trend()), told(bars()), told(trend(None))} == {"Chưa có số liệu để vẽ."}


def test_a_workbook_calculates() -> None:
    chart = trend(1, Decimal("2.5"), None, caption="từ 2021 đến 2023", measure_unit="km")
    assert sheet(chart) == [["Kỳ", "km"], ["2021", 1.0], ["2022", 2.5], ["2023", "—"]]
    assert sheet(chart, 1) == [["Biểu đồ", "Xu hướng"], ["Phạm vi", "từ 2021 đến 2023"], ["Đơn vị tính", "km"]]


def test_words_in_a_workbook_are_no_formula() -> None:
    chart = trend(Point("=1+1", 3))
    assert sheet(chart)[1] == ["=1+1", 3.0]
