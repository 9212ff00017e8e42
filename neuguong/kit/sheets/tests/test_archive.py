"""Files that are no workbook of ours: one sentence each, and nothing blows up."""

import io
import random
import zipfile

import pytest
import xlsxwriter

from neuguong.kit.sheets import SheetFileError, read
from neuguong.kit.sheets.tests.books import SHEET, book, with_part

DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'


def old_excel() -> io.BytesIO:
    return io.BytesIO(b"\xd0\xcf\x11\xe0" + b"\0" * 600)


def encrypted() -> io.BytesIO:
    return io.BytesIO(b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)


def archive(**parts: bytes) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    stream.seek(0)
    return stream


def bomb() -> io.BytesIO:
    return with_part(book(["A"], [["1"]]), "xl/media/image1.bin", lambda _: b"\0" * 60_000_000)


def many_parts() -> io.BytesIO:
    return archive(**{f"xl/p{n}.xml": b"" for n in range(2_100)})


def cut_off() -> io.BytesIO:
    whole = book(["A"], [["chữ"]] * 50).getvalue()
    return io.BytesIO(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda: io.BytesIO(), "Tệp trống. Hãy chọn lại tệp."),
        (
            lambda: io.BytesIO(b"Ma,Ten\n1,A\n"),
            "Tệp là văn bản ngăn bằng dấu (CSV) đổi đuôi thành .xlsx. Hãy mở bằng Excel rồi lưu lại ở định dạng .xlsx.",
        ),
        (
            lambda: archive(**{"mimetype": b"x", "content.xml": b"<a/>"}),
            "Tệp ở định dạng .ods của LibreOffice. Hãy mở tệp, lưu lại ở định dạng Excel (.xlsx) rồi tải lên.",
        ),
        (
            lambda: io.BytesIO(b"<html><table></table></html>"),
            "Tệp là trang web đổi đuôi thành .xlsx. Hãy mở bằng Excel rồi lưu lại ở định dạng .xlsx.",
        ),
        (lambda: archive(mimetype=b"text"), "Tệp không phải là sổ tính Excel (.xlsx). Hãy chọn lại tệp."),
        (old_excel, "Tệp ở định dạng .xls đời cũ. Hãy lưu lại ở định dạng .xlsx."),
        (encrypted, "Tệp có đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lần nữa."),
        (
            lambda: with_part(book(["A"], [["1"]]), "xl/vbaProject.bin", lambda _: b"macro"),
            "Tệp có chứa macro. Hãy lưu lại ở định dạng .xlsx không macro.",
        ),
        (bomb, "Tệp giải nén ra quá lớn, không an toàn để mở. Hãy chia nhỏ dữ liệu thành nhiều tệp."),
        (many_parts, "Tệp giải nén ra quá lớn, không an toàn để mở. Hãy chia nhỏ dữ liệu thành nhiều tệp."),
        (cut_off, "Tệp bị hỏng, không mở được. Hãy lưu lại bằng Excel rồi tải lên lần nữa."),
        (lambda: book([]), "Trang tính “Dữ liệu” không có dữ liệu."),
        (
            lambda: with_part(book(["A"], [["1"]]), "xl/workbook.xml", lambda b: DOCTYPE + b[55:]),
            "Tệp có nội dung không an toàn để mở. Hãy lưu lại bằng Excel rồi tải lên lần nữa.",
        ),
    ],
)  # fmt: skip
def test_each_wrong_file_has_its_sentence(made: object, sentence: str) -> None:
    with pytest.raises(SheetFileError) as error:
        read(made())
    assert str(error.value) == sentence


def test_a_lone_cell_far_out_does_not_make_a_table_of_millions() -> None:
    far = with_part(
        book(["A"], [["1"]]),
        SHEET,
        lambda b: b.replace(b"</sheetData>", b'<row r="9"><c r="XFD1048576"/></row></sheetData>'),
    )
    with pytest.raises(SheetFileError, match="Trang tính quá lớn"):
        read(far)


def test_cells_that_do_not_say_where_they_stand_are_counted() -> None:
    wide = with_part(
        book(["A"], [["1"]]),
        SHEET,
        lambda b: b.replace(b"</sheetData>", b'<row r="150000">' + b"<c/>" * 300 + b"</row></sheetData>"),
    )
    with pytest.raises(SheetFileError, match="Trang tính quá lớn"):
        read(wide)


def test_the_data_sheet_is_found_by_name_before_place() -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.add_worksheet("Ghi chú").write_string(0, 0, "khác")
    workbook.add_worksheet("Dữ liệu").write_string(0, 0, "đúng")
    workbook.close()
    assert read(stream).lines == [["đúng"]]


@pytest.mark.parametrize("seed", range(60))
def test_damaged_bytes_never_escape_as_another_error(seed: int) -> None:
    rng = random.Random(seed)
    body = bytearray(book(["Mã", "Tên"], [[f"m{n}", "Nguyễn"] for n in range(40)]).getvalue())
    for _ in range(rng.randrange(1, 30)):
        body[rng.randrange(4, len(body))] = rng.randrange(256)
    try:
        read(io.BytesIO(bytes(body)))
    except SheetFileError as error:
        assert str(error)
