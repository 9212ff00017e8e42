"""A result that is not wholly confirmed has a reason, for one registration and for many decided at once."""

from collections.abc import Callable

import pytest
from django.test import Client

from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import take_step
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Decision, Item
from neuguong.work.commitments.services import Ruling, decide, record_progress, report_result
from tests.cast import TODAY, Cast

Make = Callable[..., Commitment]


@pytest.fixture
def reported(opened: Cast, written: Make) -> list[Commitment]:
    """The results of Lan and Mai, reported, waiting for their cell."""
    rows = [written(name) for name in ("lan", "mai")]
    for row, name in zip(rows, ("lan", "mai"), strict=True):
        take_step(FLOW, row, "submit", opened.user(name), now=opened.now)
        decide(
            commitments=Commitment.objects.filter(pk=row.pk), step="approve", ruling=Ruling(meeting_on=TODAY),
            unit=row.decider_unit, actor=opened.user("hung"), now=opened.now, today=TODAY,
        )  # fmt: skip
        record_progress(
            item=Item.objects.get(commitment=row), quarter=opened.quarters[2026, 3], text="Đã vận động 2 hộ",
            amount=None, actor=opened.user(name), now=opened.now, today=TODAY,
        )  # fmt: skip
        report_result(commitment=row, result="Chưa xong", actor=opened.user(name), now=opened.now)
    return rows


def _confirm(cast: Cast, step: str, rows: list[Commitment], note: str) -> tuple[int, str]:
    """What the secretary gets who sends the page of the step; Hùng has reported nothing himself."""
    client = Client()
    client.force_login(cast.user("hung"), backend="allauth.account.auth_backends.AuthenticationBackend")
    query = "&".join(f"chon={row.pk}" for row in rows)
    chair = str(cast.person("hung").pk)
    sent = {"meeting_on": "15/11/2026", "number": "", "presided_by": chair, "note": note}
    answer = client.post(f"/cam-ket/xac-nhan/?{query}&buoc={step}", sent)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("step", ["confirm_partly", "confirm_not_achieved"])
@pytest.mark.parametrize("many", [1, 2])
def test_without_a_reason_nothing_is_confirmed(opened: Cast, reported: list[Commitment], step: str, many: int) -> None:
    status, html = _confirm(opened, step, reported[:many], "  ")
    assert (status, 'id="id_note_error"' in html, "Lý do" in html) == (422, True, True)
    assert set(Commitment.objects.filter(pk__in=[r.pk for r in reported]).values_list("state", flat=True)) == {
        State.REPORTED
    }
    assert Decision.objects.filter(kind="CONFIRM").count() == 0


def test_the_reason_stands_at_each_of_them(opened: Cast, reported: list[Commitment]) -> None:
    why = "Chưa vận động đủ số hộ"
    assert _confirm(opened, "confirm_not_achieved", reported, why)[0] == 302
    rows = Commitment.objects.filter(pk__in=[row.pk for row in reported])
    assert list(rows.values_list("state", "comment")) == [(State.NOT_ACHIEVED, why)] * 2
    entries = Entry.objects.filter(step="confirm_not_achieved").values_list("note", flat=True)
    assert list(entries) == [why] * 2
    assert Decision.objects.get(kind="CONFIRM").confirmed.count() == 2


def test_what_is_achieved_needs_none(opened: Cast, reported: list[Commitment]) -> None:
    assert _confirm(opened, "confirm_achieved", reported, "")[0] == 302
    assert Commitment.objects.filter(state=State.ACHIEVED).count() == 2
