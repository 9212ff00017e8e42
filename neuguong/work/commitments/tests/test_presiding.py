"""Who presided is recorded, over the approval and over the confirmation, and is never the registrant."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from neuguong.base.journal.services import take_step
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.services import Ruling, decide
from tests.cast import TODAY, Cast

Make = Callable[..., Commitment]


def _confirm(cast: Cast, row: Commitment, by: str, chair: str) -> None:
    decide(
        commitments=Commitment.objects.filter(pk=row.pk), step="confirm_achieved", unit=cast.unit("thon-dong"),
        ruling=Ruling(meeting_on=TODAY, presided_by=cast.person(chair)),
        actor=cast.user(by), now=cast.now, today=TODAY,
    )  # fmt: skip


@pytest.fixture
def reported(opened: Cast, written: Make) -> Commitment:
    row = written("lan")
    Commitment.objects.filter(pk=row.pk).update(state=State.REPORTED)
    return row


def test_the_confirmation_names_who_presided(opened: Cast, reported: Commitment) -> None:
    _confirm(opened, reported, "hung", "mai")
    reported.refresh_from_db()
    assert (reported.state, reported.confirmed_by, reported.decided_by) == (
        State.ACHIEVED, opened.person("mai"), None,
    )  # fmt: skip


def test_the_registrant_presides_over_neither(opened: Cast, reported: Commitment) -> None:
    with pytest.raises(ValidationError, match="người đăng ký không tự quyết định"):
        _confirm(opened, reported, "hung", "lan")
    with pytest.raises(IntegrityError, match="maker_never_confirms"), transaction.atomic():
        Commitment.objects.filter(pk=reported.pk).update(confirmed_by=opened.person("lan"))


@pytest.mark.parametrize(("whose", "by", "chair"), [("lan", "mai", "Trần Văn Hùng"), ("hung", "mai", "Lê Thị Mai")])
def test_the_page_proposes_the_head_or_for_his_own_matter_the_deputy_and_asks_for_one(
    opened: Cast, written: Make, whose: str, by: str, chair: str
) -> None:
    row = written(whose)
    take_step(FLOW, row, "submit", opened.user(whose), now=opened.now)
    client = Client()
    client.force_login(opened.user(by), backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/cam-ket/phe-duyet/?id={row.pk}"
    html = BeautifulSoup(client.get(address).content, "html.parser")
    proposed = html.select_one("select[name=presided_by] option[selected]")
    assert proposed is not None
    assert proposed.get_text() == chair
    typed = {"meeting_on": "15/11/2026", "number": "", "note": ""}
    assert client.post(address, {**typed, "presided_by": ""}).status_code == 422
    assert client.post(address, {**typed, "presided_by": str(proposed["value"])}).status_code == 302
    row.refresh_from_db()
    assert (row.state, str(row.decided_by)) == (State.APPROVED, chair)
