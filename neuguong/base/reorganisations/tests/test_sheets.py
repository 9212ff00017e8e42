"""A batch from a workbook."""

from pathlib import Path
from typing import Any

import pytest

from neuguong.base.imports.tests.loading import checked, counts, faults, load
from neuguong.base.reorganisations.models import Change, Reorganisation
from neuguong.base.reorganisations.services import apply
from neuguong.base.reorganisations.tests.arranged import act
from tests.cast import TODAY, Cast


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def row(number: int, kind: str, unit: str, target: str = "", name: str = "", unit_kind: str = "") -> list[str]:
    head = ["bac-son", "12-QĐ/TU", "Sắp xếp đơn vị cấp xã", "20/06/2026", "01/07/2026", str(number)]
    return [*head, kind, unit, target, name, "", unit_kind, "bac-son" if name else "", ""]


ROWS = [
    row(1, "Hợp nhất", "bac-son/hoa-an", "bac-son/an-minh", "Đảng ủy xã An Minh", "Đảng ủy xã"),
    row(2, "Hợp nhất", "bac-son/binh-minh", "bac-son/an-minh"),
]


def test_rows_become_a_draft_that_is_applied_on_its_page(cast: Cast) -> None:
    assert counts(load("sap-xep", ROWS)) == (2, 0, 0, 0)
    batch = Reorganisation.objects.get()
    assert (batch.state, batch.unit, batch.changes.count()) == ("DRAFT", cast.unit("bac-son"), 2)
    again = [ROWS[0], row(2, "Sáp nhập", "bac-son/binh-minh", "bac-son/an-minh")]
    assert counts(load("sap-xep", again)) == (0, 1, 1, 0)
    assert Change.objects.get(number=2).kind == "ABSORB"
    assert apply(batch=batch, today=TODAY, **act(cast)).moved == [batch.pk]
    told = faults(checked("sap-xep", ROWS)).values()
    assert all("Đợt sắp xếp này đã áp dụng, không nạp thêm được." in one["title"] for one in told)


def test_rows_without_a_receiver_or_of_an_unknown_place_are_refused(cast: Cast) -> None:
    wrong = [row(1, "Sáp nhập", "bac-son/hoa-an"), ["khong-co", *row(2, "Giải thể", "bac-son/hoa-an")[1:]]]
    assert list(faults(checked("sap-xep", wrong)).values()) == [
        {"target": "Thiếu mã đơn vị nhận. Sửa ở cột I dòng 2."},
        {"scope": "Không có đơn vị mã “khong-co”. Sửa ở cột A dòng 3."},
    ]
