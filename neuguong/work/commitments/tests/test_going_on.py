"""What goes on: unfinished items next year, a post in other hands, a head's work done by the one acting for him."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Delegation, Grant
from neuguong.base.figures.queries import figures
from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import take_step
from neuguong.base.orgs.models import Appointment
from neuguong.base.orgs.services import end_appointment, transfer_member
from neuguong.kit.figures import measure
from neuguong.work.commitments.choices import Group, ItemStatus, Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services import (
    ItemInput,
    Ruling,
    carry_over,
    decide,
    end_with_post,
    leave_post,
    open_year,
    record_progress,
    report_result,
    save_draft,
    unfinished,
)
from tests.cast import SINCE, TODAY, Cast

Make = Callable[..., Commitment]
LATER = dt.date(2026, 12, 20)


def _client(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _approve(cast: Cast, row: Commitment, by: str, supervisor: str = "", step: str = "approve") -> Commitment:
    third = {row.pk: cast.unit(supervisor).pk} if supervisor else {}
    outcome = decide(
        commitments=Commitment.objects.filter(pk=row.pk), step=step, unit=row.decider_unit,
        ruling=Ruling(meeting_on=TODAY, number="12-QĐ/TU", supervisors=third), actor=cast.user(by), now=cast.now,
        today=TODAY,
    )  # fmt: skip
    assert outcome.moved == [row.pk]
    return Commitment.objects.get(pk=row.pk)


@pytest.fixture
def last_year(cast: Cast) -> Commitment:
    """Lan's of 2025: approved, two items, one of them ended by an amendment since; and 2026 opened."""
    for year in (2025, 2026):
        open_year(unit=cast.unit("bac-son"), period=cast.years[year], due_on=dt.date(year, 2, 28), day=TODAY)
    row = Commitment.objects.get(person=cast.person("lan"), kind=Kind.INDIVIDUAL, period=cast.years[2025])
    items = [ItemInput(1, "Trồng 300 m hoa", dt.date(2025, 9, 30)), ItemInput(2, "Giúp 2 hộ", dt.date(2025, 12, 1))]
    row = save_draft(
        commitment=row, fields={}, items=items, edition=0, actor=cast.user("lan"), now=cast.now, today=TODAY
    )
    take_step(FLOW, row, "submit", cast.user("lan"), now=cast.now)
    row = _approve(cast, row, "hung")
    Item.objects.filter(commitment=row, number=2).update(status=ItemStatus.CUT)
    return row


def _this_year(cast: Cast, name: str = "lan") -> Commitment:
    rows = Commitment.objects.filter(person=cast.person(name), period=cast.years[2026], kind=Kind.INDIVIDUAL)
    return rows.select_related("period").get()


def _carry(cast: Cast, row: Commitment, day: dt.date = LATER, by: str = "lan") -> list[Item]:
    wanted = {item.pk: day for item in unfinished(row)}
    return carry_over(commitment=row, deadlines=wanted, actor=cast.user(by), now=cast.now, today=TODAY)


def _figure(cast: Cast, key: str, year: int) -> Any:
    period = cast.years[year]
    return figures([measure(key)], cast.unit("hoa-an").pk, [period], today=TODAY)[key, period.pk]


def test_what_is_open_is_offered_and_carried_once_with_its_own_deadline(cast: Cast, last_year: Commitment) -> None:
    row = _this_year(cast)
    assert [item.deed for item in unfinished(row)] == ["Trồng 300 m hoa"]
    (made,) = _carry(cast, row)
    old = Item.objects.get(commitment=last_year, number=1)
    assert (made.deed, made.due_on, made.carried_from) == ("Trồng 300 m hoa", LATER, old)
    assert (old.status, old.due_on) == (ItemStatus.OPEN, dt.date(2025, 9, 30))
    row.refresh_from_db()
    assert (row.state, row.edition, list(unfinished(row))) == (State.DRAFT, 1, [])
    assert (_figure(cast, "items_carried", 2026), _figure(cast, "items_overdue", 2025)) == (1, 1)
    with pytest.raises(ValidationError, match="chuyển tiếp rồi"):
        carry_over(commitment=row, deadlines={old.pk: LATER}, actor=cast.user("lan"), now=cast.now, today=TODAY)


@pytest.mark.parametrize(
    ("state", "offered"),
    [("APPROVED", 1), ("REPORTED", 1), ("PARTLY", 0), ("ACHIEVED", 0), ("WITHDRAWN", 0)],
)
def test_what_is_finished_is_not_offered(cast: Cast, last_year: Commitment, state: str, offered: int) -> None:
    Commitment.objects.filter(pk=last_year.pk).update(state=state)
    assert unfinished(_this_year(cast)).count() == offered


def test_what_was_partly_achieved_is_offered(cast: Cast, last_year: Commitment) -> None:
    Commitment.objects.filter(pk=last_year.pk).update(state=State.PARTLY)
    Item.objects.filter(commitment=last_year, number=1).update(status=ItemStatus.DONE)
    assert unfinished(_this_year(cast)).count() == 1


def test_only_who_writes_carries(cast: Cast, last_year: Commitment) -> None:
    with pytest.raises(PermissionDenied):
        _carry(cast, _this_year(cast), by="tuan")
    with pytest.raises(ValidationError, match="từ hôm nay"):
        _carry(cast, _this_year(cast), dt.date(2026, 1, 31))


def test_the_pages_offer_it_and_show_both_ways(cast: Cast, last_year: Commitment) -> None:
    row, lan = _this_year(cast), _client(cast, "lan")
    address = f"/cam-ket/{row.pk}/chuyen-tiep/"
    offered = BeautifulSoup(lan.get(f"/cam-ket/{row.pk}/").content, "html.parser")
    assert [one["href"] for one in offered.select(".notice-body a")] == [address]
    assert f'href="{address}"' in lan.get(f"/cam-ket/viet/?id={row.pk}").content.decode()
    item = unfinished(row).get()
    assert lan.post(address, {f"han_{item.pk}": "20/12/2026"}).status_code == 422
    sent = {f"chon_{item.pk}": "on", f"han_{item.pk}": "20/12/2026"}
    assert [lan.post(address, sent).headers["Location"] for _click in range(2)] == [f"/cam-ket/viet/?id={row.pk}"] * 2
    assert Item.objects.filter(carried_from=item).count() == 1
    new = BeautifulSoup(lan.get(f"/cam-ket/{row.pk}/").content, "html.parser").select_one("#noi-dung-1")
    assert new.select_one("p.quiet-text a")["href"] == f"/cam-ket/{last_year.pk}/#noi-dung-1"
    old = BeautifulSoup(lan.get(f"/cam-ket/{last_year.pk}/").content, "html.parser").select_one("#noi-dung-1")
    assert old.select_one("p.quiet-text a")["href"] == f"/cam-ket/{row.pk}/"


@pytest.fixture
def led(opened: Cast, written: Make) -> Commitment:
    """Long's registration as the head of his department, approved, with a result of the third quarter."""
    row = written("long", Kind.HEAD)
    take_step(FLOW, row, "submit", opened.user("long"), now=opened.now)
    row = _approve(opened, row, "quang", "ubkt")
    record_progress(
        item=Item.objects.get(commitment=row, number=1), quarter=opened.quarters[2026, 3], text="Còn 5 ngày",
        amount=None,
        actor=opened.user("long"), now=opened.now, today=TODAY,
    )  # fmt: skip
    return row


def _leave(cast: Cast, successor: str = "van", on: dt.date = TODAY) -> list[Commitment]:
    post = Appointment.objects.select_related("person", "unit").get(person=cast.person("long"), is_head=True)
    return leave_post(
        appointment=post, on=on, decision="45-QĐ/TU", successor=cast.person(successor), actor=cast.user("an"),
        now=cast.now, today=TODAY,
    )  # fmt: skip


def test_a_head_who_leaves_keeps_his_result_and_his_successor_owes(opened: Cast, led: Commitment) -> None:
    assert _leave(opened) == [led]
    led.refresh_from_db()
    assert (led.state, led.ended_on) == (State.ENDED, TODAY)
    assert set(Item.objects.filter(commitment=led).values_list("status", flat=True)) == {ItemStatus.CUT}
    entry = Entry.objects.get(object_id=led.pk, step="end")
    assert entry.note == "Thôi giữ chức vụ Giám đốc Sở từ ngày 15/11/2026"
    following = Commitment.objects.get(continues=led)
    assert (following.person, following.state, following.expected) == (opened.person("van"), State.EXPECTED, True)
    assert following.decider_unit == opened.unit("bac-son")
    period = opened.years[2026]
    asked = [measure(key) for key in ("head_should", "head_registered", "head_approved")]
    values = figures(asked, opened.unit("so-xay-dung").pk, [period], today=TODAY)
    assert [values[one.key, period.pk] for one in asked] == [2, 1, 1]


def test_the_successor_may_take_the_breakthrough_as_his_own(opened: Cast, led: Commitment) -> None:
    _leave(opened)
    row = Commitment.objects.select_related("period").get(continues=led)
    Commitment.objects.filter(pk=row.pk).update(continues=None)
    mine = unfinished(row).filter(group=Group.BREAKTHROUGH)
    wanted = {item.pk: LATER for item in mine}
    (made,) = carry_over(commitment=row, deadlines=wanted, actor=opened.user("van"), now=opened.now, today=TODAY)
    row.refresh_from_db()
    assert (made.deed, made.group, row.continues) == ("Cắt giảm 30% thủ tục", Group.BREAKTHROUGH, led)


@pytest.mark.parametrize(("due", "is_owed"), [(dt.date(2026, 2, 28), True), (dt.date(2026, 12, 31), False)])
def test_what_was_not_decided_is_withdrawn_and_owed_only_if_it_was_late(
    opened: Cast, owed: Make, due: dt.date, is_owed: bool
) -> None:
    row = owed("long", Kind.HEAD)
    Commitment.objects.filter(pk=row.pk).update(due_on=due)
    _leave(opened)
    row.refresh_from_db()
    assert (row.state, row.expected) == (State.WITHDRAWN, is_owed)


def test_a_post_that_ended_elsewhere_is_offered_on_the_page(opened: Cast, led: Commitment) -> None:
    an = _client(opened, "an")
    steps = lambda: BeautifulSoup(an.get(f"/cam-ket/{led.pk}/").content, "html.parser").select(".step-buttons a")  # noqa: E731
    assert [one.get_text(strip=True) for one in steps()] == []
    with pytest.raises(ValidationError, match="đang giữ chức vụ"):
        end_with_post(commitment=led, actor=opened.user("an"), now=opened.now, today=TODAY)
    end_appointment(appointment=Appointment.objects.get(person=opened.person("long"), is_head=True), on=TODAY)
    assert [one.get_text(strip=True) for one in steps()] == ["Kết thúc do thôi chức vụ"]
    answers = [an.post(f"/cam-ket/thoi-chuc-vu/?id={led.pk}") for _click in range(2)]
    assert [one.headers["Location"] for one in answers] == [f"/cam-ket/{led.pk}/"] * 2
    led.refresh_from_db()
    assert led.state == State.ENDED
    assert _client(opened, "long").get(f"/cam-ket/thoi-chuc-vu/?id={led.pk}").status_code == 404


def test_the_staff_does_it_on_the_persons_page(opened: Cast, led: Commitment) -> None:
    an, pk = _client(opened, "an"), opened.person("long").pk
    page = BeautifulSoup(an.get(f"/nguoi/{pk}/").content, "html.parser")
    address = page.select_one("#chuc-vu a")["href"]
    sent = {"on": "15/11/2026", "decision": "45-QĐ/TU", "successor": opened.person("van").code}
    assert an.post(address, sent).headers["Location"] == f"/nguoi/{pk}/"
    assert Commitment.objects.get(pk=led.pk).state == State.ENDED
    assert Appointment.objects.get(person=opened.person("van"), is_head=True).valid.lower == TODAY
    assert _client(opened, "van").get(address).status_code == 404


@pytest.fixture
def deputy(opened: Cast) -> str:
    """Vân acts for Long, who lent her his role of staff at the department for a month."""
    role = Grant.objects.create(
        user=opened.user("long"), role=Role.STAFF, unit=opened.unit("so-xay-dung"), valid=(SINCE, None),
        title="Giám đốc Sở Xây dựng",
    )  # fmt: skip
    until = TODAY + dt.timedelta(days=30)
    Delegation.objects.create(
        grant=role, to=opened.user("van"), valid=(TODAY, until), decision="45-QĐ/SXD", made_by=opened.user("an")
    )
    return "van"


def test_the_acting_head_writes_and_reports_and_it_is_said_in_what_capacity(
    opened: Cast, written: Make, deputy: str
) -> None:
    row = written("long", Kind.HEAD, by=deputy)
    assert take_step(FLOW, row, "submit", opened.user(deputy), now=opened.now).moved == [row.pk]
    row = _approve(opened, Commitment.objects.select_related("decider_unit").get(pk=row.pk), "quang", "ubkt")
    record_progress(
        item=Item.objects.get(commitment=row, number=1), quarter=opened.quarters[2026, 3], text="Còn 5 ngày",
        amount=None,
        actor=opened.user(deputy), now=opened.now, today=TODAY,
    )  # fmt: skip
    report_result(commitment=row, result="Xong", actor=opened.user(deputy), now=opened.now)
    told = Entry.objects.filter(object_id=row.pk, step__in=("submit", "report")).values_list("capacity", flat=True)
    said = "Giám đốc Sở Xây dựng, theo ủy quyền của đồng chí Trịnh Bá Long (45-QĐ/SXD)"
    assert list(told) == [said] * 2
    assert said in _client(opened, "long").get(f"/cam-ket/{row.pk}/").content.decode()


def test_acting_ends_with_the_days_it_was_lent_for(opened: Cast, owed: Make, deputy: str, settings: Any) -> None:
    row = owed("long", Kind.HEAD)
    assert policy.can(opened.user(deputy), "write", row)
    settings.NEUGUONG_TODAY = TODAY + dt.timedelta(days=40)
    assert not policy.can(opened.user(deputy), "write", row)


def test_the_acting_head_never_decides_it(opened: Cast, written: Make, deputy: str) -> None:
    row = written("long", Kind.HEAD)
    take_step(FLOW, row, "submit", opened.user("long"), now=opened.now)
    Grant.objects.create(user=opened.user(deputy), role=Role.APPROVER, unit=opened.unit("bac-son"), valid=(SINCE, None))
    assert not policy.can(opened.user(deputy), "decide", row)
    assert policy.can(opened.user("quang"), "decide", row)


def test_who_moves_is_confirmed_where_she_lives_now_and_both_cells_see_it(opened: Cast, written: Make) -> None:
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    row = _approve(opened, row, "hung")
    transfer_member(person=opened.person("lan"), to=opened.unit("thon-nam"), on=dt.date(2026, 11, 1))
    row.refresh_from_db()
    assert (row.unit, row.decider_unit) == (opened.unit("thon-dong"), opened.unit("thon-nam"))
    record_progress(
        item=Item.objects.get(commitment=row), quarter=opened.quarters[2026, 4], text="Xong", amount=None,
        actor=opened.user("ha"), now=opened.now, today=TODAY,
    )  # fmt: skip
    report_result(commitment=row, result="Xong", actor=opened.user("lan"), now=opened.now)
    assert [policy.can(opened.user(name), "confirm", row) for name in ("hung", "ha")] == [False, True]
    for name in ("hung", "ha"):
        page = _client(opened, name).get(f"/cam-ket/{row.pk}/").content.decode()
        assert "Nay sinh hoạt tại" in page
        assert "Chi bộ Thôn Nam" in page
    _approve(opened, row, "ha", step="confirm_achieved")


def test_what_she_still_writes_goes_to_her_new_cell(opened: Cast, written: Make) -> None:
    written("lan")
    transfer_member(person=opened.person("lan"), to=opened.unit("thon-nam"), on=dt.date(2026, 11, 1))
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    assert [policy.can(opened.user(name), "decide", row) for name in ("hung", "ha")] == [False, True]
