"""Sensitive columns: no trace where they are not kept; where they are, only through a keeper, and never in a file."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.files.queries import content
from neuguong.base.imports.models import Batch, Phase, SensitiveCells, StagedRow
from neuguong.base.imports.services import SheetFileError, apply, check, forget_given_up, upload, write_result
from neuguong.base.imports.tests.loading import checked, counts, faults
from neuguong.base.imports.tests.test_batches import CELL
from neuguong.base.imports.tests.test_views import run_jobs
from neuguong.base.journal.queries import history
from neuguong.base.orgs.models import Person, SensitiveRecord
from neuguong.kit.sheets.tests.books import book
from tests.cast import NOW, SINCE, TODAY, Cast

HEADERS = ["Mã người", "Họ và tên", "DÂN TỘC", "Tôn giáo *", "Quê quán", "Mã chi bộ", "Sinh hoạt từ", "Số căn cước"]
SECRETS = ("Ơ Đu Thử", "Đạo Hồi Thử", "Làng Thử Nghiệm", "001202099999")
ELSEWHERE = "bac-son/binh-minh/thon-nam"


def row(code: str, *, cell: str = CELL, secrets: Sequence[Any] = SECRETS) -> list[Any]:
    return [code, "Lê Văn Tám", *secrets[:3], cell, "01/01/2024", *secrets[3:]]


def traces(folder: Path, *words: str) -> list[str]:
    """Tables and files in which one of the words stands, workbooks unpacked."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE ANY(%s)', [[f"%{word}%" for word in words]]
            )
            found += [table] if cursor.fetchone() != (0,) else []
    for path in (one for one in folder.rglob("*") if one.is_file()):
        body = path.read_bytes()
        if body[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                body = b"\n".join(archive.read(name) for name in archive.namelist())
        found += [path.name] if any(word.encode() in body for word in words) else []
    return found


def keeper(cast: Cast, name: str, unit: str = "hoa-an") -> Any:
    Grant.objects.create(user=cast.users[name], role=Role.RECORDS, unit=cast.unit(unit), valid=(SINCE, None))
    return cast.user(name)


@pytest.fixture
def wanted(settings: Any) -> None:
    settings.NEUGUONG_SENSITIVE = True


def test_traces_finds_what_is_there(cast: Cast, tmp_path: Path) -> None:
    SensitiveRecord.objects.create(person=cast.person("lan"), religion=SECRETS[1])
    (tmp_path / "a.xlsx").write_bytes(book(HEADERS, [row("N1")]).getvalue())
    assert traces(tmp_path, *SECRETS) == ["orgs_sensitiverecord", "a.xlsx"]


def test_switched_off_a_whole_import_leaves_no_trace(
    cast: Cast, client: Client, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    client.force_login(cast.user("son"))
    sent = book(HEADERS, [row("N1"), row("N2", cell="khong-co"), row("N3", secrets=["x" * 300, *SECRETS[1:]])])
    file = SimpleUploadedFile("Đảng viên.xlsx", sent.getvalue())
    address = client.post(reverse("imports:upload"), {"kind": "", "file": file})["Location"]
    assert traces(tmp_path, *SECRETS) == []
    run_jobs()
    assert traces(tmp_path, *SECRETS) == []
    page = client.get(address).content.decode()
    assert "Hệ thống này không nhận thông tin nhạy cảm" in page
    assert "DÂN TỘC, Tôn giáo *, Quê quán đã bị bỏ, không lưu ở đâu." in page
    assert "Bỏ qua cột không thuộc mẫu: Số căn cước." in page
    client.post(address, {"only_good": "on"})
    run_jobs()
    batch = Batch.objects.get()
    assert (batch.phase, counts(batch)) == (Phase.APPLIED, (2, 0, 0, 1))
    result = b"".join(client.get(reverse("imports:result_file", args=[batch.pk])))
    (tmp_path / "ket-qua.xlsx").write_bytes(result)
    assert [cell.value for cell in load_workbook(io.BytesIO(result)).active[1]] == [
        "Mã người", "Họ và tên", "Mã chi bộ", "Sinh hoạt từ", "Lý do",
    ]  # fmt: skip
    assert traces(tmp_path, *SECRETS) == []
    assert [word for word in SECRETS if word in caplog.text] == []
    assert [word for word in SECRETS if word in client.get(address).content.decode()] == []


@pytest.mark.parametrize("kind", ["don-vi", "dang-ky"])
def test_a_member_list_sent_as_something_else_is_not_kept(cast: Cast, tmp_path: Path, kind: str) -> None:
    with pytest.raises(SheetFileError, match="Tệp thiếu cột"):
        upload(kind=kind, name="a.xlsx", stream=book(HEADERS, [row("N1")]), actor=None, now=NOW)
    assert (Batch.objects.count(), traces(tmp_path, *SECRETS)) == (0, [])


def test_a_sensitive_column_in_a_workbook_of_units_is_not_kept(cast: Cast, tmp_path: Path) -> None:
    headers = ["Mã đơn vị", "Tên đơn vị", "Loại", "Cây", "Hiệu lực từ", "Tôn giáo"]
    unit = ["moi", "Đơn vị mới", "Chi bộ", "Đảng", "01/01/2024", SECRETS[1]]
    batch = upload(kind="don-vi", name="a.xlsx", stream=book(headers, [unit]), actor=None, now=NOW)
    assert traces(tmp_path, *SECRETS) == []
    check(batch, now=NOW, today=TODAY)
    assert batch.notes == [
        "Hệ thống này không nhận thông tin nhạy cảm; giá trị ở cột: Tôn giáo đã bị bỏ, không lưu ở đâu."
    ]


def test_other_workbooks_are_kept_as_they_came(cast: Cast) -> None:
    sent = book(["Mã đơn vị", "Tên đơn vị", "Loại", "Cây", "Hiệu lực từ"], [["a", "b", "c", "d", "e"]])
    batch = upload(kind="don-vi", name="a.xlsx", stream=sent, actor=None, now=NOW)
    assert batch.file is not None
    assert content(batch.file) == sent.getvalue()


@pytest.mark.usefixtures("wanted")
def test_wanted_and_sent_by_a_keeper_they_reach_their_table_and_nothing_else(cast: Cast, tmp_path: Path) -> None:
    Grant.objects.create(user=cast.users["tuan"], role=Role.STAFF, unit=cast.unit("hoa-an"), valid=(SINCE, None))
    tuan = keeper(cast, "tuan")
    batch = checked("nguoi", [row("N1"), row("N2", cell="khong-co")], headers=HEADERS, actor=tuan)
    assert traces(tmp_path, *SECRETS) == ["imports_sensitivecells", "imports_stagedrow"]
    check(batch, now=NOW, today=TODAY)  # the kept copy lacks them; what waits apart is read again
    apply(batch, tuan, now=NOW, today=TODAY, only_good=True)
    assert counts(batch) == (1, 0, 0, 1)
    record = Person.objects.get(code="N1").sensitive
    assert (record.ethnicity, record.religion, record.hometown) == SECRETS[:3]
    assert traces(tmp_path, *SECRETS) == ["orgs_sensitiverecord"]
    (entry,) = history(record)
    assert (entry.step, entry.note, entry.actor) == ("adopt", "Nạp từ nguoi.xlsx", tuan)
    with tmp_path.joinpath("ket-qua.xlsx").open("wb") as stream:
        write_result(batch, stream)
    assert traces(tmp_path, *SECRETS) == ["orgs_sensitiverecord"]
    assert counts(checked("nguoi", [row("N1")], headers=HEADERS, actor=tuan)) == (0, 0, 1, 0)


@pytest.mark.usefixtures("wanted")
@pytest.mark.parametrize("name", ["son", "an"])
def test_wanted_but_sent_by_no_keeper_they_are_dropped(cast: Cast, tmp_path: Path, name: str) -> None:
    SensitiveRecord.objects.create(person=cast.person("lan"), religion="Không")
    code = cast.person("lan").code
    same = ["", "Không", "", ""]
    batch = checked("nguoi", [row(code, secrets=same)], headers=HEADERS, actor=cast.user(name))
    other = checked("nguoi", [row(code)], headers=HEADERS, actor=cast.user(name))
    assert (batch.changed, faults(batch)) == (other.changed, faults(other))  # nothing can be tried out on her record
    assert other.notes[1:] == [
        "Không nhận thông tin nhạy cảm ở cột: DÂN TỘC, Tôn giáo *, Quê quán; giá trị không được lưu. Chỉ cán bộ quản lý"
        " hồ sơ đảng viên nạp được, trong vòng 7 ngày kể từ khi tải lên."
    ]
    assert traces(tmp_path, *SECRETS) == []


@pytest.mark.usefixtures("wanted")
def test_a_keeper_writes_only_the_records_she_keeps(cast: Cast) -> None:
    Grant.objects.create(user=cast.users["tuan"], role=Role.STAFF, unit=cast.unit("bac-son"), valid=(SINCE, None))
    tuan = keeper(cast, "tuan")
    plain = row("N3", cell=ELSEWHERE, secrets=["", "", "", ""])
    batch = checked("nguoi", [row("N1"), row("N2", cell=ELSEWHERE), plain], headers=HEADERS, actor=tuan)
    told = "Thông tin nhạy cảm của dòng này ngoài phạm vi hồ sơ đồng chí quản lý. Sửa ở cột C dòng 3."
    assert faults(batch) == {3: {"ethnicity": told}}


@pytest.mark.usefixtures("wanted")
def test_two_rows_of_one_person_must_agree(cast: Cast) -> None:
    other = row("N1", secrets=["Kinh", *SECRETS[1:]])
    batch = checked("nguoi", [[*row("N1"), ""], [*other, "01/01/2025"]], headers=[*HEADERS, "Sinh hoạt đến"])
    assert faults(batch)[3]["ethnicity"] == "Khác với dòng 2 của cùng mã người. Sửa ở cột C dòng 3."


@pytest.mark.usefixtures("wanted")
def test_switched_off_in_between_nothing_is_written(cast: Cast, tmp_path: Path, settings: Any) -> None:
    batch = checked("nguoi", [row("N1")], headers=HEADERS)
    settings.NEUGUONG_SENSITIVE = False
    apply(batch, None, now=NOW, today=TODAY)
    assert (counts(batch), traces(tmp_path, *SECRETS)) == ((1, 0, 0, 0), [])


@pytest.mark.usefixtures("wanted")
def test_nothing_waits_for_ever(cast: Cast, tmp_path: Path) -> None:
    batch = checked("nguoi", [row("N1")], headers=HEADERS)
    week = dt.timedelta(days=7)
    assert (forget_given_up(now=NOW + week), SensitiveCells.objects.count()) == (0, 1)
    assert forget_given_up(now=NOW + week + dt.timedelta(seconds=1)) == 1
    batch.refresh_from_db()
    assert batch.notes[-1].startswith("Không nhận thông tin nhạy cảm ở cột: Dân tộc, Tôn giáo, Quê quán;")
    assert traces(tmp_path, *SECRETS) == []
    apply(batch, None, now=NOW, today=TODAY)
    assert (counts(batch), SensitiveRecord.objects.count()) == ((1, 0, 0, 0), 0)


@pytest.mark.usefixtures("wanted")
def test_a_refused_batch_takes_its_values_along(cast: Cast, tmp_path: Path) -> None:
    batch = checked("nguoi", [row("N1", cell="khong-co")], headers=HEADERS)
    with pytest.raises(ValidationError):
        apply(batch, None, now=NOW, today=TODAY)
    forget_given_up(now=NOW + dt.timedelta(days=8))
    assert (StagedRow.objects.count(), traces(tmp_path, *SECRETS)) == (1, [])


@pytest.mark.parametrize(
    ("is_on", "is_keeper", "said", "columns"),
    [
        (False, True, "Hệ thống này không nhận dân tộc, tôn giáo, quê quán.", 0),
        (True, False, "chỉ do cán bộ quản lý hồ sơ đảng viên nạp", 0),
        (True, True, "của những người mà đồng chí quản lý hồ sơ", 3),
    ],
)
def test_the_page_says_how_the_switch_stands_and_the_template_follows(
    cast: Cast, client: Client, settings: Any, is_on: bool, is_keeper: bool, said: str, columns: int
) -> None:
    settings.NEUGUONG_SENSITIVE = is_on
    if is_keeper:
        keeper(cast, "son")
    client.force_login(cast.user("son"))
    assert said in client.get(reverse("imports:upload")).content.decode()
    template = io.BytesIO(b"".join(client.get(reverse("imports:template", args=["nguoi"]))))
    heads = [cell.value for cell in load_workbook(template)["Dữ liệu"][1]]
    assert len({"Dân tộc", "Tôn giáo", "Quê quán"} & set(heads)) == columns
