"""Headers, cells and their sentences."""

import datetime as dt
import io
import unicodedata
from typing import Any

import pytest
import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext_lazy

from neuguong.kit.sheets import (
    Kind,
    Rows,
    Sheet,
    SheetColumn,
    SheetFileError,
    about,
    choices_of,
    detect,
    find_head,
    parse_rows,
    read,
)
from neuguong.kit.sheets.reader import EXAMPLE
from neuguong.kit.sheets.scan import letter, scan
from neuguong.kit.sheets.tests.books import book


def nothing(rows: Rows) -> None:
    """A sheet that writes nowhere."""


THINGS = Sheet(
    key="vat",
    title="Vật",
    order=1,
    columns=(
        SheetColumn("code", "Mã vật", Kind.CODE, True, max=10),
        SheetColumn("name", "Tên vật", Kind.TEXT, max=60),
        SheetColumn("due", "Thời hạn", Kind.DATE),
        SheetColumn("amount", "Số chỉ tiêu", Kind.DECIMAL),
        SheetColumn("count", "Số lượng", Kind.INT, max=50),
        SheetColumn("sort", "Loại", Kind.CHOICE, choices={"Cá nhân": "ONE", "Tập thể": "MANY"}),
        SheetColumn("head", "Đứng đầu", Kind.FLAG),
        SheetColumn("faith", "Tôn giáo", Kind.TEXT, sensitive=True),
    ),
    identity=("code",),
    check=nothing,
    apply=nothing,
    places="",
)
OTHER = Sheet("khac", "Khác", 2, (SheetColumn("x", "Mã khác", Kind.CODE, True),), ("x",), nothing, nothing, "")
HEADERS = [column.header for column in THINGS.columns]


COMPUTED = "Ô có công thức “=1+1”; hệ thống không tính công thức. Hãy dán giá trị thay cho công thức."


def one(*values: Any, headers: list[str] = HEADERS) -> Any:
    grid = read(book(headers, [values]))
    return next(iter(parse_rows(grid, find_head(grid, THINGS), THINGS)))


def test_a_good_row_reads_as_plain_values() -> None:
    row = one("v1", "  Nhà   văn hóa ", "03/04/2026", "1.234,5", "7", "cá nhân", "Có")
    assert row.line == 2
    assert row.errors == {}
    assert row.cells == {
        "code": "v1", "name": "Nhà văn hóa", "due": "2026-04-03", "amount": "1234.5", "count": 7,
        "sort": "ONE", "head": True,
    }  # fmt: skip


def test_cells_of_excel_read_as_what_they_are() -> None:
    row = one(12, 5.0, dt.date(2026, 4, 3), 37.21, 3)
    assert row.cells == {"code": "12", "name": "5", "due": "2026-04-03", "amount": "37.21", "count": 3}


def test_text_comes_in_one_unicode_form() -> None:
    row = one(
        "v1", unicodedata.normalize("NFD", "Đồng Văn"), headers=[unicodedata.normalize("NFD", h) for h in HEADERS]
    )
    assert row.cells["name"] == "Đồng Văn"


@pytest.mark.parametrize(
    ("values", "key", "sentence"),
    [
        (("v", "", "31/02/2026"), "due", "Thời hạn 31/02/2026 không có trong lịch. Sửa ở cột C dòng 2."),
        (
            ("v", "", "2026"),
            "due",
            "“2026” không phải là ngày. Hãy viết theo mẫu ngày/tháng/năm, ví dụ 15/05/2016. Sửa ở cột C dòng 2.",
        ),
        (("v", "", "01/01/0026"), "due", "Năm của ngày 01/01/0026 không hợp lý. Sửa ở cột C dòng 2."),
        (
            ("v", "", "", "37,210"),
            "amount",
            "“37,210” có thể là 37,21 hoặc 37.210. Đề nghị đồng chí xác nhận bằng cách ghi lại đúng một trong hai số "
            "ấy. Sửa ở cột D dòng 2.",
        ),
        (("v", "", "", "=1+1"), "amount", f"{COMPUTED} Sửa ở cột D dòng 2."),
        (("v", "", "", "", "51"), "count", "“51” phải là số nguyên từ 0 đến 50. Sửa ở cột E dòng 2."),
        (("v", "", "", "", "năm"), "count", "“năm” phải là số nguyên từ 0 đến 50. Sửa ở cột E dòng 2."),
        (("v", "", "", "", "", "Tổ"), "sort", "“Tổ” không có trong danh mục: Cá nhân, Tập thể. Sửa ở cột F dòng 2."),
        (("v", "", "", "", "", "", "ừ"), "head", "“ừ” không đọc được. Hãy ghi Có hoặc Không. Sửa ở cột G dòng 2."),
        (("", "tên"), "code", "Thiếu “Mã vật”. Sửa ở cột A dòng 2."),
        (("v" * 11,), "code", "Dài 11 chữ, quá mức 10 chữ. Sửa ở cột A dòng 2."),
    ],
)  # fmt: skip
def test_each_wrong_cell_has_its_sentence(values: tuple[str, ...], key: str, sentence: str) -> None:
    assert one(*values).errors == {key: sentence}


def test_headers_stand_in_any_order_under_a_title_and_strange_ones_are_told() -> None:
    grid = read(book(["Danh sách vật"], [[], ["Ghi chú", "Tên vật", "Mã vật *"], ["?", "Bàn", "v1"]]))
    head = find_head(grid, THINGS)
    assert (head.line, head.letters, head.unknown) == (3, {"name": "B", "code": "C"}, ["Ghi chú"])
    assert [row.cells for row in parse_rows(grid, head, THINGS)] == [{"name": "Bàn", "code": "v1"}]


def test_a_missing_header_is_named() -> None:
    with pytest.raises(SheetFileError) as error:
        find_head(read(book(["Tên vật", "Thời hạn"], [["Bàn"]])), THINGS)
    assert str(error.value) == "Tệp thiếu cột “Mã vật”. Hãy dùng tệp mẫu tải từ hệ thống."


def test_a_header_written_twice_is_refused() -> None:
    with pytest.raises(SheetFileError, match="“Mã vật” có ở hai cột"):
        find_head(read(book(["Mã vật", "Mã vật"], [["a", "b"]])), THINGS)


def test_the_kind_is_told_by_the_headers() -> None:
    assert detect(read(book(["Mã khác"], [["1"]])), [THINGS, OTHER]) is OTHER
    assert detect(read(book(["Tên vật", "Mã vật"], [["1", "2"]])), [OTHER, THINGS]) is THINGS
    with pytest.raises(SheetFileError, match="Không nhận ra loại dữ liệu"):
        detect(read(book(["Lạ"], [["1"]])), [THINGS, OTHER])


def test_the_kind_is_told_without_reading_the_whole_file() -> None:
    grid = read(book(["Mã vật"], [[f"v{n}"] for n in range(50)]), 3)
    assert grid.lines == [["Mã vật"], ["v0"], ["v1"]]
    assert read(book(["Mã vật"], [["v0"]]), 20).lines == [["Mã vật"], ["v0"]]


def test_workbooks_are_vietnamese_whatever_the_screen_speaks() -> None:
    with translation.override("en"):
        assert choices_of([("M", gettext_lazy("Nam")), ("F", gettext_lazy("Nữ"))]) == {"Nam": "M", "Nữ": "F"}


def test_sensitive_columns_are_read_only_where_wanted() -> None:
    grid = read(book(["Mã vật", "Tôn giáo"], [["v", "x"]]))
    off, on = find_head(grid, THINGS), find_head(grid, THINGS, sensitive=True)
    assert (off.columns, off.unknown) == ({"code": 1}, ["Tôn giáo"])
    assert on.columns == {"code": 1, "faith": 2}


def test_formulas_are_found_however_the_xml_is_written() -> None:
    plain = b'<worksheet><sheetData><row r="3"><c r="AB3"><f>A1</f><v>1</v></c></row></sheetData></worksheet>'
    assert scan(plain).formulas == {(3, 28): "A1"}
    assert scan(plain.replace(b' r="AB3"', b"").replace(b' r="3"', b"")).formulas == {(1, 1): "A1"}
    prefixed = plain.replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
    assert scan(prefixed.replace(b"<x:worksheet", b'<x:worksheet xmlns:x="u"')).formulas == {(3, 28): "A1"}
    assert scan(plain.decode().encode("utf-16")).formulas == {(3, 28): "A1"}
    assert scan(plain.replace(b"<f>A1</f>", b"")).formulas == {}


def test_letters_of_columns() -> None:
    assert [letter(n) for n in (1, 6, 26, 27, 52, 703)] == ["A", "F", "Z", "AA", "AZ", "AAA"]


def test_hidden_lines_merged_cells_and_other_sheets_are_told() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "date_1904": True})
    page = workbook.add_worksheet("Danh sách")
    workbook.add_worksheet("Nháp")
    workbook.add_worksheet("Kín").hide()
    page.write_row(0, 0, ["Mã vật", "Tên vật"])
    page.write_row(1, 0, ["v1", "Bàn"])
    page.set_row(1, None, None, {"hidden": True})
    page.merge_range(2, 0, 3, 0, "v2")
    workbook.close()
    grid = read(stream)
    assert about(grid, find_head(grid, THINGS)) == [
        "Tệp có nhiều trang tính; chỉ đọc trang “Danh sách”, bỏ qua “Nháp”.",
        "Tệp có trang tính ẩn; trang ẩn không được đọc.",
        "Tệp đếm ngày từ năm 1904 (Excel trên máy Mac); ngày đã được quy đổi, đề nghị đồng chí xem lại.",
        "Trang dữ liệu có 1 dòng đang ẩn (dòng 2); các dòng ấy vẫn được đọc.",
        "Trang dữ liệu có 1 vùng ô gộp (A3:A4); chỉ ô đầu của mỗi vùng có giá trị, các ô sau coi là trống.",
    ]


def test_a_merged_header_is_why_it_is_not_found() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = workbook.add_worksheet()
    page.merge_range(0, 0, 0, 1, "Vật")
    page.write_row(1, 0, ["v1", "Bàn"])
    workbook.close()
    with pytest.raises(SheetFileError, match=r"Dòng tiêu đề có ô gộp \(A1:B1\)"):
        find_head(read(stream), THINGS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("NguyÔn V¨n Nam", "TCVN3"),
        ("§¶ng bé", "TCVN3"),
        ("Nguyeãn Vaên Taùm", "VNI"),
        ("Nguyá»…n VÄƒn", "sai bảng mã"),
    ],
)
def test_text_in_an_old_encoding_is_named(text: str, said: str) -> None:
    assert said in one("v", text).errors["name"]


def test_decomposed_letters_and_strange_blanks_are_put_right_silently() -> None:
    assert one("\u200bv\u00a0", unicodedata.normalize("NFD", "  Tủ\u00a0 đứng ")).cells == {
        "code": "v",
        "name": "Tủ đứng",
    }


def test_days_with_the_month_first_are_named_and_the_column_is_asked_about() -> None:
    rows = [["v1", "25/12/2025"], ["v2", "12/25/2025"], ["v3", "03/04/2026"]]
    grid, doubts = read(book(["Mã vật", "Thời hạn"], rows)), list[str]()
    read_rows = list(parse_rows(grid, find_head(grid, THINGS), THINGS, doubts))
    assert [row.errors for row in read_rows] == [
        {},
        {
            "due": "Thời hạn 12/25/2025 viết tháng trước ngày. Hãy viết ngày trước tháng: 25/12/2025."
            " Sửa ở cột B dòng 3."
        },
        {},
    ]
    assert doubts == [
        "Cột “Thời hạn” có cả ngày viết tháng trước (12/25/2025) lẫn ngày viết ngày trước (25/12/2025)."
        " Các ngày như 03/04 được hiểu là ngày 3 tháng 4: có đúng không?"
    ]


def test_days_that_excel_may_have_turned_round_are_asked_about() -> None:
    real = [[f"v{n}", dt.date(2026, 5, n)] for n in (1, 2, 3)]
    grid, doubts = read(book(["Mã vật", "Thời hạn"], [*real, ["v9", "25/12/2025"]])), list[str]()
    assert len(list(parse_rows(grid, find_head(grid, THINGS), THINGS, doubts))) == 4
    assert ["Có thể Excel đã đảo ngày và tháng" in doubt for doubt in doubts] == [True]


def test_the_example_line_of_the_template_is_no_row() -> None:
    grid = read(book(["Mã vật", "Tên vật"], [[EXAMPLE, "(tên vật)"], ["v1", "Bàn"]]))
    assert [row.line for row in parse_rows(grid, find_head(grid, THINGS), THINGS)] == [3]
