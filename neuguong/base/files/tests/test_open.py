"""Opening a file: who may, what the browser is told, what the journal keeps."""

import io
import logging
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import within
from neuguong.base.files import queries, storage
from neuguong.base.files.models import StoredFile
from neuguong.base.files.services import attach, store
from neuguong.base.files.tests import samples
from neuguong.base.journal.queries import history
from neuguong.kit.policy import Policy
from tests.cast import Cast


@pytest.fixture
def evidence(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> StoredFile:
    """A paper that Tuấn sent, attached to Lan, whose cell's secretaries and everybody above may see her."""
    policy = Policy(view=within(Role.SECRETARY, Role.STAFF, Role.APPROVER, Role.VIEWER, unit="home_id"))
    monkeypatch.setattr(queries, "_owners", {})
    queries.register_owner("orgs.Person", policy)
    file = store(stream=io.BytesIO(samples.PDF), name="Biên bản.pdf", actor=cast.user("tuan"), now=cast.now)
    attach(file=file, obj=cast.person("lan"))
    return file


def opened(client: Client, file: StoredFile) -> tuple[Any, bytes]:
    """The answer, and its bytes read to the end."""
    response: Any = client.get(f"/tep/{file.pk}/")
    return response, b"".join(response.streaming_content) if response.streaming else response.content


def test_anonymous_people_sign_in_first(client: Client, evidence: StoredFile) -> None:
    assert client.get(f"/tep/{evidence.pk}/")["Location"] == f"/dang-nhap/?next=%2Ftep%2F{evidence.pk}%2F"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("tuan", 200), ("hung", 200), ("son", 200), ("thuy", 200), ("quang", 200), ("van", 200),
        ("lan", 404), ("ha", 404), ("long", 404), ("an", 404),
    ],
)  # fmt: skip
def test_whoever_may_see_the_object_may_open_it(
    cast: Cast, client: Client, evidence: StoredFile, name: str, status: int
) -> None:
    client.force_login(cast.users[name])
    assert opened(client, evidence)[0].status_code == status


def test_what_is_attached_to_a_model_that_nobody_registered_stays_with_its_uploader(
    cast: Cast, evidence: StoredFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_owners", {})
    may = [name for name in cast.users if queries.may_open(cast.user(name), evidence)]
    assert may == ["tuan"]


def test_a_file_that_is_not_there_is_not_found(cast: Cast, client: Client) -> None:
    client.force_login(cast.users["an"])
    assert client.get("/tep/987654/").status_code == 404


def test_papers_are_handed_over_and_every_opening_is_journaled(
    cast: Cast, client: Client, evidence: StoredFile
) -> None:
    client.force_login(cast.users["hung"])

    response, content = opened(client, evidence)

    assert content == samples.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Bi%C3%AAn%20b%E1%BA%A3n.pdf"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert [(one.step, one.actor) for one in history(evidence)] == [("opened", cast.users["hung"])]


def test_pictures_are_shown_in_a_sandbox(cast: Cast, client: Client) -> None:
    tuan = cast.user("tuan")
    file = store(stream=io.BytesIO(samples.PNG), name="anh.png", actor=tuan, now=cast.now)
    client.force_login(tuan)

    response, content = opened(client, file)

    assert content == samples.PNG
    assert response["Content-Disposition"] == 'inline; filename="anh.png"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_lost_content_is_said_in_words_and_logged(
    cast: Cast, client: Client, evidence: StoredFile, caplog: pytest.LogCaptureFixture
) -> None:
    storage.place(evidence.sha256).unlink()
    client.force_login(cast.users["hung"])

    with caplog.at_level(logging.ERROR, logger="neuguong.base.files.views"):
        response = client.get(f"/tep/{evidence.pk}/")

    assert response.status_code == 404
    page = BeautifulSoup(response.content, "html.parser")
    assert page.h1.get_text() == "Không tìm thấy nội dung tệp"
    assert f"tệp số {evidence.pk}" in page.get_text()
    assert [record.getMessage() for record in caplog.records if record.name == "neuguong.base.files.views"] == [
        f"stored file {evidence.pk} is not on disk"
    ]
    assert not history(evidence).exists()
