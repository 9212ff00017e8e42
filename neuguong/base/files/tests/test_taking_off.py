"""Taking off a file: who attached it, while its owner is open to her; its owner's journal says so."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import within
from neuguong.base.files import queries
from neuguong.base.files.models import Attachment, StoredFile
from neuguong.base.files.services import attach, store, take_off
from neuguong.base.files.tests import samples
from neuguong.base.journal.queries import history
from neuguong.kit.policy import Policy
from tests.cast import Cast

SECRETARIES = within(Role.SECRETARY, unit="home_id")


@pytest.fixture
def attached(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Attachment:
    """A paper that Hùng attached to Lan."""
    monkeypatch.setattr(queries, "_owners", {})
    queries.register_owner("orgs.Person", Policy(view=SECRETARIES, take_off=SECRETARIES))
    file = store(stream=io.BytesIO(samples.PDF), name="nham.pdf", actor=cast.user("hung"), now=cast.now)
    return attach(file=file, obj=cast.person("lan"))


@pytest.mark.parametrize(
    ("name", "status"), [("", 302), ("lan", 404), ("ha", 404), ("mai", 404), ("son", 404), ("an", 404), ("hung", 200)]
)
def test_only_whoever_attached_it_is_asked(
    cast: Cast, client: Client, attached: Attachment, name: str, status: int
) -> None:
    if name:
        client.force_login(cast.users[name])
    assert client.get(f"/tep/dinh-kem/{attached.pk}/bo/").status_code == status
    assert Attachment.objects.count() == 1


def test_it_is_taken_off_and_told(cast: Cast, client: Client, attached: Attachment) -> None:
    client.force_login(cast.users["hung"])
    asked = BeautifulSoup(client.get(f"/tep/dinh-kem/{attached.pk}/bo/?next=/nguoi/").content, "html.parser")
    assert "nham.pdf" in asked.select_one("#content form").get_text()

    answer = client.post(f"/tep/dinh-kem/{attached.pk}/bo/", {"next": "/nguoi/"})

    assert answer["Location"] == "/nguoi/"
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (0, 1)
    told = [(one.step, one.note, one.actor) for one in history(cast.person("lan"))]
    assert told == [("take_off", "nham.pdf", cast.users["hung"])]
    assert client.post(f"/tep/dinh-kem/{attached.pk}/bo/").status_code == 404


def test_the_way_on_is_one_of_ours(cast: Cast, client: Client, attached: Attachment) -> None:
    client.force_login(cast.users["hung"])
    answer = client.post(f"/tep/dinh-kem/{attached.pk}/bo/", {"next": "//noi-khac.vn/"})
    assert answer["Location"] == "/"


def test_where_the_owner_is_closed_it_stays(cast: Cast, attached: Attachment) -> None:
    queries.register_owner("orgs.Person", Policy(view=SECRETARIES))
    with pytest.raises(PermissionDenied):
        take_off(attachment=attached, actor=cast.user("hung"), now=cast.now)
    assert (Attachment.objects.count(), list(history(cast.person("lan")))) == (1, [])
