"""The loop: owed, written, decided, carried out, reported, confirmed."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import take_step
from neuguong.base.notices.models import Notice
from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import appoint, open_unit
from neuguong.work.commitments.choices import ItemStatus, Kind, State, Timing
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Decision, Item, Version
from neuguong.work.commitments.queries import differences
from neuguong.work.commitments.services import (
    ItemInput,
    Ruling,
    decide,
    decider_of,
    open_year,
    record_progress,
    report_result,
    save_draft,
)
from tests.cast import SINCE, TODAY, Cast

Make = Callable[..., Commitment]


def _approve(cast: Cast, row: Commitment, by: str, **ruling: object) -> object:
    given = Ruling(meeting_on=TODAY, **ruling)
    return decide(
        commitments=Commitment.objects.filter(pk=row.pk), step="approve", ruling=given,
        unit=row.decider_unit, actor=cast.user(by), now=cast.now, today=TODAY,
    )  # fmt: skip


def test_opening_a_year_writes_what_everybody_owes(opened: Cast) -> None:
    members = Commitment.objects.filter(kind=Kind.INDIVIDUAL)
    assert set(members.values_list("person__user__username", flat=True)) == set(opened.users)
    heads = dict(Commitment.objects.filter(kind=Kind.HEAD).values_list("person__user__username", "decider_unit__code"))
    assert heads == {"thuy": "bac-son", "long": "bac-son"}
    collectives = Commitment.objects.filter(kind=Kind.COLLECTIVE).values_list("unit__code", "decider_unit__code")
    assert dict(collectives) == {
        "bac-son/hoa-an": "bac-son", "bac-son/binh-minh": "bac-son", "bac-son/so-xay-dung": "bac-son",
        "bac-son/hoa-an/thon-dong": "bac-son/hoa-an", "bac-son/hoa-an/thon-tay": "bac-son/hoa-an",
        "bac-son/binh-minh/thon-nam": "bac-son/binh-minh",
    }  # fmt: skip


def test_opening_twice_adds_nothing(opened: Cast) -> None:
    again = open_year(unit=opened.unit("bac-son"), period=opened.years[2026], due_on=dt.date(2026, 3, 1), day=TODAY)
    assert again == 0


def test_a_secretary_without_a_deputy_is_decided_above(opened: Cast, owed: Make) -> None:
    assert owed("hung").decider_unit == opened.unit("thon-dong")
    assert owed("ha").decider_unit == opened.unit("binh-minh")


def test_a_member_registers_the_cell_decides(opened: Cast, written: Make) -> None:
    row = written("lan")
    assert (row.state, row.edition) == (State.DRAFT, 1)
    outcome = take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    assert outcome.moved == [row.pk]
    row.refresh_from_db()
    assert (row.state, row.submitted_on, row.timing) == (State.SUBMITTED, TODAY, Timing.LATE)
    assert set(Notice.objects.filter(kind="TO_DO").values_list("user__username", flat=True)) == {"hung", "mai"}
    _approve(opened, row, "hung", presided_by=opened.person("hung"), number="05-BB/CB")
    row.refresh_from_db()
    assert (row.state, row.decided_by) == (State.APPROVED, opened.person("hung"))
    assert list(Item.objects.filter(commitment=row).values_list("status", flat=True)) == [ItemStatus.OPEN]
    entry = Entry.objects.get(object_id=row.pk, step="approve")
    assert (entry.actor, entry.capacity) == (opened.user("hung"), "Bí thư chi bộ, Chi bộ Thôn Đông")


def test_nobody_decides_his_own_matter(opened: Cast, written: Make) -> None:
    row = written("hung")
    take_step(FLOW, row, "submit", opened.user("hung"), now=opened.now)
    assert "không có quyền" in _approve(opened, row, "hung").refused[0].reason
    assert Decision.objects.count() == 0
    assert _approve(opened, row, "mai", presided_by=opened.person("mai")).moved == [row.pk]


def test_the_database_refuses_a_registrant_who_decides(opened: Cast, owed: Make) -> None:
    with pytest.raises(IntegrityError, match="maker_is_never_checker"), transaction.atomic():
        Commitment.objects.filter(pk=owed("lan").pk).update(decided_by=opened.person("lan"))


def test_a_head_is_approved_above_and_given_a_third_supervisor(opened: Cast, written: Make) -> None:
    row = written("long", Kind.HEAD)
    take_step(FLOW, row, "submit", opened.user("long"), now=opened.now)
    row.refresh_from_db()
    with pytest.raises(ValidationError, match="số văn bản"):
        _approve(opened, row, "quang")
    refused = _approve(opened, row, "quang", number="12-QĐ/TU")
    assert "giao một đơn vị" in refused.refused[0].reason
    with pytest.raises(ValidationError, match="không được là"):
        _approve(opened, row, "quang", number="12-QĐ/TU", supervisors={row.pk: opened.unit("so-xay-dung").pk})
    third = {row.pk: opened.unit("ubkt").pk}
    assert _approve(opened, row, "quang", number="12-QĐ/TU", supervisors=third).moved == [row.pk]
    row.refresh_from_db()
    assert (row.state, row.supervisor) == (State.APPROVED, opened.unit("ubkt"))


def test_a_head_needs_exactly_one_breakthrough(opened: Cast, owed: Make) -> None:
    row = owed("long", Kind.HEAD)
    only_key = [ItemInput(1, "Một nhiệm vụ", TODAY, group="KEY_TASK")]
    row = save_draft(
        commitment=row, fields={}, items=only_key, edition=0, actor=opened.user("long"), now=opened.now, today=TODAY
    )
    refused = take_step(FLOW, row, "submit", opened.user("long"), now=opened.now).refused
    assert "đúng một nội dung đột phá" in refused[0].reason
    two = [ItemInput(n, f"Đột phá {n}", TODAY, group="BREAKTHROUGH") for n in (1, 2)]
    with pytest.raises(ValidationError, match="chỉ có một nội dung đột phá"):
        save_draft(
            commitment=row, fields={}, items=two, edition=1, actor=opened.user("long"), now=opened.now, today=TODAY
        )


def test_returned_and_handed_in_again_shows_the_difference(opened: Cast, written: Make) -> None:
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    outcome = take_step(FLOW, row, "send_back", opened.user("hung"), "Chưa rõ chỉ tiêu", now=opened.now)
    assert outcome.moved == [row.pk]
    assert Notice.objects.get(user=opened.users["lan"], kind="NEWS").text.endswith("Chưa rõ chỉ tiêu")
    row.refresh_from_db()
    better = [ItemInput(1, "Vận động 7 hộ hiến đất mở đường", dt.date(2026, 9, 30))]
    save_draft(
        commitment=row,
        fields={},
        items=better,
        edition=row.edition,
        actor=opened.user("lan"),
        now=opened.now,
        today=TODAY,
    )
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    assert Version.objects.filter(commitment=row).count() == 2
    assert differences(row) == [
        ("Nội dung 1, việc cụ thể", "Vận động 5 hộ hiến đất mở đường", "Vận động 7 hộ hiến đất mở đường")
    ]


@pytest.mark.parametrize("loaded", [State.SUBMITTED, State.RETURNED])
def test_what_was_loaded_as_handed_in_is_compared_too(opened: Cast, written: Make, loaded: State) -> None:
    row = written("lan")
    Commitment.objects.filter(pk=row.pk).update(state=loaded, submitted_on=TODAY, timing=Timing.LATE)
    if loaded == State.SUBMITTED:
        take_step(FLOW, row, "send_back", opened.user("hung"), "Chưa rõ chỉ tiêu", now=opened.now)
    for deed in ("Vận động 6 hộ", "Vận động 7 hộ"):
        row.refresh_from_db()
        save_draft(
            commitment=row, fields={}, items=[ItemInput(1, deed, dt.date(2026, 9, 30))], edition=row.edition,
            actor=opened.user("lan"), now=opened.now, today=TODAY,
        )  # fmt: skip
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    assert differences(row) == [("Nội dung 1, việc cụ thể", "Vận động 5 hộ hiến đất mở đường", "Vận động 7 hộ")]


def test_two_writers_do_not_overwrite_each_other(opened: Cast, written: Make) -> None:
    row = written("lan")
    items = [ItemInput(1, "Việc khác", TODAY)]
    with pytest.raises(ValidationError, match="Nguyễn Thị Lan đã lưu bản này"):
        save_draft(
            commitment=row, fields={}, items=items, edition=0, actor=opened.user("hung"), now=opened.now, today=TODAY
        )
    assert Item.objects.get(commitment=row).deed == "Vận động 5 hộ hiến đất mở đường"


def test_a_stranger_writes_nothing(opened: Cast, owed: Make) -> None:
    for name in ("tuan", "ha", "quang", "van", "an", "binh"):
        with pytest.raises(PermissionDenied):
            save_draft(
                commitment=owed("lan"),
                fields={},
                items=[],
                edition=0,
                actor=opened.user(name),
                now=opened.now,
                today=TODAY,
            )


def test_results_are_recorded_reported_and_confirmed(opened: Cast, written: Make) -> None:
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    _approve(opened, row, "hung")
    row.refresh_from_db()
    refused = report_result(commitment=row, result="Đã xong", actor=opened.user("lan"), now=opened.now).refused
    assert "Chưa có kết quả quý nào" in refused[0].reason
    item = Item.objects.get(commitment=row)
    with pytest.raises(ValidationError, match="chưa bắt đầu"):
        record_progress(
            item=item, quarter=opened.quarters[2026, 4], text="x", amount=None, actor=opened.user("lan"),
            now=opened.now, today=dt.date(2026, 9, 1),
        )  # fmt: skip
    with pytest.raises(ValidationError, match="không được âm"):
        record_progress(
            item=item, quarter=opened.quarters[2026, 3], text="x", amount=Decimal(-5), actor=opened.user("lan"),
            now=opened.now, today=TODAY,
        )  # fmt: skip
    record_progress(
        item=item, quarter=opened.quarters[2026, 3], text="Đã vận động 5 hộ", amount=None, actor=opened.user("lan"),
        now=opened.now, today=TODAY,
    )  # fmt: skip
    assert report_result(commitment=row, result="Đã xong", actor=opened.user("lan"), now=opened.now).moved == [row.pk]
    done = decide(
        commitments=Commitment.objects.filter(pk=row.pk), step="confirm_achieved", ruling=Ruling(meeting_on=TODAY),
        unit=opened.unit("thon-dong"), actor=opened.user("hung"), now=opened.now, today=TODAY,
    )  # fmt: skip
    assert done.moved == [row.pk]
    row.refresh_from_db()
    item.refresh_from_db()
    assert (row.state, row.result, item.status) == (State.ACHIEVED, "Đã xong", ItemStatus.DONE)
    steps = list(Entry.objects.filter(object_id=row.pk).order_by("pk").values_list("step", flat=True))
    assert steps == ["begin", "submit", "approve", "progress", "report", "confirm_achieved"]


def test_a_batch_is_one_decision_with_an_appendix(opened: Cast, written: Make) -> None:
    rows = [written(name) for name in ("lan", "mai")]
    for row, name in zip(rows, ("lan", "mai"), strict=True):
        take_step(FLOW, row, "submit", opened.user(name), now=opened.now)
    outcome = decide(
        commitments=Commitment.objects.filter(pk__in=[row.pk for row in rows]), step="approve",
        ruling=Ruling(meeting_on=TODAY), unit=opened.unit("thon-dong"), actor=opened.user("hung"),
        now=opened.now, today=TODAY,
    )  # fmt: skip
    assert sorted(outcome.moved) == sorted(row.pk for row in rows)
    assert Decision.objects.get().approved.count() == 2


@pytest.mark.parametrize("names", [("lan",), ("lan", "mai")])
def test_deciding_many_asks_no_more_queries_than_deciding_one(
    opened: Cast,
    written: Make,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
    names: tuple[str, ...],
) -> None:
    for name in names:
        take_step(FLOW, written(name), "submit", opened.user(name), now=opened.now)
    hung, unit = opened.user("hung"), opened.unit("thon-dong")
    waiting = Commitment.objects.filter(decider_unit=unit, state=State.SUBMITTED)
    given = {"ruling": Ruling(meeting_on=TODAY), "unit": unit, "actor": hung, "now": opened.now, "today": TODAY}
    with django_assert_num_queries(15):
        outcome = decide(commitments=waiting, step="approve", **given)
    assert len(outcome.moved) == len(names)


def test_a_withdrawn_registration_is_still_owed(opened: Cast, written: Make) -> None:
    row = written("lan")
    take_step(FLOW, row, "withdraw", opened.user("lan"), "Viết lại", now=opened.now)
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN
    assert take_step(FLOW, row, "begin", opened.user("lan"), now=opened.now).moved == [row.pk]


def test_the_chair_of_a_peoples_committee_is_decided_one_committee_higher(cast: Cast) -> None:
    office = open_unit(
        code="bac-son/hoa-an/ubnd", name="Ủy ban nhân dân xã Hòa An", kind="STATE_COMMUNE",
        tree=Tree.objects.get(), parent=cast.unit("hoa-an"), since=SINCE,
    )  # fmt: skip
    appoint(person=cast.person("tuan"), unit=office, title="Chủ tịch", is_head=True, on=SINCE)
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=TODAY, day=TODAY)
    row = Commitment.objects.get(person=cast.person("tuan"), kind=Kind.HEAD)
    assert row.decider_unit == cast.unit("bac-son")
    assert decider_of(kind=Kind.HEAD, unit=office, person=row.person, on=TODAY) == row.decider_unit_id
    assert Commitment.objects.get(unit=office, kind=Kind.COLLECTIVE).decider_unit == cast.unit("hoa-an")


def test_a_unit_outside_the_party_tree_opens_nothing(cast: Cast) -> None:
    state = Tree.objects.create(code="state", name="Cây chính quyền")
    office = open_unit(
        code="ubnd-tinh", name="Ủy ban nhân dân tỉnh", kind="STATE_PROVINCE", tree=state, parent=None, since=SINCE
    )
    with pytest.raises(ValidationError, match="không có trong cây tổ chức đảng"):
        open_year(unit=office, period=cast.years[2026], due_on=TODAY, day=TODAY)
    assert Commitment.objects.count() == 0
