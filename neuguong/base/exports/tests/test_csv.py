"""A cell of a CSV file is never a formula to the spreadsheet that opens it."""

import csv
from pathlib import Path

import pytest

from neuguong.base.accounts.models import User
from neuguong.base.exports.services.writing import Table, write_csv
from neuguong.kit.lists import Column, ListSpec

NAMES: ListSpec[User] = ListSpec(
    key="ten", caption="Tên", columns=(Column("name", "Tên", lambda row: row.display_name),), order=("pk",)
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+84 912", "'+84 912"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("-2-3", "'-2-3"),
        ("-", "'-"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("-1.234,5", "-1.234,5"),
        ("-5%", "-5%"),
        ("Trồng 5-7 cây = đạt", "Trồng 5-7 cây = đạt"),
    ],
)
def test_a_formula_is_written_as_text(text: str, written: str, tmp_path: Path) -> None:
    User.objects.create(username="lan", display_name=text)
    path = tmp_path / "ten.csv"
    write_csv(Table(NAMES.bind(User.objects.all(), {}), tick=lambda _rows: None), path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [["Tên"], [written]]
