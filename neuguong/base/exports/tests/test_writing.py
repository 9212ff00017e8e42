"""The file itself: all rows on as many sheets as they need, values of their kind, and as many as were counted."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db.models import FloatField, Func
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from neuguong.base.exports.services.workbook import CELL_LETTERS
from neuguong.base.exports.services.writing import Table, write, write_xlsx
from neuguong.base.orgs.models import Person
from neuguong.kit.lists import Column, ListSpec
from tests.cast import Cast

DAY = dt.date(2026, 1, 31)
PEOPLE: ListSpec[Person] = ListSpec(
    key="nguoi",
    caption="Người: ở [đâu]?",
    columns=(
        Column("code", "Mã", lambda row: row.code),
        Column("n", "Số", lambda row: row.pk, numeric=True),
        Column("part", "Phần", lambda _row: Decimal("1.5")),
        Column("day", "Ngày", lambda _row: DAY),
        Column("flag", "Có không", lambda _row: True),
        Column("none", "Trống", lambda _row: None),
        Column("text", "Chữ", lambda _row: "=1+1"),
        Column("long", "Dài", lambda _row: "đ" * 40_000),
    ),
    order=("pk",),
    people=("pk",),
)


def quiet(_rows: int) -> None:
    """Nobody watches."""


def test_rows_go_on_to_further_sheets(cast: Cast, tmp_path: Path) -> None:
    table, path = Table(PEOPLE.bind(Person.objects.all(), {}), quiet), tmp_path / "a.xlsx"
    write_xlsx(table, path, "Người: ở [đâu]?", [("Số dòng", "12")], sheet_rows=5)
    book = load_workbook(path)
    assert book.sheetnames == ["Người  ở  đâu", "Người  ở  đâu (2)", "Người  ở  đâu (3)", "Thông tin"]
    sheets = [list(book[name].iter_rows(values_only=True)) for name in book.sheetnames[:3]]
    assert {rows[0] for rows in sheets} == {("Mã", "Số", "Phần", "Ngày", "Có không", "Trống", "Chữ", "Dài")}
    assert [row[0] for rows in sheets for row in rows[1:]] == [f"BS-{n:06}" for n in range(1, 13)]
    assert table.people == set(Person.objects.values_list("pk", flat=True))


def test_values_keep_their_kind(cast: Cast, tmp_path: Path) -> None:
    lan = cast.person("lan")
    path = tmp_path / "a.xlsx"
    write_xlsx(Table(PEOPLE.bind(Person.objects.filter(pk=lan.pk), {}), quiet), path, "A", [])
    cells = next(load_workbook(path)["A"].iter_rows(min_row=2))
    assert [cell.value for cell in cells[:7]] == [
        lan.code, lan.pk, 1.5, dt.datetime(2026, 1, 31), "Có", None, "=1+1",
    ]  # fmt: skip
    assert (cells[3].number_format, cells[6].data_type) == ("dd/mm/yyyy", "s")  # no formula
    assert (len(cells[7].value), cells[7].value[-1]) == (CELL_LETTERS, "…")


@pytest.mark.parametrize(
    "text",
    [
        "a & b < c > d",
        "dòng một\ndòng hai",
        "\thụt",
        "cuối ",
        "\x01\x0b\r",
        "_x0041_ và _x",
        "]]>",
        "“Đảng” 'a' \"b\"",
        "\U0001f300",
    ],
)
def test_a_text_comes_back_as_it_was(cast: Cast, tmp_path: Path, text: str) -> None:
    Person.objects.filter(code="BS-000001").update(full_name=text)
    spec: ListSpec[Person] = ListSpec(
        key="a", caption="A & <B>", columns=(Column("a", text, lambda row: row.full_name),), order=("pk",)
    )
    path = tmp_path / "a.xlsx"
    rows = Person.objects.filter(code="BS-000001")
    write_xlsx(Table(spec.bind(rows, {}), quiet), path, "A & <B>", [(text, text)])
    assert CalamineWorkbook.from_path(str(path)).sheet_names == ["A & <B>", "Thông tin"]
    book = load_workbook(path)
    assert [unescape(cell.value) for sheet in book for row in sheet for cell in row] == [text] * 4


def test_an_empty_list_has_its_head(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(Table(PEOPLE.bind(Person.objects.none(), {}), quiet), path, "A", [])
    assert len(list(load_workbook(path)["A"].iter_rows())) == 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_as_many_rows_as_were_counted_or_none(cast: Cast, tmp_path: Path, kind: str) -> None:
    """A list that is another each time it is read."""
    Person.objects.bulk_create(
        [Person(code=f"X{n}", full_name=f"Người {n}", search=f"nguoi {n}", sort_key=f"{n}") for n in range(300)]
    )
    chance = Func(function="random", output_field=FloatField(), arity=0)
    unsteady = Person.objects.annotate(chance=chance).filter(chance__lt=0.5)
    with pytest.raises(ValidationError, match=r"Danh sách có \d+ dòng nhưng chỉ ghi được \d+ dòng; tệp đã bị hủy."):
        for _try in range(5):  # the two counts are one by chance once in thirty times
            write(PEOPLE.bind(unsteady, {}), kind, tmp_path, about=lambda _rows: [], tick=quiet)
