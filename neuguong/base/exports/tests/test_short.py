"""A short list: the file at once, and it is written down who took whom out of the house."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from neuguong.base.exports import storage
from neuguong.base.exports.choices import Phase
from neuguong.base.exports.models import Export, ExportedPerson
from neuguong.base.exports.queries import exports_of
from neuguong.base.journal.queries import history
from neuguong.work.commitments.models import Commitment
from tests.cast import Cast


def body(answer: Any) -> bytes:
    assert answer.status_code == 200, answer
    return b"".join(answer)


def test_a_short_list_comes_at_once(client: Client, opened: Cast) -> None:
    client.force_login(opened.user("son"))
    answer = client.get(reverse("commitments:list"), {"tai": "csv", "kind": "INDIVIDUAL"})
    rows = list(csv.DictReader(io.StringIO(body(answer).decode("utf-8-sig"))))
    export = Export.objects.get()
    assert answer["Content-Disposition"] == 'attachment; filename="dang-ky-2026-11-15.csv"'
    assert (export.phase, export.rows, export.done_rows, export.downloads) == (Phase.HANDED, len(rows), len(rows), 1)
    assert (export.title, export.filters) == ("Bản đăng ký: Đảng ủy xã Hòa An", "Loại: Cá nhân")
    assert export.address == "/cam-ket/?kind=INDIVIDUAL"
    assert list(storage.folder().iterdir()) == []  # nothing of it stays


def test_who_stood_in_it_is_told(client: Client, opened: Cast) -> None:
    client.force_login(opened.user("son"))
    body(client.get(reverse("commitments:list"), {"tai": "xlsx"}))
    export = Export.objects.get()
    inside = Commitment.objects.filter(unit__code__startswith="bac-son/hoa-an", person__isnull=False)
    named = ExportedPerson.objects.filter(export=export)
    assert set(named.values_list("person_id", flat=True)) == set(inside.values_list("person_id", flat=True))
    assert [one.asked_by for one in exports_of(opened.person("lan"))] == [opened.users["son"]]
    assert list(exports_of(opened.person("ha"))) == []
    entry = history(export).get()
    assert (entry.step, entry.actor, entry.note) == ("exported", opened.users["son"], export.title)
    assert entry.data == {
        "list": "dang-ky", "page": "/cam-ket/", "kind": "xlsx", "rows": export.rows, "people": named.count(),
        "sha256": export.sha256,
    }  # fmt: skip


def test_a_workbook_says_what_it_is(client: Client, opened: Cast) -> None:
    client.force_login(opened.user("son"))
    answer = client.get(reverse("commitments:list"), {"tai": "xlsx", "kind": "INDIVIDUAL"})
    book = load_workbook(io.BytesIO(body(answer)))
    assert book.sheetnames == ["Bản đăng ký", "Thông tin"]
    head, *rows = book["Bản đăng ký"].iter_rows(values_only=True)
    assert head[:3] == ("Người, đơn vị đăng ký", "Đơn vị", "Năm")
    told = dict(book["Thông tin"].iter_rows(values_only=True))
    assert told == {
        "Danh sách": "Bản đăng ký: Đảng ủy xã Hòa An",
        "Phạm vi": "Đảng ủy xã Hòa An",
        "Điều kiện lọc": "Loại: Cá nhân",
        "Số dòng": str(len(rows)),
        "Người xuất": "Đỗ Ngọc Sơn",
        "Số liệu lúc": told["Số liệu lúc"],
        "Cây tổ chức": "theo ngày 15/11/2026",
        "Lưu ý": "Lần xuất này được ghi nhật ký. Người có tên trong danh sách xem được ai đã xuất.",
    }
    assert told["Số liệu lúc"].startswith("15/11/2026")
    individuals = Commitment.objects.filter(kind="INDIVIDUAL", unit__code__startswith="bac-son/hoa-an/")
    assert len(rows) == individuals.count()
    assert {type(row[6]).__name__ for row in rows} == {"datetime"}  # a date is a date
    assert {row[6].date() for row in rows} == {opened.today}


@pytest.mark.parametrize("made", [1, 3])
def test_as_many_queries_for_three_rows_as_for_one(
    client: Client, cast: Cast, made: int, django_assert_num_queries: Any
) -> None:
    client.force_login(cast.user("lan"))
    for _once in range(made):
        body(client.get(reverse("notices:list"), {"tai": "csv"}))
    with django_assert_num_queries(5):
        assert client.get(reverse("exports:list")).status_code == 200


def test_one_sees_ones_own(client: Client, opened: Cast, tmp_path: Path) -> None:
    client.force_login(opened.user("son"))
    body(client.get(reverse("commitments:list"), {"tai": "csv"}))
    address = reverse("exports:detail", args=[Export.objects.get().pk])
    assert client.get(address).status_code == 200
    assert "Bản đăng ký: Đảng ủy xã Hòa An" in client.get(reverse("exports:list")).content.decode()
    for name in ("thuy", "an", "lan"):
        client.force_login(opened.user(name))
        assert client.get(address).status_code == 404
        assert "Đảng ủy xã Hòa An" not in client.get(reverse("exports:list")).content.decode()
    client.logout()
    assert client.get(address).status_code == 302
