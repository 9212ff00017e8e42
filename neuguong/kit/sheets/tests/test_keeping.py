"""The copy that is kept reads as the upload did, and holds nothing that was not asked for."""

import datetime as dt
import io
import zipfile
from typing import Any

import pytest

from neuguong.kit.sheets import apart, find_head, parse_rows, put_back, read, sensitive_among, write_kept
from neuguong.kit.sheets.tests.books import book
from neuguong.kit.sheets.tests.test_reading import HEADERS, OTHER, THINGS

ROWS: list[list[Any]] = [
    ["v1", "  Bàn _x0041_ & <ghế>", dt.date(2026, 4, 3), 1234.5, 7, "Cá nhân", "Có", "Zoroaster"],
    ["v2", None, "31/02/2026", "1.234,56789", 70, "Ba người", 1, None],
    [None] * 7 + ["Mazda"],
    ["v3", "=1+1", dt.date(1900, 1, 1), 0.1 + 0.2, 3.5, "", "", "=1"],
    [None] * 8,
    [1204, "x" * 61, "01/01/1850", None, None, None, None, "  Kiêu   Mật "],
]


def kept(upload: io.BytesIO, *, sensitive: bool = False) -> io.BytesIO:
    grid, stream = read(upload), io.BytesIO()
    write_kept(grid, find_head(grid, THINGS, sensitive=sensitive), stream)
    stream.seek(0)
    return stream


def rows(upload: io.BytesIO, *, sensitive: bool = False, values: Any = None) -> list[Any]:
    grid = read(upload)
    head = find_head(grid, THINGS, sensitive=sensitive)
    put_back(grid, head, values or {})
    return [row for row in parse_rows(grid, head, THINGS) if row.line != 4]  # line 4 has a sensitive value alone


def texts(stream: io.BytesIO) -> str:
    with zipfile.ZipFile(stream) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_the_copy_reads_like_the_upload() -> None:
    upload = book(HEADERS, ROWS)
    assert rows(kept(upload)) == rows(upload)
    assert len(rows(upload)) == 4


def test_sensitive_values_come_back_from_apart() -> None:
    upload = book(HEADERS, ROWS)
    grid = read(upload)
    values = apart(grid, find_head(grid, THINGS, sensitive=True), THINGS)
    assert values == {"2": {"faith": "Zoroaster"}, "4": {"faith": "Mazda"}, "7": {"faith": "  Kiêu   Mật "}}
    assert rows(kept(upload), sensitive=True, values=values) == rows(upload, sensitive=True)


def test_only_wanted_values_are_kept_and_every_line_and_header_stays_in_place() -> None:
    upload = book(["Danh sách mật"], [["Mã vật *", "Ghi chú", "TÔN GIÁO"], ["v1", "căn cước 0123", "Zoroaster"]])
    copy = kept(upload)
    assert [one for one in ("mật", "căn cước", "Zoroaster") if one in texts(copy)] == []
    grid = read(copy)
    head = find_head(grid, THINGS)
    assert (head.line, head.columns, head.unknown) == (2, {"code": 1}, ["Ghi chú", "TÔN GIÁO"])
    assert grid.lines[2] == ["v1", "", ""]


def test_the_same_workbook_gives_the_same_copy() -> None:
    assert kept(book(HEADERS, ROWS)).getvalue() == kept(book(HEADERS, ROWS)).getvalue()


@pytest.mark.parametrize(("header", "found"), [("Tôn giáo", ["Tôn giáo"]), ("tôn giáo *", ["tôn giáo *"]), ("Đạo", [])])
def test_a_sensitive_column_is_seen_in_a_workbook_of_another_kind(header: str, found: list[str]) -> None:
    grid = read(book(["Mã khác", header], [["a", "b"]]))
    assert sensitive_among(find_head(grid, OTHER), [THINGS, OTHER]) == found
