"""What no form of ours sends is answered with a sentence or "not found", never with a fault of the server."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from neuguong.base.access.models import Delegation, Grant
from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import take_step
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.services import ItemInput, open_year, save_draft
from tests.cast import TODAY, Cast

DIGITS = "9" * 5000
WRITE = {
    "viec-TOTAL_FORMS": "1", "viec-INITIAL_FORMS": "0", "viec-MIN_NUM_FORMS": "0", "viec-MAX_NUM_FORMS": "20",
    "viec-0-number": "", "viec-0-group": "DEED", "viec-0-deed": "Vận động 5 hộ hiến đất",
    "viec-0-due_on": "30/09/2026", "edition": "0", "shortcomings": "", "mend_by": "",
}  # fmt: skip


@pytest.fixture
def opened(cast: Cast) -> Cast:
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=TODAY, day=TODAY)
    return cast


def _enter(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/tim-kiem/?q=%00", 404),
        ("/don-vi/?q=a%00b", 404),
        ("/don-vi/bac-son%00/", 404),
        ("/so-lieu/should/?don-vi=%00&ky=1", 404),
        ("/bao-cao/?don-vi=%00", 404),
        (f"/cam-ket/?page={DIGITS}", 200),
        (f"/don-vi/bac-son/?nam={DIGITS}", 200),
        (f"/cam-ket/viet/?id={DIGITS}", 404),
        (f"/cam-ket/bao-cao/?id={DIGITS}", 404),
        (f"/cam-ket/phe-duyet/?id={DIGITS}", 404),
        ("/cam-ket/phe-duyet/?id=99999999999999999999", 404),
        ("/cam-ket/99999999999999999999/", 404),
    ],
)
def test_an_odd_address(opened: Cast, address: str, status: int) -> None:
    assert _enter(opened, "quang").get(address).status_code == status


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"viec-0-target": "999999999999999999"}, 422),
        ({"viec-0-target": "1,23456"}, 422),
        ({"viec-0-target": "99.999.999.999.999,9999"}, 302),
        ({"them_dong": "1", "viec-TOTAL_FORMS": DIGITS}, 200),
    ],
)
def test_an_odd_form(opened: Cast, typed: dict[str, str], status: int) -> None:
    row = Commitment.objects.get(person=opened.person("lan"))
    answer = _enter(opened, "lan").post(reverse("commitments:edit") + f"?id={row.pk}", {**WRITE, **typed})
    assert answer.status_code == status
    if status == 422:
        assert "quá lớn hoặc có quá bốn chữ số lẻ" in answer.content.decode()


def test_a_long_title_and_a_long_decision_name_the_capacity(opened: Cast) -> None:
    grant = Grant.objects.get(user=opened.users["hung"])
    Grant.objects.filter(pk=grant.pk).update(title="B" * 200)
    days = (TODAY, TODAY + dt.timedelta(days=9))
    Delegation.objects.create(
        grant=grant, to=opened.users["tuan"], valid=days, decision="Q" * 120, made_by=opened.users["hung"]
    )
    row = Commitment.objects.get(person=opened.person("lan"))
    given = {"actor": opened.user("lan"), "now": opened.now}
    save_draft(commitment=row, fields={}, items=[ItemInput(1, "Một việc", TODAY)], edition=0, today=TODAY, **given)
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    assert take_step(FLOW, row, "send_back", opened.user("tuan"), "Thêm chỉ tiêu", now=opened.now).moved == [row.pk]
    assert Commitment.objects.get(pk=row.pk).state == State.RETURNED
    entry = Entry.objects.get(object_id=row.pk, step="send_back")
    assert entry.capacity == f"{'B' * 200}, theo ủy quyền của đồng chí Trần Văn Hùng ({'Q' * 120})"
