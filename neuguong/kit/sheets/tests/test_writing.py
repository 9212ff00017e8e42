"""Templates go out and come back; refused rows go out with their reasons."""

import io

from openpyxl import load_workbook

from neuguong.kit.sheets import find_head, parse_rows, read, write_result, write_template
from neuguong.kit.sheets.tests.books import book
from neuguong.kit.sheets.tests.test_reading import THINGS


def template(*, sensitive: bool = False) -> io.BytesIO:
    stream = io.BytesIO()
    write_template(THINGS, stream, sensitive=sensitive)
    stream.seek(0)
    return stream


def test_a_filled_template_comes_back_without_errors() -> None:
    workbook = load_workbook(template())
    page = workbook["Dữ liệu"]
    for column, value in enumerate(["v1", "Bàn", "03/04/2026", "1.234,5", "7", "Tập thể", "Có"], start=1):
        page.cell(2, column, value)
    stream = io.BytesIO()
    workbook.save(stream)
    grid = read(stream)
    (row,) = parse_rows(grid, find_head(grid, THINGS), THINGS)
    assert row.errors == {}
    assert row.cells["sort"] == "MANY"


def test_the_template_guides_and_offers_choices() -> None:
    workbook = load_workbook(template())
    assert workbook.sheetnames == ["Dữ liệu", "Hướng dẫn", "Danh mục"]
    assert workbook["Danh mục"].sheet_state == "hidden"
    page = workbook["Dữ liệu"]
    assert [cell.value for cell in page[1]] == [c.header for c in THINGS.columns if not c.sensitive]
    assert page["A1"].comment.text == "Bắt buộc."
    assert page["C1"].comment.text == "Ngày viết theo mẫu 15/05/2016."
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert rules == {"F2:F100001": "'Danh mục'!$A$1:$A$2", "G2:G100001": "'Danh mục'!$B$1:$B$2"}


def test_sensitive_columns_are_in_the_template_only_where_wanted() -> None:
    assert "Tôn giáo" not in [cell.value for cell in load_workbook(template())["Dữ liệu"][1]]
    assert "Tôn giáo" in [cell.value for cell in load_workbook(template(sensitive=True))["Dữ liệu"][1]]


def test_refused_rows_come_as_they_were_with_the_reason_beside_and_no_sensitive_column() -> None:
    headers = ["Mã vật", "Ghi chú", "Tôn giáo", "Thời hạn"]
    grid = read(book(headers, [["v1", "a", "x", "01/01/2026"], ["=1+1", "-5", "y", "31/02/2026"]]))
    stream = io.BytesIO()
    written = write_result(THINGS, grid, find_head(grid, THINGS), [(3, ["Sai ngày.", "Sai mã."])], stream)
    page = load_workbook(stream).active
    assert written == 1
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Mã vật", "Ghi chú", "Thời hạn", "Lý do"],
        ["=1+1", "-5", "31/02/2026", "Sai ngày.\nSai mã."],
    ]
    assert [cell.data_type for cell in page[2]] == ["s", "s", "s", "s"]
