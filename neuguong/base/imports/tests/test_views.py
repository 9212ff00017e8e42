"""The pages, climbing the ladder; and the way from upload to result by hand."""

import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.imports.jobs import apply_batch, check_batch, load_batch
from neuguong.base.imports.models import Batch, Phase
from neuguong.base.imports.tests.loading import checked, workbook
from neuguong.base.imports.tests.test_batches import CELL, person
from neuguong.base.orgs.models import Person
from tests.cast import SINCE, Cast


def asking(client: Client, cast: Cast, name: str) -> Client:
    client.force_login(cast.user(name))
    return client


def run_jobs() -> None:
    """Run what waits in the queue, as a worker would."""
    known = {"imports.check": check_batch, "imports.load": load_batch, "imports.apply": apply_batch}
    for job in ProcrastinateJob.objects.filter(status="todo", task_name__in=known).order_by("pk"):
        known[job.task_name](**job.args)
        ProcrastinateJob.objects.filter(pk=job.pk)._raw_delete("default")


@pytest.mark.parametrize("name", ["imports:list", "imports:upload"])
@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("lan", 403), ("hung", 403), ("thuy", 403), ("van", 403), ("binh", 403), ("son", 200), ("an", 200)],
)
def test_only_loaders_come_in(client: Client, cast: Cast, name: str, who: str | None, status: int) -> None:
    if who:
        asking(client, cast, who)
    assert client.get(reverse(name)).status_code == status


def test_a_batch_is_its_makers_and_the_nations_administrators(client: Client, cast: Cast) -> None:
    batch = checked("nguoi", [person("N1"), person("N2", cell="khong-co")], actor=cast.user("son"))
    pages = [reverse(f"imports:{name}", args=[batch.pk]) for name in ("batch", "result_file")]
    assert [asking(client, cast, "son").get(page).status_code for page in pages] == [200, 200]
    assert [asking(client, cast, "an").get(page).status_code for page in pages] == [404, 404]
    assert batch.name not in client.get(reverse("imports:list")).content.decode()
    Grant.objects.create(
        user=cast.user("an"), role=Role.ADMINISTRATOR, unit=cast.unit("trung-uong"), valid=(SINCE, None)
    )
    assert [asking(client, cast, "an").get(page).status_code for page in pages] == [200, 200]


def test_from_upload_to_result(client: Client, cast: Cast) -> None:
    asking(client, cast, "son")
    content = workbook("nguoi", [person("N1"), person("N2", cell="khong-co")]).getvalue()
    sent = client.post(reverse("imports:upload"), {"kind": "", "file": SimpleUploadedFile("Đảng viên.xlsx", content)})
    batch = Batch.objects.get()
    address = reverse("imports:batch", args=[batch.pk])
    assert (sent.status_code, sent["Location"], batch.kind) == (302, address, "nguoi")
    assert 'hx-trigger="every 1s"' in client.get(address).content.decode()

    run_jobs()
    shown = client.get(address, headers={"HX-Request": "true", "HX-Target": "phase"}).content.decode()
    assert "hx-trigger" not in shown
    assert "<html" not in shown
    assert "Không có đơn vị mã “khong-co”. Sửa ở cột G dòng 3." in shown
    refused = client.post(address)
    assert refused.status_code == 422
    assert "Còn 1 dòng lỗi" in refused.content.decode()

    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("#phase form.form")
    assert form.button.get_text().strip() == "Nạp 1 dòng đúng, để lại 1 dòng lỗi"
    sent = {field["name"]: field["value"] for field in form.select("input")}
    assert client.post(address, sent).status_code == 302
    batch.refresh_from_db()
    assert batch.phase == Phase.APPLYING
    run_jobs()
    assert "Đã nạp xong lúc" in client.get(address).content.decode()
    assert Person.objects.filter(code="N1").exists()


@pytest.mark.parametrize(
    ("cells", "said", "people"),
    [
        ([CELL, CELL], "Đã nạp xong lúc", 2),
        ([CELL, "khong-co"], "Nạp 1 dòng đúng, để lại 1 dòng lỗi", 0),
    ],
)
def test_whoever_asks_for_it_has_a_right_file_loaded_in_one_go(
    client: Client, cast: Cast, cells: list[str], said: str, people: int
) -> None:
    rows = [person(f"N{n}", name, cell) for n, (name, cell) in enumerate(zip(("Lê An", "Lê Bình"), cells, strict=True))]
    file = SimpleUploadedFile("a.xlsx", workbook("nguoi", rows).getvalue())
    sent = asking(client, cast, "son").post(reverse("imports:upload"), {"kind": "", "file": file, "at_once": "on"})
    run_jobs()
    assert said in client.get(sent["Location"]).content.decode()
    assert Person.objects.filter(code__startswith="N").count() == people


def test_a_wrong_file_goes_back_to_its_field(client: Client, cast: Cast) -> None:
    sent = asking(client, cast, "son").post(
        reverse("imports:upload"), {"kind": "nguoi", "file": SimpleUploadedFile("a.xlsx", b"Ma;Ten")}
    )
    assert sent.status_code == 422
    assert "Tệp không phải là sổ tính Excel (.xlsx). Hãy chọn lại tệp." in sent.content.decode()
    assert Batch.objects.count() == 0


def test_a_stopped_check_can_be_run_again(client: Client, cast: Cast) -> None:
    batch = checked("nguoi", [person("N1")], actor=cast.user("son"))
    Batch.objects.filter(pk=batch.pk).update(phase=Phase.CHECKING)
    asking(client, cast, "son").post(reverse("imports:check", args=[batch.pk]))
    run_jobs()
    batch.refresh_from_db()
    assert (batch.phase, batch.added) == (Phase.CHECKED, 1)


def test_templates_of_every_kind(client: Client, cast: Cast) -> None:
    asking(client, cast, "son")
    page = client.get(reverse("imports:upload")).content.decode()
    kinds = ["don-vi", "ke-thua", "nguoi", "chuong-trinh", "van-ban-tuyen-truyen", "dang-ky", "ket-qua"]
    for kind in kinds:
        address = reverse("imports:template", args=[kind])
        assert address in page
        stream = io.BytesIO(b"".join(client.get(address)))
        assert load_workbook(stream).sheetnames[0] == "Dữ liệu"
    assert client.get(reverse("imports:template", args=["la"])).status_code == 404


def test_what_the_command_line_brought_in_has_a_name_in_the_list(client: Client, cast: Cast) -> None:
    checked("nguoi", [person("N1")])
    Grant.objects.create(
        user=cast.user("an"), role=Role.ADMINISTRATOR, unit=cast.unit("trung-uong"), valid=(SINCE, None)
    )
    page = BeautifulSoup(asking(client, cast, "an").get(reverse("imports:list")).content, "html.parser")
    assert page.select_one('td[data-label="Người nạp"]').get_text().strip() == "Hệ thống"


@pytest.mark.parametrize("made", [1, 3])
def test_the_list_asks_a_constant_number_of_queries(
    client: Client, cast: Cast, made: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(made):
        checked("nguoi", [person(f"N{n}")], actor=cast.user("son"))
    asking(client, cast, "son").get(reverse("imports:list"))
    with django_assert_max_num_queries(12):
        assert client.get(reverse("imports:list")).status_code == 200
