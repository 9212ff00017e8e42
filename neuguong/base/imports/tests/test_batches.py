"""A batch from upload to result: phases, counts, locks, rights on rows, journal."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from openpyxl import load_workbook

from neuguong.base.imports.models import Batch, Phase, StagedRow
from neuguong.base.imports.services import Busy, SheetFileError, apply, ask, check, load, resume, upload, write_result
from neuguong.base.imports.services.sole import BATCH_LOCK, sole
from neuguong.base.imports.tests.loading import checked, counts, faults, workbook
from neuguong.base.journal.queries import history
from neuguong.base.orgs.models import Person, Unit
from neuguong.kit.sheets.tests.books import book
from tests.cast import NOW, TODAY, Cast

CELL = "bac-son/hoa-an/thon-dong"
LONG = "Nguyễn Hoàng Phương Thảo Linh Khánh Ngọc Bảo Trâm Anh Thư Vy"


def person(code: str, name: str = "Lê Văn Tám", cell: str = CELL, since: str = "01/01/2024") -> list[str]:
    return [code, name, "01/02/1980", "Nam", "", "", cell, since]


def test_a_good_workbook_says_what_it_would_do_and_does_it(cast: Cast) -> None:
    batch = checked("nguoi", [person("N1"), person("N2", LONG)], actor=cast.user("an"))
    assert (batch.phase, counts(batch)) == (Phase.CHECKED, (2, 0, 0, 0))
    assert not Person.objects.filter(code="N1").exists()

    apply(batch, cast.user("an"), now=NOW, today=TODAY)
    assert (batch.phase, counts(batch), batch.done_rows) == (Phase.APPLIED, (2, 0, 0, 0), 2)
    assert Person.objects.get(code="N2").full_name == LONG
    assert StagedRow.objects.count() == 0
    (entry,) = history(batch)
    assert (entry.step, entry.actor, entry.data["added"]) == ("applied", cast.user("an"), 2)


def test_the_same_workbook_twice_changes_nothing(cast: Cast) -> None:
    rows = [person("N1"), person("N2")]
    apply(checked("nguoi", rows), None, now=NOW, today=TODAY)
    again = checked("nguoi", rows)
    assert counts(again) == (0, 0, 2, 0)
    assert counts(apply(again, None, now=NOW, today=TODAY)) == (0, 0, 2, 0)


def test_bad_rows_hold_everything_back_unless_the_good_ones_are_asked_for(cast: Cast) -> None:
    batch = checked("nguoi", [person("N1"), person("N2", cell="khong-co")])
    assert (batch.phase, counts(batch)) == (Phase.CHECKED, (1, 0, 0, 1))
    assert faults(batch) == {3: {"cell": "Không có đơn vị mã “khong-co”. Sửa ở cột G dòng 3."}}
    with pytest.raises(ValidationError, match="Còn 1 dòng lỗi"):
        apply(batch, None, now=NOW, today=TODAY)
    assert Person.objects.filter(code__in=["N1", "N2"]).count() == 0

    apply(batch, None, now=NOW, today=TODAY, only_good=True)
    assert (batch.phase, counts(batch)) == (Phase.APPLIED, (1, 0, 0, 1))
    assert list(Person.objects.filter(code__startswith="N").values_list("code", flat=True)) == ["N1"]


def test_refused_rows_come_back_with_the_reason(cast: Cast) -> None:
    batch = checked("nguoi", [person("N1"), person("N2", cell="khong-co")])
    stream = io.BytesIO()
    assert write_result(batch, stream) == 1
    _heads, row = load_workbook(stream).active.iter_rows(values_only=True)
    assert row[0] == "N2"
    assert row[-1] == "Không có đơn vị mã “khong-co”. Sửa ở cột G dòng 3."


def test_one_bad_row_holds_back_the_rows_of_the_same_person_and_a_repeated_row_is_told(cast: Cast) -> None:
    post = ["Chi ủy viên", CELL, "01/01/2024"]
    batch = checked(
        "nguoi",
        [
            [*person("N1"), "", *post],
            [*person("N1"), "", "Trưởng thôn", "khong-co", "01/01/2024"],
            person("N2"),
            person("N2"),
        ],
    )
    assert faults(batch) == {
        2: {"code": "Dòng 3 cùng mã này còn lỗi nên cả hồ sơ chưa nạp."},
        3: {"post_unit": "Không có đơn vị mã “khong-co”. Sửa ở cột K dòng 3."},
        4: {"code": "Dòng 5 cùng mã này còn lỗi nên cả hồ sơ chưa nạp."},
        5: {"code": "Trùng với dòng 4. Sửa ở cột A dòng 5."},
    }


def test_what_went_wrong_since_the_check_stops_the_batch(cast: Cast) -> None:
    batch = checked("nguoi", [person("N1")])
    Unit.objects.filter(code=CELL).update(code="da-doi")
    with pytest.raises(ValidationError, match="đã đổi từ lúc kiểm tra"):
        apply(batch, None, now=NOW, today=TODAY)
    batch.refresh_from_db()
    assert (batch.phase, batch.bad_rows) == (Phase.CHECKED, 1)


def test_an_applied_batch_is_applied_once(cast: Cast) -> None:
    batch = apply(checked("nguoi", [person("N1")]), None, now=NOW, today=TODAY)
    with pytest.raises(ValidationError, match="đã nạp xong"):
        apply(batch, None, now=NOW, today=TODAY)
    with pytest.raises(ValidationError, match="không kiểm tra lại được"):
        check(batch, now=NOW, today=TODAY)


def test_a_file_that_is_no_workbook_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(SheetFileError, match="không phải là sổ tính"):
        upload(kind="nguoi", name="a.xlsx", stream=io.BytesIO(b"Ma;Ten"), actor=None, now=NOW)
    assert Batch.objects.count() == 0


def test_a_file_of_headers_alone_fails_with_a_sentence(cast: Cast) -> None:
    batch = checked("nguoi", [])
    assert (batch.phase, batch.fault) == (Phase.FAILED, "Tệp chỉ có dòng tiêu đề, không có dòng dữ liệu nào.")


def test_strange_and_sensitive_columns_are_left_out_and_told(cast: Cast) -> None:
    headers = ["Mã người", "Họ và tên", "Ghi chú", "Tôn giáo"]
    batch = checked("nguoi", [["N1", "Lê Văn Tám", "x", "Phật giáo"]], headers=headers)
    assert batch.notes == [
        "Bỏ qua cột không thuộc mẫu: Ghi chú.",
        "Hệ thống này không nhận thông tin nhạy cảm; giá trị ở cột: Tôn giáo đã bị bỏ, không lưu ở đâu.",
    ]
    assert StagedRow.objects.get(batch=batch).cells.keys() == {"code", "name", "search", "sort_key"}


def test_rows_outside_the_loaders_reach_are_refused(cast: Cast) -> None:
    rows = [person("N1"), person("N2", cell="bac-son/binh-minh/thon-nam"), ["N3", "Không Nơi Nào"]]
    told = "Đơn vị của dòng này ngoài phạm vi quyền của đồng chí. Sửa ở cột A dòng {}."
    assert faults(checked("nguoi", rows, actor=cast.user("son"))) == {
        3: {"code": told.format(3)},
        4: {"code": told.format(4)},
    }
    assert list(faults(checked("nguoi", rows, actor=cast.user("an")))) == [4]
    assert faults(checked("nguoi", rows)) == {}


def test_two_workers_do_not_meet_on_a_batch(cast: Cast) -> None:
    batch = checked("nguoi", [person("N1")])
    other = connections["default"].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [BATCH_LOCK, batch.pk])
        with pytest.raises(Busy):
            apply(batch, None, now=NOW, today=TODAY)
        with pytest.raises(Busy), sole(batch):
            pass
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        other.close()
    assert apply(batch, None, now=NOW, today=TODAY).phase == Phase.APPLIED


def test_a_batch_whose_worker_died_goes_back_to_its_person(cast: Cast) -> None:
    batch = checked("nguoi", [person("N1")])
    ask(batch, only_good=False)
    assert Batch.objects.get(pk=batch.pk).phase == Phase.APPLYING
    resume(batch)
    assert batch.phase == Phase.CHECKED
    Batch.objects.filter(pk=batch.pk).update(phase=Phase.APPLYING)
    assert apply(batch, None, now=NOW, today=TODAY).phase == Phase.APPLIED


def test_load_tells_the_kind_by_itself(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "bất kỳ.xlsx"
    path.write_bytes(workbook("nguoi", [person("N1"), person("N2", cell="khong-co")]).getvalue())
    batch = load(path, now=NOW)
    assert (batch.kind, batch.name, batch.phase, counts(batch)) == ("nguoi", "bất kỳ.xlsx", Phase.CHECKED, (1, 0, 0, 1))
    batch = load(path, now=NOW, good_only=True)
    assert (batch.phase, counts(batch)) == (Phase.APPLIED, (1, 0, 0, 1))


def test_load_of_a_strange_file_is_one_sentence(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "la.xlsx"
    path.write_bytes(book(["Cột lạ"], [["x"]]).getvalue())
    with pytest.raises(SheetFileError, match="Không nhận ra loại dữ liệu"):
        load(path, now=NOW)


def test_sensitive_data_live_apart_where_they_are_wanted(cast: Cast, settings: Any) -> None:
    settings.NEUGUONG_SENSITIVE = True
    headers = ["Mã người", "Họ và tên", "Dân tộc", "Quê quán"]
    rows = [["N1", "Lê Văn Tám", "Ba Na", "Kon Tum"]]
    batch = checked("nguoi", rows, headers=headers)
    stream = io.BytesIO()
    write_result(batch, stream)
    assert [cell.value for cell in load_workbook(stream).active[1]] == ["Mã người", "Họ và tên", "Lý do"]
    apply(batch, None, now=NOW, today=TODAY)
    kept = Person.objects.get(code="N1").sensitive
    assert (kept.ethnicity, kept.religion, kept.hometown) == ("Ba Na", "", "Kon Tum")
    assert counts(checked("nguoi", rows, headers=headers)) == (0, 0, 1, 0)
