import dataclasses
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from neuguong.kit.documents import Column, Document, Figure, Table, write_xlsx
from neuguong.kit.documents.tests import samples
from neuguong.kit.documents.tests.samples import PARTY
from neuguong.kit.documents.tests.test_clean import anything


def read(document: Document) -> Any:
    stream = io.BytesIO()
    write_xlsx(document, stream, samples.AT)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))


def values(sheet: Any, line: int) -> list[Any]:
    return [cell.value for cell in sheet[line]]


def test_one_sheet_of_words_and_one_for_each_table() -> None:
    book = read(PARTY)
    assert book.sheetnames == ["Văn bản", "Bảng 1", "Bảng 2", "Bảng 3"]
    words = [row[0].value for row in book["Văn bản"].iter_rows() if row[0].value]
    assert words[:5] == [
        "TỈNH ỦY QUẢNG NINH",
        "HUYỆN ỦY HẢI HÀ",
        "Số 09-BC/HU",
        "BÁO CÁO",
        "kết quả đăng ký và thực hiện học tập, làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2026",
    ]
    assert "- Tổ chức 18 [A2] hội nghị quán triệt." in words
    assert "Xem trang tính “Bảng 2”. Tổng hợp kết quả theo quý" in words
    assert book["Bảng 2"].page_setup.orientation == "landscape"


def test_numbers_are_numbers_and_dates_dates() -> None:
    sheet = read(PARTY)["Bảng 1"]
    assert values(sheet, 2) == [column.label for column in samples.COLUMNS]
    assert values(sheet, 6) == [4, "Đảng ủy xã Quảng Hà", 124, 84, 0.6774193548387097, 49.38, dt.datetime(2026, 11, 14)]
    assert [cell.number_format for cell in sheet[6]][2:] == ["#,##0", "#,##0", "0.0%", "#,##0.00", "dd/mm/yyyy"]
    assert sheet["D6"].hyperlink.target == "https://neuguong.example.vn/so-lieu/4/"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A3", "$2:$2")


def test_text_is_never_a_formula_a_number_or_a_link() -> None:
    texts = ("=1+1", '=HYPERLINK("http://x.vn")', "+84 912", "@SUM(A1)", "{=1}", "007", "http://x.vn")
    sheet = read(samples.of([""] * 6, Table((Column("Tên"),), tuple((text,) for text in texts))))["Bảng 1"]
    cells = [sheet.cell(line, 1) for line in range(3, 3 + len(texts))]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(text, "s", None) for text in texts]


def test_numbers_that_a_cell_cannot_hold_stay_exact_as_text() -> None:
    long, old = 10**15 + 1, dt.date(1890, 5, 19)
    table = Table((Column("Giá trị", numeric=True),), ((long,), (old,), (Decimal("0.125"),), (10**15 - 1,)))
    sheet = read(samples.of([""] * 6, table))["Bảng 1"]
    assert [sheet.cell(line, 1).value for line in range(3, 7)] == [
        "1.000.000.000.000.001",
        "19/05/1890",
        0.125,
        10**15 - 1,
    ]
    assert sheet["A5"].number_format == "#,##0.000"


def test_without_the_sites_address_a_figure_is_a_number_only() -> None:
    table = Table((Column("Số"),), ((Figure.of(7, "/so-lieu/"),),))
    sheet = read(dataclasses.replace(samples.of([""] * 6, table), base_url=""))["Bảng 1"]
    assert (sheet["A3"].value, sheet["A3"].hyperlink) == (7, None)


def test_a_very_long_text_is_cut_at_what_a_cell_holds() -> None:
    sheet = read(samples.of([""] * 6, Table((Column("Tên"),), (("ế" * 40_000,),))))["Bảng 1"]
    assert sheet["A3"].value == "ế" * 32_767


@settings(max_examples=40, deadline=None)
@given(st.lists(anything, min_size=6, max_size=6))
def test_any_text_makes_a_workbook(texts: list[str]) -> None:
    sheet = read(samples.of(texts))["Bảng 1"]
    assert (sheet["A3"].value or "") == samples.shown(texts[5])
