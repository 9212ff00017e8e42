"""The page on which a quarter's result is recorded: how many files, and of which kinds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from neuguong.base.files.models import Attachment
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.models import Commitment, Item, Progress
from tests.cast import Cast

Make = Callable[..., Commitment]


@pytest.fixture
def address(opened: Cast, written: Make, settings: Any, tmp_path: Path) -> str:
    """Where Lan records results of her approved item."""
    settings.DATA_DIR = tmp_path
    row = written("lan")
    Commitment.objects.filter(pk=row.pk).update(state=State.APPROVED)
    return f"/cam-ket/ket-qua/{Item.objects.get(commitment=row).pk}/"


@pytest.fixture
def lan(opened: Cast) -> Client:
    client = Client()
    client.force_login(opened.user("lan"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_chooser_names_the_kinds_that_are_taken(lan: Client, address: str) -> None:
    html = lan.get(address).content.decode()
    chooser = html.split('name="evidence"', 1)[1].split(">", 1)[0]
    assert ('accept=".pdf,' in chooser, "multiple" in chooser) == (True, True)


@pytest.mark.parametrize(("many", "status"), [(10, 302), (11, 422)])
def test_ten_files_at_a_time(opened: Cast, lan: Client, address: str, many: int, status: int) -> None:
    files = [SimpleUploadedFile(f"bien-ban-{n}.pdf", b"%%PDF-1.4\n%%%%EOF %d\n" % n) for n in range(many)]
    typed = {"quarter": str(opened.quarters[2026, 4].pk), "text": "Đã trồng cây", "amount": "", "evidence": files}
    assert lan.post(address, typed).status_code == status
    kept = (10, 1) if status == 302 else (0, 0)
    assert (Attachment.objects.count(), Progress.objects.count()) == kept
