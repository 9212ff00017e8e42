"""The minutes of a decision open to whoever may see what was decided."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from neuguong.base.files.models import StoredFile
from neuguong.base.files.queries import attached_to
from neuguong.base.journal.services import take_step
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Decision
from tests.cast import Cast

Make = Callable[..., Commitment]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"  # noqa: E501


@pytest.fixture
def approved(opened: Cast, written: Make, settings: Any, tmp_path: Path) -> Commitment:
    """Lan's registration, approved on the page with the minutes of the cell's meeting."""
    settings.DATA_DIR = tmp_path
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    sent = {"meeting_on": "15/11/2026", "number": "05-BB/CB", "note": "", "presided_by": str(opened.person("hung").pk)}
    minutes = SimpleUploadedFile("bien-ban.pdf", PDF, "application/pdf")
    answer = _enter(opened, "hung").post(f"/cam-ket/phe-duyet/?id={row.pk}", {**sent, "minutes": minutes})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (302, State.APPROVED)
    return row


def _enter(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_minutes_belong_to_the_decision(approved: Commitment) -> None:
    decision = Decision.objects.get()
    assert [one.file for one in attached_to(decision)] == [decision.minutes]


@pytest.mark.parametrize(
    ("name", "status"),
    [("lan", 200), ("hung", 200), ("mai", 200), ("son", 200), ("van", 200), ("tuan", 404), ("ha", 404), ("binh", 404)],
)
def test_who_sees_the_registration_opens_them(opened: Cast, approved: Commitment, name: str, status: int) -> None:
    answer: Any = _enter(opened, name).get(f"/tep/{StoredFile.objects.get().pk}/")
    told = b"".join(answer) if status == 200 else b""
    assert (answer.status_code, told) == (status, PDF if status == 200 else b"")


def test_the_page_leads_to_them(opened: Cast, approved: Commitment) -> None:
    html = _enter(opened, "lan").get(f"/cam-ket/{approved.pk}/").content.decode()
    assert f'<a href="/tep/{StoredFile.objects.get().pk}/">bien-ban.pdf</a>' in html
