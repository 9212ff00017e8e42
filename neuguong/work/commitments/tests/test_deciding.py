"""Deciding: nobody's word counts before he may decide, and a decision that moved nothing leaves nothing behind."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import Outcome, take_step
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Decision, Item
from neuguong.work.commitments.services import Ruling, decide, open_year, record_progress
from tests.cast import SINCE, TODAY, Cast

Make = Callable[..., Commitment]


def _approve(cast: Cast, row: Commitment, by: str, supervisor: str = "", **ruling: object) -> Outcome:
    chosen = {row.pk: cast.unit(supervisor).pk} if supervisor else {}
    given = Ruling(meeting_on=TODAY, number="12-QĐ/TU", supervisors=chosen, **ruling)
    return _decide(cast, row, by, "approve", given)


def _decide(cast: Cast, row: Commitment, by: str, step: str, ruling: Ruling) -> Outcome:
    return decide(
        commitments=Commitment.objects.filter(pk=row.pk), step=step, ruling=ruling,
        unit=row.decider_unit, actor=cast.user(by), now=cast.now, today=TODAY,
    )  # fmt: skip


def _sent(cast: Cast, row: Commitment, by: str) -> Commitment:
    take_step(FLOW, row, "submit", cast.user(by), now=cast.now)
    return Commitment.objects.select_related("decider_unit").get(pk=row.pk)


@pytest.mark.parametrize("name", ["lan", "long", "thuy"])
def test_whoever_may_not_decide_assigns_no_supervisor(opened: Cast, written: Make, name: str) -> None:
    row = _sent(opened, written("long", Kind.HEAD), "long")
    refused = _approve(opened, row, name, "ubkt")
    assert (refused.moved, len(refused.refused)) == ([], 1)
    row.refresh_from_db()
    assert (row.state, row.supervisor, Decision.objects.count()) == (State.SUBMITTED, None, 0)


def test_a_decision_that_comes_too_late_changes_no_supervisor(opened: Cast, written: Make) -> None:
    row = _sent(opened, written("long", Kind.HEAD), "long")
    assert _approve(opened, row, "quang", "ubkt").moved == [row.pk]
    late = _approve(opened, row, "quang", "binh-minh")
    assert "Đã duyệt" in late.refused[0].reason
    row.refresh_from_db()
    assert (row.supervisor, Decision.objects.count()) == (opened.unit("ubkt"), 1)


def test_the_journal_tells_who_was_made_supervisor(opened: Cast, written: Make) -> None:
    row = _sent(opened, written("long", Kind.HEAD), "long")
    _approve(opened, row, "quang", "ubkt")
    entry = Entry.objects.get(object_id=row.pk, step="approve")
    assert entry.data["changes"] == [["Đơn vị theo dõi, giám sát", "", "Ủy ban Kiểm tra Tỉnh ủy"]]
    assert entry.data["number"] == "12-QĐ/TU"


def test_no_meeting_decides_before_the_hand_in(opened: Cast, written: Make) -> None:
    row = _sent(opened, written("lan"), "lan")
    early = Ruling(meeting_on=TODAY - dt.timedelta(days=1))
    with pytest.raises(ValidationError, match="trước ngày trình của Nguyễn Thị Lan"):
        _decide(opened, row, "hung", "approve", early)
    assert _decide(opened, row, "hung", "approve", Ruling(meeting_on=TODAY)).moved == [row.pk]


def test_no_meeting_confirms_before_the_one_that_approved(opened: Cast, written: Make) -> None:
    row = _sent(opened, written("lan"), "lan")
    before = TODAY - dt.timedelta(days=1)
    Commitment.objects.filter(pk=row.pk).update(submitted_on=before - dt.timedelta(days=20))
    _decide(opened, row, "hung", "approve", Ruling(meeting_on=TODAY))
    Commitment.objects.filter(pk=row.pk).update(state=State.REPORTED)
    with pytest.raises(ValidationError, match="trước ngày họp phê duyệt"):
        _decide(opened, row, "hung", "confirm_achieved", Ruling(meeting_on=before))
    assert _decide(opened, row, "hung", "confirm_achieved", Ruling(meeting_on=TODAY)).moved == [row.pk]


@pytest.mark.parametrize("period", ["year", "last quarter of the year before"])
def test_results_are_recorded_in_quarters_of_the_year(opened: Cast, written: Make, period: str) -> None:
    row = _sent(opened, written("lan"), "lan")
    _decide(opened, row, "hung", "approve", Ruling(meeting_on=TODAY))
    with pytest.raises(ValidationError, match="không thực hiện trong quý đó"):
        record_progress(
            item=Item.objects.get(commitment=row), text="Đã xong", amount=None,
            quarter=opened.years[2026] if period == "year" else opened.quarters[2025, 4],
            actor=opened.user("lan"), now=opened.now, today=TODAY,
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_of_two_deciders_at_once_one_decides_and_names_the_supervisor(cast: Cast) -> None:
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=TODAY, day=TODAY)
    Grant.objects.create(user=cast.user("van"), role=Role.APPROVER, unit=cast.unit("bac-son"), valid=(SINCE, None))
    row = Commitment.objects.select_related("decider_unit").get(person=cast.person("long"), kind=Kind.HEAD)
    Commitment.objects.filter(pk=row.pk).update(state=State.SUBMITTED)
    outcomes: dict[str, Outcome] = {}

    def run(name: str, supervisor: str) -> None:
        try:
            outcomes[name] = _approve(cast, row, name, supervisor)
        finally:
            connection.close()

    wishes = {"quang": "ubkt", "van": "binh-minh"}
    deciders = [threading.Thread(target=run, args=wish) for wish in wishes.items()]
    with transaction.atomic():
        Commitment.objects.select_for_update().get(pk=row.pk)  # both wait for the same row
        for one in deciders:
            one.start()
        deciders[0].join(0.5)
    for one in deciders:
        one.join(30)

    winner, loser = sorted(outcomes, key=lambda name: len(outcomes[name].refused))
    assert outcomes[winner] == Outcome([row.pk], [])
    assert "Đã duyệt" in outcomes[loser].refused[0].reason
    row.refresh_from_db()
    assert row.supervisor == cast.unit(wishes[winner])
    assert (Decision.objects.count(), Entry.objects.filter(step="approve").count()) == (1, 1)


def test_a_clerk_who_is_no_person_of_the_party_records_decisions(opened: Cast, written: Make) -> None:
    """An account without a person behind it is nobody's registrant, and so never the one who is refused."""
    row = _sent(opened, written("lan"), "lan")
    clerk = User.objects.create_user("vanthu", "mat-khau-thu-1", display_name="Văn thư")
    Grant.objects.create(user=clerk, role=Role.STAFF, unit=opened.unit("thon-dong"), valid=(SINCE, None))
    opened.users["vanthu"] = clerk
    assert _decide(opened, row, "vanthu", "approve", Ruling(meeting_on=TODAY)).moved == [row.pk]
