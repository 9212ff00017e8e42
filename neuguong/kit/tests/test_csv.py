"""A cell of a CSV file is never a formula to the spreadsheet that opens it."""

import csv
import io

import pytest

from neuguong.base.accounts.models import User
from neuguong.kit.lists import Column, ListSpec, write_csv

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
def test_a_formula_is_written_as_text(text: str, written: str) -> None:
    User.objects.create(username="lan", display_name=text)
    stream = io.StringIO(newline="")
    assert write_csv(NAMES.bind(User.objects.all(), {}), stream) == 1
    stream.seek(1)  # behind the mark of the encoding
    assert list(csv.reader(stream)) == [["Tên"], [written]]
