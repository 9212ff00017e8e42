"""A unit's own book of cases, from a workbook: the clock there is the clock here."""

from pathlib import Path
from typing import Any

import pytest

from neuguong.base.figures.services import recount
from neuguong.base.imports.tests.loading import checked, counts, faults, load
from neuguong.base.journal.models import Entry
from neuguong.work.dialogues.models import Case, Sender
from neuguong.work.dialogues.tests.test_clock import WORKED

UNIT = "bac-son/hoa-an"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def _row(number: int, received: str = "12/11/2026", answered: str = "", is_complex: str = "") -> list[str]:
    return [UNIT, str(number), received, "Kiến nghị", "Môi trường", "Thu gom rác", is_complex, answered, ""]


def test_the_same_deadlines_as_at_the_desk(office):
    rows = [_row(n, f"{day:%d/%m/%Y}", "", "Có" if hard else "") for n, (day, hard, _due) in enumerate(WORKED)]
    assert counts(load("so-don-thu", rows)) == (len(WORKED), 0, 0, 0)
    found = Case.objects.order_by("pk").values_list("received_on", "is_complex", "due_on")
    assert list(found) == list(WORKED)
    assert list(recount()) == []


def test_a_book_comes_once_and_is_answered_later(office):
    rows = [_row(1), _row(2, "01/10/2026", "20/10/2026")]
    assert counts(load("so-don-thu", rows)) == (2, 0, 0, 0)
    assert counts(load("so-don-thu", rows)) == (0, 0, 2, 0)
    assert counts(load("so-don-thu", [_row(1, answered="14/11/2026")])) == (0, 1, 0, 0)
    found = Case.objects.order_by("book_number").values_list("state", "timing", "channel")
    assert list(found) == [("ANSWERED", "ON_TIME", "WORKBOOK"), ("ANSWERED", "LATE", "WORKBOOK")]
    assert (Sender.objects.count(), Entry.objects.filter(model="dialogues.Case", step="adopt").count()) == (0, 3)


def test_what_is_wrong_is_said_beside_its_cell(office):
    rows = [_row(1), _row(1, "13/11/2026"), _row(3, "16/11/2026"), _row(4, answered="11/11/2026")]
    assert faults(checked("so-don-thu", rows)) == {
        3: {"number": "Số này của cùng năm đã có ở dòng 2. Sửa ở cột B dòng 3."},
        4: {"received": "Ngày này chưa tới. Sửa ở cột C dòng 4."},
        5: {"answered": "Ngày trả lời trước ngày tiếp nhận. Sửa ở cột H dòng 5."},
    }
