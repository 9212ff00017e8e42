"""Workbooks with registrations for the term, what later years add to them, and results through the years."""

from pathlib import Path
from typing import Any

import pytest

from neuguong.base.imports.tests.loading import checked, counts, faults, load
from neuguong.base.periods.queries import year
from neuguong.base.periods.services import open_years
from neuguong.work.commitments.models import Commitment, Progress
from neuguong.work.commitments.services import open_year
from neuguong.work.commitments.tests.test_sheets import HUNG, LAN, MAI, OWED, result, row
from neuguong.work.programmes.services import load_standards
from tests.cast import NOW, TODAY, Cast

TERM = {"code": "N1", "year": "2021", "span": "Cả nhiệm kỳ"} | {
    "due": "15/03/2021", "submitted": "01/03/2021", "approved": "20/03/2021", "meeting": "20/03/2021",
    "item_due": "15/12/2025",
}  # fmt: skip
LATER = {
    "code": "B1", "year": "2022", "adds_to": "N1", "due": "15/03/2022", "submitted": "01/03/2022",
    "approved": "20/03/2022", "meeting": "20/03/2022", "item_due": "15/12/2022",
}  # fmt: skip
NO_TERM = (
    "Không có bản đăng ký cả nhiệm kỳ mã “%s” của chính đối tượng này, ở năm trước trong cùng nhiệm kỳ."
    " Sửa ở cột Z dòng %s."
)


@pytest.fixture(autouse=True)
def ready(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    load_standards(now=NOW)
    open_years(years=[2021, 2022, 2025, 2026, 2027], now=NOW)


def _links() -> list[tuple[str, bool, str | None]]:
    return list(Commitment.objects.order_by("code").values_list("code", "for_term", "adds_to__code"))


def test_both_sides_come_from_one_workbook_in_any_order(cast: Cast) -> None:
    rows = [row(**LATER), row(**TERM), row(code="M2", person=MAI)]
    assert counts(load("dang-ky", rows)) == (3, 0, 0, 0)
    assert _links() == [("B1", False, "N1"), ("M2", False, None), ("N1", True, None)]
    assert counts(load("dang-ky", rows)) == (0, 0, 3, 0)


def test_an_addition_to_what_is_known_already_comes_later(cast: Cast) -> None:
    load("dang-ky", [row(**TERM)])
    load("dang-ky", [row(**{**LATER, "adds_to": ""})])
    assert _links() == [("B1", False, None), ("N1", True, None)]
    assert counts(load("dang-ky", [row(**LATER)])) == (0, 1, 0, 0)
    assert _links() == [("B1", False, "N1"), ("N1", True, None)]


def test_an_older_workbook_without_the_columns_changes_nothing(cast: Cast) -> None:
    load("dang-ky", [row(**TERM), row(**LATER)])
    assert counts(load("dang-ky", [row(**{**TERM, "span": ""}), row(**{**LATER, "adds_to": ""})])) == (0, 0, 2, 0)
    assert _links() == [("B1", False, "N1"), ("N1", True, None)]


def test_each_wrong_term_has_its_sentence(cast: Cast) -> None:
    load("dang-ky", [row(**TERM), row(**LATER)])
    told = faults(
        checked(
            "dang-ky",
            [
                row(**LATER, span="Cả nhiệm kỳ"),
                row(code="A", adds_to="la"),
                row(code="C", person=MAI, adds_to="N1"),
                row(**OWED, code="D", person=HUNG, state="Chưa đăng ký", span="Cả nhiệm kỳ"),
            ],
        )
    )
    assert told == {
        2: {"span": "Bản bổ sung hằng năm không đăng ký cho cả nhiệm kỳ. Sửa ở cột Y dòng 2."},
        3: {"adds_to": NO_TERM % ("la", 3)},
        4: {"adds_to": NO_TERM % ("N1", 4)},
        5: {"span": "Bản đăng ký chưa viết thì chưa đăng ký cho cả nhiệm kỳ. Sửa ở cột Y dòng 5."},
    }
    assert faults(checked("dang-ky", [row(**{**TERM, "span": "Một năm"})])) == {
        2: {"span": "Đã có bản bổ sung hằng năm nên vẫn là đăng ký cho cả nhiệm kỳ. Sửa ở cột Y dòng 2."}
    }


def test_an_addition_of_another_term_is_refused(cast: Cast) -> None:
    load("dang-ky", [row(**TERM)])
    assert faults(checked("dang-ky", [row(adds_to="N1")])) == {2: {"adds_to": NO_TERM % ("N1", 2)}}


def test_what_a_loaded_registration_for_the_term_is_owed_in_the_next_year(cast: Cast) -> None:
    load("dang-ky", [row(span="Cả nhiệm kỳ")])
    open_year(unit=cast.unit("bac-son"), period=year(2027), due_on=TODAY, day=TODAY)
    assert list(Commitment.objects.filter(adds_to__code="M1").values_list("person__code", flat=True)) == [LAN]


def test_results_of_later_years_come_with_their_year(cast: Cast) -> None:
    load("dang-ky", [row(**TERM), row()])
    rows = [
        result("N1", quarter="1", on="31/03/2021"),
        result("N1", quarter="1", year="2022", on="31/03/2022"),
        result("M1", quarter="1", year="2026", on="31/03/2026"),
    ]
    assert counts(load("ket-qua", rows)) == (3, 0, 0, 0)
    kept = Progress.objects.order_by("period__starts_on").values_list("item__commitment__code", "period__year")
    assert list(kept) == [("N1", 2021), ("N1", 2022), ("M1", 2026)]
    assert counts(load("ket-qua", rows)) == (0, 0, 3, 0)
    outside = "Bản đăng ký này không thực hiện trong quý đó. Sửa ở cột G dòng %s."
    told = faults(
        checked(
            "ket-qua",
            [
                result("N1", quarter="2", year="2026"),
                result("M1", quarter="2", year="2025"),
                result("M1", quarter="3"),
                result("M1", quarter="3", year="2026"),
            ],
        )
    )
    assert told == {
        2: {"year": outside % 2},
        3: {"year": outside % 3},
        5: {"code": "Trùng với dòng 4. Sửa ở cột A dòng 5."},
    }
