"""Evidence: what is taken, and how what was attached by mistake goes again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from neuguong.base.files.models import Attachment
from neuguong.base.journal.services import take_step
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Progress
from neuguong.work.commitments.services import report_result
from tests.cast import Cast

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def running(opened: Cast, written: Callable[..., Commitment], tmp_path: Path, settings: Any) -> Commitment:
    """Lan's registration, approved."""
    settings.DATA_DIR = tmp_path
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    take_step(FLOW, row, "approve", opened.user("hung"), now=opened.now)
    row.refresh_from_db()
    return row


@pytest.fixture
def lan(opened: Cast, client: Client) -> Client:
    client.force_login(opened.user("lan"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def record(client: Client, opened: Cast, row: Commitment, *files: tuple[str, bytes]) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    data = {"quarter": opened.quarters[2026, 4].pk, "text": "Đã vận động 2 hộ", "amount": "", "evidence": sent}
    return client.post(f"/cam-ket/ket-qua/{row.items.get().pk}/", data)


def test_what_is_no_picture_or_paper_is_refused_by_name_and_nothing_is_written(
    opened: Cast, running: Commitment, lan: Client
) -> None:
    answer = record(lan, opened, running, ("anh.pdf", PDF), ("virus.exe", b"xin chao"))
    assert answer.status_code == 422
    assert "“virus.exe”: Nội dung tệp không phải là ảnh" in answer.content.decode()
    assert (Progress.objects.count(), Attachment.objects.count()) == (0, 0)


def test_evidence_is_taken_off_by_who_attached_it_and_the_journal_says_so(
    opened: Cast, running: Commitment, lan: Client
) -> None:
    record(lan, opened, running, ("nham.pdf", PDF))
    page = BeautifulSoup(lan.get(f"/cam-ket/ket-qua/{running.items.get().pk}/").content, "html.parser")
    way = page.select_one(".files a.text-danger")["href"]
    back = lan.post(way)["Location"]
    assert back == f"/cam-ket/ket-qua/{running.items.get().pk}/"
    assert Attachment.objects.count() == 0
    told = BeautifulSoup(lan.get(f"/cam-ket/{running.pk}/").content, "html.parser").select_one(".timeline-entry")
    assert told.select_one(".timeline-what").get_text() == "Bỏ minh chứng"
    assert told.select_one(".timeline-note").get_text() == "nham.pdf"


def test_once_reported_it_stays(opened: Cast, running: Commitment, lan: Client) -> None:
    record(lan, opened, running, ("bien-ban.pdf", PDF))
    report_result(commitment=running, result="Xong", actor=opened.user("lan"), now=opened.now)
    assert lan.post(f"/tep/dinh-kem/{Attachment.objects.get().pk}/bo/").status_code == 404
    assert Attachment.objects.count() == 1
