"""Calling the roll: who may, what counts, what two devices make of it."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from neuguong.base.figures.queries import figures
from neuguong.base.figures.services import recount
from neuguong.base.journal.services import take_step
from neuguong.base.notices.models import Notice
from neuguong.kit.figures import measure
from neuguong.work.study.choices import SessionState, Status, Way
from neuguong.work.study.flow import FLOW
from neuguong.work.study.models import Attendance, Learner, Mark, Session
from neuguong.work.study.services import call_roll, code_for, confirm, invite, make_up
from neuguong.work.study.tests import given
from tests.cast import NOW, TODAY, Cast

MINUTE = dt.timedelta(minutes=1)


def at(cast: Cast, unit: str, *keys: str, theme: int = 0) -> tuple[int, ...]:
    asked = [measure(key).only("theme_id", theme) if theme else measure(key) for key in keys]
    found = figures(asked, cast.unit(unit).pk, [cast.years[2026]], today=TODAY)
    return tuple(int(found[key, cast.years[2026].pk]) for key in keys)


def send(
    cast: Cast,
    one: Session,
    who: str,
    device: str,
    *marks: object,
    ahead: dt.timedelta = dt.timedelta(),
    at: dt.datetime = NOW,
) -> object:
    """A device sends; its clock is `ahead` of the server's."""
    return call_roll(
        session=one, marks=marks, actor=cast.user(who), now=at, way=Way.DEVICE, device=device, sent_at=at + ahead
    )  # type: ignore[arg-type]  # marks


def test_everybody_of_a_branch_is_called_once_and_told(cast: Cast) -> None:
    one = given.called(cast, "hoa-an", theme=given.theme(cast))
    names = set(Attendance.objects.filter(session=one).values_list("person__code", "unit__name", "status"))
    homes = {"lan": "Chi bộ Thôn Đông", "hung": "Chi bộ Thôn Đông", "mai": "Chi bộ Thôn Đông",
             "tuan": "Chi bộ Thôn Tây", "son": "Chi bộ Thôn Tây", "thuy": "Chi bộ Thôn Tây"}  # fmt: skip
    assert names == {(cast.person(who).code, home, "EXPECTED") for who, home in homes.items()}
    assert Notice.objects.filter(key__startswith=f"study.invited:{one.pk}").count() == 6
    assert invite(session=one, unit=cast.unit("thon-dong"), audience="MEMBERS", actor=None, now=cast.now) == 0
    assert at(cast, "bac-son", "turns_should", "turns_uncalled", "learners_should") == (6, 6, 6)


def test_turns_add_up_and_people_count_once(cast: Cast) -> None:
    theme = given.theme(cast)
    first = given.called(cast, theme=theme)
    second = given.called(cast, theme=theme, title="Buổi hai")
    present, absent, excused = Status.PRESENT, Status.ABSENT, Status.EXCUSED
    given.roll(cast, first, lan=present, hung=present, mai=absent)
    given.roll(cast, second, lan=present, hung=excused, mai=absent)
    assert at(cast, "hoa-an", "sessions", "turns", "turns_present", "turns_excused", "turns_absent") == (2, 3, 3, 1, 2)
    assert at(cast, "hoa-an", "learners_should", "learners", "learners_left", theme=theme.pk) == (3, 2, 1)
    bu = make_up(session=second, on=dt.date(2026, 11, 20), actor=cast.user("hung"), now=cast.now)
    assert set(bu.attendances.values_list("person__code", flat=True)) == {cast.person("mai").code}
    late = cast.now + dt.timedelta(days=6)
    call_roll(session=bu, marks=[given.mark(given.row(bu, cast, "mai"))], actor=cast.user("hung"), now=late)
    assert at(cast, "hoa-an", "learners", "learners_left", "learners_made_up", theme=theme.pk) == (3, 0, 1)
    assert list(recount()) == []


def test_a_whole_cell_is_called_in_a_constant_number_of_queries(cast: Cast) -> None:
    def cost(*who: str) -> int:
        one = given.called(cast, theme=theme, title=" ".join(who))
        marks = [given.mark(given.row(one, cast, name)) for name in who]
        actor = cast.user("hung")
        with CaptureQueriesContext(connection) as queries:
            call_roll(session=one, marks=marks, actor=actor, now=cast.now)
        return len(queries)

    theme = given.theme(cast)
    assert cost("lan") == cost("lan", "hung", "mai")


def test_who_calls_whose_roll(cast: Cast) -> None:
    one = given.called(cast, "hoa-an")
    said = {}
    for who in ("lan", "hung", "ha", "son", "thuy", "binh", "an"):
        marks = [given.mark(given.row(one, cast, name), Status.ABSENT) for name in ("lan", "tuan")]
        outcome = call_roll(session=one, marks=marks, actor=cast.user(who), now=cast.now)
        said[who] = (len(outcome.kept), len(outcome.refused))
    none, both = (0, 2), (2, 0)
    assert said == {"lan": none, "hung": (1, 1), "ha": none, "son": both, "thuy": none, "binh": none, "an": none}
    one.refresh_from_db()
    assert one.state == SessionState.HELD


def test_what_is_sent_twice_is_kept_once(cast: Cast) -> None:
    one = given.called(cast)
    lan = given.mark(given.row(one, cast, "lan"), Status.EXCUSED, reason="Ốm", at=NOW)
    first = send(cast, one, "hung", "a", lan)
    again = send(cast, one, "hung", "a", lan)
    assert (first.fresh, again.fresh, again.kept) == (1, 0, [lan.id])
    row = given.row(one, cast, "lan")
    assert (Mark.objects.count(), row.status, row.reason) == (1, "EXCUSED", "Ốm")


def test_of_two_devices_the_later_mark_holds_and_both_are_shown(cast: Cast) -> None:
    """Whatever the clocks say: one is a day ahead, and is sent last though it was made first."""
    one = given.called(cast)
    row, day = given.row(one, cast, "lan"), dt.timedelta(days=1)
    early = given.mark(row, Status.ABSENT, at=NOW - 9 * MINUTE + day)
    late = given.mark(row, Status.PRESENT, at=NOW - 3 * MINUTE)
    send(cast, one, "mai", "b", late)
    send(cast, one, "hung", "a", early, ahead=day)
    row = given.row(one, cast, "lan")
    assert (row.status, row.mark, row.is_disputed, row.marked_by) == ("PRESENT", late.id, True, cast.users["mai"])
    assert list(Mark.objects.order_by("made_at").values_list("made_at", "wins", "clashes")) == [
        (NOW - 9 * MINUTE, False, True), (NOW - 3 * MINUTE, True, False),
    ]  # fmt: skip
    given.roll(cast, one, hung=Status.PRESENT, mai=Status.PRESENT)
    refused = take_step(FLOW, one, "close", cast.user("hung"), now=cast.now).refused[0].reason
    assert refused == "Còn chỗ hai máy ghi khác nhau. Hãy xem lại và chọn một trong hai rồi chốt."
    seen = given.mark(row, Status.ABSENT, at=NOW, base=row.mark)
    send(cast, one, "hung", "a", seen)
    row = given.row(one, cast, "lan")
    assert (row.status, row.is_disputed) == ("ABSENT", False)
    assert take_step(FLOW, one, "close", cast.user("hung"), now=cast.now).moved == [one.pk]


def test_a_mark_that_knows_of_the_other_comes_after_it_by_any_clock(cast: Cast) -> None:
    one = given.called(cast)
    row = given.row(one, cast, "lan")
    send(cast, one, "mai", "b", given.mark(row, Status.ABSENT, at=NOW))
    known = given.row(one, cast, "lan").mark
    send(cast, one, "hung", "a", given.mark(row, Status.PRESENT, at=NOW - dt.timedelta(days=400), base=known))
    row = given.row(one, cast, "lan")
    assert (row.status, row.is_disputed) == ("PRESENT", False)


def test_one_device_may_change_its_mind_without_a_network(cast: Cast) -> None:
    one = given.called(cast)
    row = given.row(one, cast, "lan")
    first = given.mark(row, Status.ABSENT, at=NOW - 5 * MINUTE)
    second = given.mark(row, Status.PRESENT, at=NOW - 6 * MINUTE, base=first.id)  # its clock was set back meanwhile
    send(cast, one, "hung", "a", first, second)
    row = given.row(one, cast, "lan")
    assert (row.status, row.is_disputed, row.marks.count()) == ("PRESENT", False, 2)


def test_nothing_is_noted_after_the_roll_was_closed_or_before_the_day(cast: Cast) -> None:
    one = given.called(cast)
    given.roll(cast, one, lan=Status.PRESENT, hung=Status.PRESENT, mai=Status.PRESENT)
    take_step(FLOW, one, "close", cast.user("hung"), now=cast.now)
    late = given.mark(given.row(one, cast, "lan"), Status.ABSENT)
    outcome = send(cast, one, "hung", "a", late)
    assert outcome.refused == {
        late.id: "Buổi này đã chốt điểm danh. Đồng chí báo người tổ chức mở lại nếu cần ghi thêm."
    }
    ahead = given.called(cast, on=dt.date(2026, 12, 1))
    with pytest.raises(ValidationError, match="chưa tới ngày"):
        given.roll(cast, ahead, lan=Status.PRESENT)


def test_a_cancelled_session_expects_nobody(cast: Cast) -> None:
    one = given.called(cast, theme=given.theme(cast))
    take_step(FLOW, one, "cancel", cast.user("hung"), "Mưa lũ", now=cast.now)
    assert (one.attendances.count(), Learner.objects.filter(expected=True).count()) == (0, 3)
    assert list(recount()) == []


def test_a_member_confirms_herself_and_the_keeper_has_the_last_word(cast: Cast) -> None:
    one = given.called(cast)
    code = code_for(one, NOW)
    confirm(code=code, user=cast.user("lan"), now=NOW)
    confirm(code=code, user=cast.user("lan"), now=NOW + MINUTE)
    row = given.row(one, cast, "lan")
    assert (row.status, row.way, row.marks.count()) == ("PRESENT", "SELF", 1)
    confirm(code=code, user=cast.user("tuan"), now=NOW)  # of another cell: nobody called him
    assert (given.row(one, cast, "tuan").status, given.row(one, cast, "tuan").expected) == ("PRESENT", False)
    given.roll(cast, one, mai=Status.ABSENT)
    row = confirm(code=code, user=cast.user("mai"), now=NOW)
    assert (given.row(one, cast, "mai").status, given.row(one, cast, "mai").is_disputed) == ("ABSENT", True)
    for wrong, when in ((code, NOW + 16 * MINUTE), (f"{code}x", NOW), (str(uuid.uuid4()), NOW)):
        with pytest.raises(ValidationError):
            confirm(code=wrong, user=cast.user("hung"), now=when)
