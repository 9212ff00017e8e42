"""Giving a batch up at any time before its commit; the same file twice; progress that a reload finds again."""

import io
import threading
import time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from neuguong.base.imports.models import Batch, Phase, Progress, StagedRow
from neuguong.base.imports.queries import how_far, loaded_before
from neuguong.base.imports.services import apply, ask, cancel, check, load_at_once, upload
from neuguong.base.imports.tests.loading import checked, counts, workbook
from neuguong.base.imports.tests.test_batches import person
from neuguong.base.journal.queries import history
from neuguong.base.orgs.models import Person
from tests.cast import NOW, TODAY, Cast

SOON = 2.0  # seconds within which a worker stops


def test_a_checked_batch_is_given_up_and_writes_nothing(cast: Cast) -> None:
    batch = cancel(checked("nguoi", [person("N1")], actor=cast.user("an")), cast.user("an"), now=NOW)
    assert (batch.phase, StagedRow.objects.filter(batch=batch).count()) == (Phase.CANCELLED, 0)
    assert [entry.step for entry in history(batch)] == ["cancelled"]
    for act in (lambda: apply(batch, None, now=NOW, today=TODAY), lambda: check(batch, now=NOW, today=TODAY)):
        with pytest.raises(ValidationError, match="đã hủy"):
            act()
    assert cancel(batch, cast.user("an"), now=NOW).phase == Phase.CANCELLED
    assert not Person.objects.filter(code="N1").exists()


def test_what_is_loaded_is_not_given_up(cast: Cast) -> None:
    batch = apply(checked("nguoi", [person("N1")]), None, now=NOW, today=TODAY)
    with pytest.raises(ValidationError, match="không hủy được nữa"):
        cancel(batch, None, now=NOW)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_in_the_middle_of_a_statement_stops_within_two_seconds(cast: Cast) -> None:
    batch = checked("nguoi", [person(f"N{n}") for n in range(20)])
    with connection.cursor() as cursor:  # a table that nobody can write into makes the worker wait in its statement
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE orgs_person IN SHARE MODE")
        worker = threading.Thread(target=_apply_elsewhere, args=(batch.pk,))
        worker.start()
        _until(lambda: _phase_elsewhere(batch.pk) == Phase.APPLYING)
        asked = time.monotonic()
        _cancel_elsewhere(batch.pk)
        worker.join(10)
        taken = time.monotonic() - asked
        cursor.execute("ROLLBACK")
    batch.refresh_from_db()
    assert (batch.phase, Person.objects.filter(code__startswith="N").count()) == (Phase.CANCELLED, 0)
    assert taken < SOON


def _elsewhere(work: Any) -> Any:
    """Run `work` in a thread, and so on a connection, of its own."""
    found: list[Any] = []

    def run() -> None:
        found.append(work())
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)
    return found[0]


def _apply_elsewhere(pk: int) -> None:
    apply(Batch.objects.get(pk=pk), None, now=NOW, today=TODAY)
    connections.close_all()


def _cancel_elsewhere(pk: int) -> None:
    _elsewhere(lambda: cancel(Batch.objects.get(pk=pk), None, now=NOW))


def _phase_elsewhere(pk: int) -> str:
    phase: str = _elsewhere(lambda: Batch.objects.get(pk=pk).phase)
    return phase


def _until(holds: Any) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_same_file_again_says_who_loaded_it_and_adds_nothing(client: Client, cast: Cast) -> None:
    content = workbook("nguoi", [person("N1")]).getvalue()
    client.force_login(cast.user("an"))
    for _time in range(2):
        client.post(reverse("imports:upload"), {"kind": "", "file": SimpleUploadedFile("Đảng viên.xlsx", content)})
    first, second = Batch.objects.order_by("pk")
    assert loaded_before(second, cast.user("an")) is None
    check(first, now=NOW, today=TODAY)
    apply(first, cast.user("an"), now=NOW, today=TODAY)
    check(second, now=NOW, today=TODAY)
    page = client.get(reverse("imports:batch", args=[second.pk])).content.decode()
    assert "Tệp này giống hệt tệp “Đảng viên.xlsx”" in page
    assert reverse("imports:batch", args=[first.pk]) in page
    assert counts(apply(second, cast.user("an"), now=NOW, today=TODAY)) == (0, 0, 1, 0)


def test_a_stranger_does_not_learn_the_way_to_the_batch_that_loaded_it(cast: Cast) -> None:
    content = workbook("nguoi", [person("N1")]).getvalue()
    mine, theirs = (
        check(
            upload(kind="nguoi", name="n.xlsx", stream=io.BytesIO(content), actor=cast.user(who), now=NOW),
            now=NOW,
            today=TODAY,
        )
        for who in ("an", "son")
    )
    apply(mine, cast.user("an"), now=NOW, today=TODAY)
    before = loaded_before(theirs, cast.user("son"))
    assert before is not None
    assert (before.pk, before.made_by) == (None, cast.user("an"))


def test_what_is_in_doubt_is_asked_about_before_it_is_loaded(client: Client, cast: Cast) -> None:
    batch = checked("nguoi", [person("N1"), person("N2")], actor=cast.user("an"))
    assert batch.doubts == [
        "Dòng 2 và dòng 3 cùng họ tên Lê Văn Tám, ngày sinh 01/02/1980 mà hai mã N1, N2."
        " Có đúng là hai người khác nhau không?"
    ]
    with pytest.raises(ValidationError, match="điều cần xác nhận"):
        ask(batch, only_good=False)
    client.force_login(cast.user("an"))
    address = reverse("imports:batch", args=[batch.pk])
    assert client.post(address).status_code == 422
    assert client.post(address, {"is_sure": "on"}).status_code == 302


def test_what_is_in_doubt_is_not_loaded_in_one_go(cast: Cast) -> None:
    stream = workbook("nguoi", [person("N1"), person("N2")])
    batch = upload(kind="nguoi", name="a.xlsx", stream=stream, actor=cast.user("an"), now=NOW)
    load_at_once(batch, cast.user("an"), now=NOW, today=TODAY)
    assert (batch.phase, counts(batch), len(batch.doubts)) == (Phase.CHECKED, (2, 0, 0, 0), 1)
    assert not Person.objects.filter(code="N1").exists()
    apply(batch, cast.user("an"), now=NOW, today=TODAY)
    assert (batch.phase, counts(batch)) == (Phase.APPLIED, (2, 0, 0, 0))


def test_somebody_known_under_another_code_is_asked_about(cast: Cast) -> None:
    apply(checked("nguoi", [person("N1")]), None, now=NOW, today=TODAY)
    assert checked("nguoi", [person("N7")]).doubts == [
        "Dòng 2: Lê Văn Tám, ngày sinh 01/02/1980 đã có trong hệ thống với mã N1, không phải N7."
        " Có đúng là hai người khác nhau không?"
    ]


def test_a_reload_finds_how_far_the_work_is_and_a_way_to_stop_it(client: Client, cast: Cast) -> None:
    batch = upload(
        kind="nguoi", name="n.xlsx", stream=workbook("nguoi", [person("N1")]), actor=cast.user("an"), now=NOW
    )
    Batch.objects.filter(pk=batch.pk).update(phase=Phase.CHECKING)
    Progress.objects.filter(batch=batch).update(step="READING", done=25_000, total=100_000, since=NOW)
    client.force_login(cast.user("an"))
    page = BeautifulSoup(client.get(reverse("imports:batch", args=[batch.pk])).content, "html.parser")
    assert page.select_one(".progress-counts").get_text() == "25.000 trên 100.000"
    assert page.select_one(f'form[action="{reverse("imports:cancel", args=[batch.pk])}"] button') is not None
    assert client.post(reverse("imports:cancel", args=[batch.pk])).status_code == 302
    batch.refresh_from_db()
    assert batch.phase == Phase.CANCELLED


def test_what_is_left_is_told_from_the_speed_so_far(cast: Cast) -> None:
    batch = checked("nguoi", [person("N1")])
    Progress.objects.filter(batch=batch).update(step="READING", done=20, total=100, since=NOW)
    later = NOW.replace(minute=NOW.minute + 1)
    assert how_far(batch, now=later).seconds_left == 240
