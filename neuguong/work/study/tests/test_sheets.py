"""Sessions and who attended them, from workbooks."""

from pathlib import Path
from typing import Any

import pytest

from neuguong.base.figures.services import recount
from neuguong.base.imports.tests.loading import checked, counts, faults, load
from neuguong.work.study.choices import Status
from neuguong.work.study.models import Attendance, Learner, Session
from neuguong.work.study.tests import given
from tests.cast import Cast

CELL = "bac-son/hoa-an/thon-dong"
HELD = ["B1", "Hội nghị", CELL, "Học tập", "10/11/2026", "Tự soi, tự sửa", "Nhà văn hóa"]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_sessions_and_people_come_once(cast: Cast) -> None:
    theme = given.theme(cast)
    assert counts(load("buoi-hoc", [HELD])) == (1, 0, 0, 0)
    one = Session.objects.get()
    assert (one.state, one.theme, one.unit, one.places.get().name) == (
        "HELD",
        theme,
        cast.unit("thon-dong"),
        "Nhà văn hóa",
    )
    assert counts(load("buoi-hoc", [HELD])) == (0, 0, 1, 0)
    lan, mai, tuan = (cast.person(who).code for who in ("lan", "mai", "tuan"))
    rows = [
        ["B1", lan, "", "Có mặt", "", ""],
        ["B1", mai, "", "Vắng có lý do", "Ốm", ""],
        ["B1", tuan, "", "Có mặt", "", "Có"],
    ]
    assert counts(load("nguoi-du", rows)) == (3, 0, 0, 0)
    assert counts(load("nguoi-du", rows)) == (0, 0, 3, 0)
    rows[1][3:5] = ["Có mặt", ""]
    assert counts(load("nguoi-du", rows)) == (0, 1, 2, 0)
    assert set(Learner.objects.values_list("person__code", "unit__name", "expected", "has_studied")) == {
        (lan, "Chi bộ Thôn Đông", True, True), (mai, "Chi bộ Thôn Đông", True, True),
        (tuan, "Chi bộ Thôn Tây", False, True),
    }  # fmt: skip
    assert list(recount()) == []


def test_what_was_noted_here_is_not_written_over(cast: Cast) -> None:
    one = given.called(cast, code="B2")
    given.roll(cast, one, lan=Status.ABSENT)
    lan, hung = (cast.person(who).code for who in ("lan", "hung"))
    rows = [["B2", lan, "", "Có mặt", "", ""], ["B2", hung, "", "Có mặt", "", ""], ["B9", hung, "", "Có mặt", "", ""],
            ["B2", "X", "", "Có mặt", "", ""]]  # fmt: skip
    assert faults(checked("nguoi-du", rows)) == {
        2: {"status": "Đã điểm danh trên hệ thống và khác với tệp; không nạp đè. Sửa ở cột D dòng 2."},
        4: {"session": "Không có buổi mã “B9”. Sửa ở cột A dòng 4."},
        5: {"person": "Không có người mã “X”. Sửa ở cột B dòng 5."},
    }
    assert Attendance.objects.filter(status=Status.PRESENT).count() == 0


def test_a_session_names_a_theme_that_is_there_and_a_day_that_came(cast: Cast) -> None:
    ahead = ["B3", *HELD[1:4], "10/12/2026", "", ""]
    assert faults(checked("buoi-hoc", [HELD, ahead])) == {
        2: {"theme": "Đơn vị và cấp trên không có chuyên đề “Tự soi, tự sửa” trong năm này. Sửa ở cột F dòng 2."},
        3: {"on": "Ngày này chưa tới. Sửa ở cột E dòng 3."},
    }
