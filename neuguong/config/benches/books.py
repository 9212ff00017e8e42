"""Workbooks of any size for the measurement of importing: invented people, their registrations, their results."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.db import connection

from neuguong.config.benches.nation import FAMILY, GIVEN, MIDDLE
from neuguong.kit import sheets

MEMBERS = 20
BORN = dt.date(1950, 1, 1)
DEEDS = (
    "Học một chuyên đề mỗi tháng và viết thu hoạch sau mỗi buổi sinh hoạt chi bộ",
    "Giúp hai hộ trong thôn thoát nghèo bền vững, mỗi quý gặp và ghi lại một lần",
    "Trả lời mọi kiến nghị của Nhân dân trong vòng năm ngày làm việc",
    "Giảm một phần ba thời gian giải quyết hồ sơ đất đai so với năm trước",
)


@dataclass(frozen=True)
class Book:
    """A workbook of one kind: the texts of its cells, in the order of the template's columns."""

    kind: str
    rows: list[Sequence[Any]]

    def stream(self) -> io.BytesIO:
        """The file, as Excel would write it."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"strings_to_numbers": False, "strings_to_formulas": False})
        page = book.add_worksheet("Dữ liệu")
        heads = [column.header for column in sheets.sheet(self.kind).columns if not column.sensitive]
        for line, values in enumerate([heads, *self.rows]):
            for at, value in enumerate(values):
                if isinstance(value, int):
                    page.write_number(line, at, value)
                elif value:
                    page.write_string(line, at, value)
        book.close()
        out.seek(0)
        return out

    def copy(self) -> None:
        """The same cells into a table without checks, keys or indexes, and nothing else: what the machine can do."""
        width = max(len(row) for row in self.rows)
        columns = ", ".join(f"c{at} text" for at in range(width))
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE bench_bare ({columns})")
            with cursor.copy("COPY bench_bare FROM STDIN") as copy:
                for row in self.rows:
                    copy.write_row([*row, *[None] * (width - len(row))])
            cursor.execute("DROP TABLE bench_bare")


def people(count: int, cells: list[int], *, series: int, wrong: int = 0) -> Book:
    """`count` people of a series, one in ten with a post; the first `wrong` name a cell that is not there.

    No two of them have the same name and birthday: about such two somebody would have to be asked.
    """

    def rows() -> Iterator[Sequence[Any]]:
        for n in range(count):
            name, day = _called(series, n), BORN + dt.timedelta(days=(13 * n + 3001 * series) % 20_000)
            born, admitted = f"{day:%d/%m/%Y}", f"{day + dt.timedelta(days=7_400):%d/%m/%Y}"
            cell = "khong-co" if n < wrong else _cell(cells, n)
            post = ["Chi ủy viên", cell, "01/01/2025"] if n % 10 == 0 else []
            yield [_person(series, n), name, born, ("Nam", "Nữ")[n % 2], admitted, "Đảng viên chính thức", cell,
                   "01/01/2025", "", *post]  # fmt: skip

    return Book("nguoi", list(rows()))


def _called(series: int, n: int) -> str:
    left, words = 7919 * n + 104_729 * series, []
    for names in (FAMILY, MIDDLE, MIDDLE, GIVEN):
        left, at = divmod(left, len(names))
        words.append(names[at])
    return " ".join(words)


def registrations(count: int, cells: list[int], *, series: int) -> Book:
    """One registration with one deed for each of the people of a series, approved by the cell."""

    def rows() -> Iterator[Sequence[Any]]:
        for n in range(count):
            yield [_code(series, n), 2026, "Cá nhân", _person(series, n), _cell(cells, n), "31/01/2026", "20/01/2026",
                   "25/01/2026", "Đã duyệt", "", "", "", "", 1, "Việc làm theo", n % 5 + 1, DEEDS[n % len(DEEDS)],
                   "Ghi sổ tay hằng tuần", "Báo cáo trước chi bộ", 12, "buổi", "31/12/2026"]  # fmt: skip

    return Book("dang-ky", list(rows()))


def results(count: int, *, series: int) -> Book:
    """The result of one quarter for each deed of a series."""
    text = "Đã thực hiện ba buổi, có ghi sổ và báo cáo tại cuộc họp chi bộ tháng cuối quý"
    return Book("ket-qua", [[_code(series, n), 1, 3, text, 3, "30/09/2026"] for n in range(count)])


def _person(series: int, n: int) -> str:
    return f"S{series}-{n:06}"


def _code(series: int, n: int) -> str:
    return f"2026-{_person(series, n)}"


def _cell(cells: list[int], n: int) -> str:
    """Twenty to a cell, and all of a cell together, as lists are kept."""
    return f"n{cells[n // MEMBERS % len(cells)]}"
