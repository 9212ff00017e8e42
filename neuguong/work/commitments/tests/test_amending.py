"""Changing what was approved: the old holds until the body decides, and the first deadline counts for ever."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuguong.base.figures.queries import figures
from neuguong.base.figures.services import recount
from neuguong.base.journal.services import take_step
from neuguong.base.notices.models import Notice
from neuguong.kit.figures import measure
from neuguong.work.commitments.choices import AmendmentState, Group, ItemStatus, Kind, State
from neuguong.work.commitments.flow import AMENDING, FLOW
from neuguong.work.commitments.models import Amendment, Commitment, Decision, Item
from neuguong.work.commitments.queries import differences
from neuguong.work.commitments.services import (
    ItemInput,
    Ruling,
    changes_of,
    decide,
    decide_amendments,
    propose_amendment,
    record_progress,
    report_result,
    save_draft,
)
from tests.cast import TODAY, Cast

Make = Callable[..., Commitment]
LATER = dt.date(2026, 12, 20)


def _approve(cast: Cast, row: Commitment, by: str, **ruling: Any) -> Commitment:
    decide(
        commitments=Commitment.objects.filter(pk=row.pk), step="approve", ruling=Ruling(meeting_on=TODAY, **ruling),
        unit=row.decider_unit, actor=cast.user(by), now=cast.now, today=TODAY,
    )  # fmt: skip
    return Commitment.objects.select_related("decider_unit").get(pk=row.pk)


@pytest.fixture
def approved(opened: Cast, written: Make) -> Commitment:
    """Lan's registration, one item due on 30 September, approved by her cell."""
    row = written("lan")
    take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
    return _approve(opened, row, "hung")


def _propose(cast: Cast, row: Commitment, by: str = "lan", *items: ItemInput, reason: str = "Mưa lũ") -> Amendment:
    wanted = items or (ItemInput(1, "Vận động 5 hộ hiến đất mở đường", LATER),)
    row.refresh_from_db()
    return propose_amendment(
        commitment=row, items=wanted, reason=reason, edition=row.edition, actor=cast.user(by), now=cast.now, today=TODAY
    )


def _decide(cast: Cast, made: Amendment, step: str = "approve", by: str = "hung", **ruling: Any) -> Any:
    return decide_amendments(
        amendments=Amendment.objects.filter(pk=made.pk), step=step, ruling=Ruling(meeting_on=TODAY, **ruling),
        unit=made.commitment.decider_unit, actor=cast.user(by), now=cast.now, today=TODAY,
    )  # fmt: skip


def _figure(cast: Cast, key: str) -> Any:
    period = cast.years[2026]
    return figures([measure(key)], cast.unit("hoa-an").pk, [period], today=TODAY)[key, period.pk]


def test_the_old_text_holds_until_the_body_decides(opened: Cast, approved: Commitment) -> None:
    made = _propose(opened, approved)
    assert Item.objects.get(commitment=approved).due_on == dt.date(2026, 9, 30)
    assert changes_of(made) == [("Nội dung 1, thời hạn", "30/09/2026", "20/12/2026")]
    assert set(Notice.objects.filter(key__startswith="amend:").values_list("user__username", flat=True)) == {
        "hung",
        "mai",
    }
    assert _decide(opened, made, number="07-BB/CB").moved == [made.pk]
    item = Item.objects.get(commitment=approved)
    assert (item.due_on, item.first_due_on, item.is_amended) == (LATER, dt.date(2026, 9, 30), True)
    made.refresh_from_db()
    assert (made.state, made.decision.kind, made.decision.number) == (AmendmentState.APPROVED, "AMEND", "07-BB/CB")


def test_both_deadlines_count(opened: Cast, approved: Commitment) -> None:
    assert (_figure(opened, "items_overdue"), _figure(opened, "items_overdue_first")) == (1, 1)
    _decide(opened, _propose(opened, approved))
    assert (_figure(opened, "items_overdue"), _figure(opened, "items_overdue_first")) == (0, 1)
    assert _figure(opened, "items_amended") == 1


def test_refused_changes_nothing_and_says_why(opened: Cast, approved: Commitment) -> None:
    made = _propose(opened, approved)
    with pytest.raises(ValueError, match="lý do"):
        _decide(opened, made, "refuse")
    _decide(opened, made, "refuse", note="Còn đủ thời gian")
    item = Item.objects.get(commitment=approved)
    assert (item.due_on, item.is_amended) == (dt.date(2026, 9, 30), False)
    told = Notice.objects.get(user=opened.users["lan"], key=f"amended:{made.pk}").text
    assert told == "Đề nghị điều chỉnh bản đăng ký năm 2026: không đồng ý."


def test_items_are_added_and_ended_and_what_is_ended_stays_to_be_read(opened: Cast, approved: Commitment) -> None:
    _decide(opened, _propose(opened, approved, "lan", ItemInput(2, "Trồng 200 m hoa ven đường", LATER)))
    rows = Item.objects.filter(commitment=approved).order_by("number").values_list("number", "deed", "status")
    assert list(rows) == [
        (1, "Vận động 5 hộ hiến đất mở đường", ItemStatus.CUT), (2, "Trồng 200 m hoa ven đường", ItemStatus.OPEN)
    ]  # fmt: skip
    again = _propose(opened, approved, "lan", ItemInput(2, "Trồng 100 m hoa", LATER), ItemInput(3, "Việc mới", LATER))
    assert [line["number"] for line in again.after] == [2, 3]


def test_nobody_decides_an_amendment_of_his_own(opened: Cast, written: Make) -> None:
    row = written("hung")
    take_step(FLOW, row, "submit", opened.user("hung"), now=opened.now)
    made = _propose(opened, _approve(opened, row, "mai"), "hung")
    assert "không có quyền" in _decide(opened, made, by="hung").refused[0].reason
    with pytest.raises(ValidationError, match="không tự quyết định"):
        _decide(opened, made, by="mai", presided_by=opened.person("hung"))
    with pytest.raises(IntegrityError, match="maker_never_amends"), transaction.atomic():
        Amendment.objects.filter(pk=made.pk).update(decided_by=opened.person("hung"))
    assert _decide(opened, made, by="mai", presided_by=opened.person("mai")).moved == [made.pk]


def test_two_at_once_are_impossible(opened: Cast, approved: Commitment) -> None:
    made = _propose(opened, approved)
    with pytest.raises(ValidationError, match="đang có một đề nghị"):
        _propose(opened, approved)
    with pytest.raises(IntegrityError, match="one_amendment_at_once"), transaction.atomic():
        Amendment.objects.create(commitment=approved, number=2, reason="x", before=[], after=[], proposed_at=opened.now)
    take_step(AMENDING, made, "withdraw", opened.user("lan"), now=opened.now)
    assert _propose(opened, approved).number == 2


@pytest.mark.parametrize("name", ["tuan", "ha", "son", "van", "thuy"])
def test_only_who_writes_it_proposes(opened: Cast, approved: Commitment, name: str) -> None:
    with pytest.raises(PermissionDenied):
        _propose(opened, approved, name)


@pytest.mark.parametrize(
    ("items", "says"),
    [
        ([ItemInput(1, "Vận động 5 hộ hiến đất mở đường", dt.date(2026, 9, 30))], "chưa thay đổi"),
        ([], "còn ít nhất một nội dung"),
        ([ItemInput(1, "", LATER)], "việc cụ thể"),
        ([ItemInput(1, "Việc", dt.date(2026, 10, 1))], "từ hôm nay trở đi"),
    ],
)
def test_what_could_not_be_handed_in_is_no_amendment(
    opened: Cast, approved: Commitment, items: list[ItemInput], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        propose_amendment(
            commitment=approved, items=items, reason="Mưa lũ", edition=approved.edition, actor=opened.user("lan"),
            now=opened.now, today=TODAY,
        )  # fmt: skip


def test_a_head_may_choose_another_breakthrough_and_keeps_exactly_one(opened: Cast, written: Make) -> None:
    row = written("long", Kind.HEAD)
    take_step(FLOW, row, "submit", opened.user("long"), now=opened.now)
    third = {row.pk: opened.unit("ubkt").pk}
    row = _approve(opened, row, "quang", number="12-QĐ/TU", supervisors=third)
    key = ItemInput(1, "Rút ngắn thời gian cấp phép", dt.date(2026, 6, 30), group=Group.KEY_TASK)
    with pytest.raises(ValidationError, match="giữ đúng một nội dung đột phá"):
        _propose(opened, row, "long", key)
    swapped = (
        ItemInput(1, "Rút ngắn thời gian cấp phép", dt.date(2026, 6, 30), group=Group.BREAKTHROUGH),
        ItemInput(2, "Cắt giảm 30% thủ tục", dt.date(2026, 12, 15), group=Group.KEY_TASK),
    )
    made = _propose(opened, row, "long", *swapped)
    with pytest.raises(ValidationError, match="số văn bản"):
        _decide(opened, made, by="quang")
    _decide(opened, made, by="quang", number="15-QĐ/TU")
    groups = Item.objects.filter(commitment=row).order_by("number").values_list("group", flat=True)
    assert list(groups) == [Group.BREAKTHROUGH, Group.KEY_TASK]


def test_a_result_is_not_reported_over_a_proposal(opened: Cast, approved: Commitment) -> None:
    _propose(opened, approved)
    record_progress(
        item=Item.objects.get(commitment=approved), quarter=opened.quarters[2026, 3], text="Xong", amount=None,
        actor=opened.user("lan"), now=opened.now, today=TODAY,
    )  # fmt: skip
    refused = report_result(commitment=approved, result="Xong", actor=opened.user("lan"), now=opened.now).refused
    assert "đề nghị điều chỉnh đang chờ" in refused[0].reason


def _client(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_pages_lead_through_it(opened: Cast, approved: Commitment) -> None:
    lan, hung = _client(opened, "lan"), _client(opened, "hung")
    page = BeautifulSoup(lan.get(f"/cam-ket/{approved.pk}/dieu-chinh/").content, "html.parser")
    sent = {
        one["name"]: one.get("value", "") or one.get_text() for one in page.select("main form.form [name]")
        if one["name"] != "them_dong" and one.get("type") != "checkbox" and "__prefix__" not in one["name"]
    }  # fmt: skip
    sent |= {"viec-0-due_on": "20/12/2026", "viec-0-group": "DEED", "viec-0-standard": "", "reason": "Mưa lũ kéo dài"}
    answer = lan.post(f"/cam-ket/{approved.pk}/dieu-chinh/", sent)
    made = Amendment.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/cam-ket/dieu-chinh/{made.pk}/")
    queue = BeautifulSoup(hung.get("/cam-ket/cho-quyet-dinh/").content, "html.parser")
    assert queue.select_one(".notice-body li a")["href"] == f"/cam-ket/dieu-chinh/{made.pk}/"
    ruled = {"meeting_on": "15/11/2026", "number": "", "presided_by": str(opened.person("hung").pk), "note": ""}
    address = f"/cam-ket/dieu-chinh/quyet-dinh/?id={made.pk}&buoc=approve"
    assert "Mưa lũ kéo dài" in hung.get(address).content.decode()
    assert [hung.post(address, ruled).status_code for _click in range(2)] == [302, 302]
    shown = BeautifulSoup(lan.get(f"/cam-ket/{approved.pk}/").content, "html.parser")
    assert "hạn 20/12/2026 (hạn ban đầu 30/09/2026)" in " ".join(shown.select_one(".item-state").get_text().split())
    assert _client(opened, "tuan").get(f"/cam-ket/dieu-chinh/{made.pk}/").status_code == 404
    paper = hung.get(f"/cam-ket/quyet-dinh/{Decision.objects.get(kind='AMEND').pk}/").content.decode()
    assert "Phê duyệt điều chỉnh 1 bản đăng ký" in paper


_day = st.dates(TODAY, dt.date(2027, 6, 30))
_items = st.lists(st.tuples(st.sampled_from(["Việc A", "Việc B", "Việc C"]), _day), min_size=1, max_size=4)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=st.sets(st.sampled_from([1, 2, 3])), moved=_items)
def test_no_amendment_changes_what_counted_at_the_first_deadline(
    opened: Cast, written: Make, kept: set[int], moved: list[tuple[str, dt.date]]
) -> None:
    with transaction.atomic():
        row = written("lan")
        Item.objects.filter(commitment=row).delete()
        days = [dt.date(2026, 3, 31), dt.date(2026, 9, 30), dt.date(2026, 12, 31)]
        for number, day in enumerate(days, 1):
            Item.objects.create(
                commitment=row, unit_id=row.unit_id, period_id=row.period_id, number=number, deed="Việc", due_on=day
            )
        take_step(FLOW, row, "submit", opened.user("lan"), now=opened.now)
        row = _approve(opened, row, "hung")
        before = _figure(opened, "items_overdue_first")
        old = [ItemInput(number, "Việc", days[number - 1]) for number in sorted(kept)]
        new = [ItemInput(n, deed, day) for n, (deed, day) in enumerate(moved, 1) if n not in kept]
        with suppress(ValidationError):  # nothing changed, or a day that is over: no amendment at all
            _decide(opened, _propose(opened, row, "lan", *old, *new))
        first = list(
            Item.objects.filter(commitment=row, number__lte=3).order_by("number").values_list("first_due_on", flat=True)
        )
        assert (first, _figure(opened, "items_overdue_first")) == (days, before)
        assert recount() == []
        transaction.set_rollback(True)


def test_a_resubmission_is_compared_with_the_last_one_decided_on(opened: Cast, written: Make) -> None:
    row = written("lan")

    def send(deed: str, minutes: int) -> Commitment:
        now = opened.now + dt.timedelta(minutes=minutes)
        row.refresh_from_db()
        save_draft(commitment=row, fields={}, items=[ItemInput(1, deed, dt.date(2026, 9, 30))], edition=row.edition,
                   actor=opened.user("lan"), now=now, today=TODAY)  # fmt: skip
        take_step(FLOW, row, "submit", opened.user("lan"), now=now)
        return Commitment.objects.get(pk=row.pk)

    assert differences(send("Vận động 5 hộ", 1)) == []
    take_step(FLOW, row, "send_back", opened.user("hung"), "Thêm", now=opened.now + dt.timedelta(minutes=2))
    send("Vận động 6 hộ", 3)
    take_step(FLOW, row, "withdraw", opened.user("lan"), "Sửa lại", now=opened.now + dt.timedelta(minutes=4))
    again = send("Vận động 7 hộ", 5)
    assert again.state == State.SUBMITTED
    assert differences(again) == [("Nội dung 1, việc cụ thể", "Vận động 5 hộ", "Vận động 7 hộ")]
