"""Logins: opened under a fresh name, stopped and started, and the slip; who may, up the ladder."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import ValidationError

from neuguong.base.access import rules
from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.access.services import (
    activate_user,
    deactivate_user,
    delegate,
    drop_second_step,
    follow_member,
    give_grant,
    open_login,
    print_slip,
)
from neuguong.base.access.services.logins import name_of_login
from neuguong.base.accounts.models import User
from neuguong.base.accounts.services import calendar_owner, enter_code, open_calendar
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.events import MemberMoved
from neuguong.base.orgs.models import Person
from neuguong.base.orgs.services import add_person
from tests.cast import NOW, SINCE, TODAY, Cast

EVERYBODY = ("lan", "hung", "mai", "tuan", "ha", "son", "thuy", "quang", "binh", "van", "an", "long")


def _person(cast: Cast, code: str = "BS-1", home: str = "thon-dong") -> Person:
    return add_person(code=code, full_name="Đinh Thị Ngọc Ánh", home=cast.unit(home), since=SINCE)


@pytest.mark.parametrize(
    ("name", "login"), [("Nguyễn Thị Lan", "lannt"), ("Đỗ Ý", "yd"), ("A Lăng Thị Đào", "daoalt"), ("", "dongchi")]
)
def test_name_of_a_login(name, login):
    assert name_of_login(name) == login


def test_namesakes_get_numbers(cast):
    names = [open_login(person=_person(cast, code), by=cast.user("hung"), now=NOW).username for code in "abc"]
    assert names == ["anhdtn", "anhdtn2", "anhdtn3"]


def test_opened_login_lets_nobody_in_before_a_slip(cast):
    person = _person(cast)
    user = open_login(person=person, by=cast.user("hung"), now=NOW)
    person.refresh_from_db()
    assert (person.user, user.display_name, user.has_usable_password()) == (user, "Đinh Thị Ngọc Ánh", False)
    code = print_slip(user=user, by=cast.user("hung"), now=NOW)
    assert enter_code(username=user.username, code=code, now=NOW) == user
    steps = Entry.objects.filter(object_id=user.pk, model="accounts.User").order_by("pk")
    assert list(steps.values_list("step", "actor__username", "capacity")) == [
        ("open", "hung", "Bí thư chi bộ, Chi bộ Thôn Đông"),
        ("print_code", "hung", "Bí thư chi bộ, Chi bộ Thôn Đông"),
    ]


def test_pressed_twice_opens_once(cast):
    person = _person(cast)
    open_login(person=person, by=cast.user("hung"), now=NOW)
    with pytest.raises(ValidationError, match="đã có tài khoản"):
        open_login(person=person, by=cast.user("hung"), now=NOW)
    assert User.objects.filter(username__startswith="anhdtn").count() == 1


def test_who_opens_a_login(cast):
    person = _person(cast)
    assert {name for name in EVERYBODY if rules.logins.can(cast.user(name), "open", person)} == {"hung", "mai", "an"}


def test_who_prints_a_code_for_a_member(cast):
    lan = cast.user("lan")
    may = {name for name in EVERYBODY if rules.users.can(cast.user(name), "print_code", lan)}
    assert may == {"hung", "mai", "an"}


def test_nobody_prints_for_somebody_who_may_more_than_she(cast):
    Grant.objects.create(user=cast.users["lan"], role=Role.STAFF, unit=cast.unit("hoa-an"), valid=(SINCE, None))
    assert rules.users.can(cast.user("hung"), "print_code", cast.user("lan")) is False
    assert rules.users.can(cast.user("an"), "print_code", cast.user("lan")) is True
    with pytest.raises(ValidationError, match="ngoài phạm vi quyền"):
        print_slip(user=cast.user("lan"), by=cast.user("hung"), now=NOW)


def test_only_an_administrator_prints_for_a_keeper_of_sensitive_records(cast):
    grant = Grant.objects.create(
        user=cast.users["lan"], role=Role.RECORDS, unit=cast.unit("thon-dong"), valid=(SINCE, None)
    )
    printers = {name for name in EVERYBODY if rules.users.can(cast.user(name), "print_code", cast.user("lan"))}
    assert printers == {"an"}
    delegate(
        grant=grant,
        to=cast.user("mai"),
        starts_on=TODAY,
        ends_on=TODAY,
        decision="1-QĐ/CB",
        by=cast.user("lan"),
        now=NOW,
    )
    assert rules.users.can(cast.user("hung"), "print_code", cast.user("mai")) is False


def test_nobody_prints_for_herself(cast):
    assert rules.users.can(cast.user("hung"), "print_code", cast.user("hung")) is False


def test_administrator_below_sees_and_stops_only_her_own(cast):
    give_grant(
        user=cast.user("mai"), role=Role.ADMINISTRATOR, unit=cast.unit("hoa-an"), starts_on=TODAY, ends_on=None,
        by=cast.user("an"), now=NOW,
    )  # fmt: skip
    mai = cast.user("mai")
    seen = rules.users.visible(User.objects.all(), mai).values_list("username", flat=True)
    assert set(seen) == {"lan", "hung", "mai", "tuan", "son", "thuy"}
    stopped = rules.users.visible(User.objects.all(), mai, "stop").values_list("username", flat=True)
    assert set(stopped) == {"lan", "hung", "tuan", "son", "thuy"}
    Grant.objects.create(user=cast.users["thuy"], role=Role.VIEWER, unit=cast.unit("bac-son"), valid=(SINCE, None))
    assert rules.users.can(mai, "stop", cast.user("thuy")) is False


def test_stopped_and_started_again(cast):
    deactivate_user(user=cast.user("lan"), by=cast.user("an"), now=NOW, reason="Chuyển ra ngoài tỉnh")
    assert cast.user("lan").is_active is False
    with pytest.raises(ValidationError):
        deactivate_user(user=cast.user("lan"), by=cast.user("an"), now=NOW, reason="lần nữa")
    activate_user(user=cast.user("lan"), by=cast.user("an"), now=NOW, reason="Trở về")
    assert cast.user("lan").is_active is True
    assert list(Entry.objects.order_by("pk").values_list("step", "note")) == [
        ("stop", "Chuyển ra ngoài tỉnh"),
        ("start", "Trở về"),
    ]


def test_the_calendar_address_of_a_stopped_login_does_not_live_again(cast):
    key = open_calendar(user=cast.user("lan"), now=NOW)
    deactivate_user(user=cast.user("lan"), by=cast.user("an"), now=NOW)
    activate_user(user=cast.user("lan"), by=cast.user("an"), now=NOW)
    assert calendar_owner(key) is None


@pytest.mark.parametrize("by", [name for name in EVERYBODY if name != "an"])
def test_only_an_administrator_stops(cast, by):
    with pytest.raises(ValidationError, match="ngoài phạm vi quyền"):
        deactivate_user(user=cast.user("long" if by == "lan" else "lan"), by=cast.user(by), now=NOW)


def test_administrator_does_not_stop_herself(cast):
    assert rules.users.can(cast.user("an"), "stop", cast.user("an")) is False


def test_lost_phone(cast):
    lan = cast.user("lan")
    assert rules.users.can(cast.user("an"), "drop_second_step", lan) is False
    TOTP.activate(lan, generate_totp_secret())
    may = {name for name in EVERYBODY if rules.users.can(cast.user(name), "drop_second_step", lan)}
    drop_second_step(user=lan, by=cast.user("an"), now=NOW, reason="Mất điện thoại")
    assert (may, lan.authenticator_set.count(), Entry.objects.get().note) == ({"an"}, 0, "Mất điện thoại")


def test_opened_login_is_a_member_of_her_cell(cast):
    user = open_login(person=_person(cast), by=cast.user("hung"), now=NOW)
    held = [(hold.role, hold.unit_id, hold.label) for hold in rules.holds(user)]
    assert held == [(Role.MEMBER, cast.unit("thon-dong").pk, "Đảng viên, Chi bộ Thôn Đông")]


def test_membership_follows_who_moves(cast, settings):
    moved_on = TODAY.replace(day=20)
    follow_member(MemberMoved(cast.person("lan").pk, cast.unit("thon-dong").pk, cast.unit("thon-tay").pk, moved_on))
    places = {}
    for day in (TODAY, moved_on):
        settings.NEUGUONG_TODAY = day
        places[day.day] = [hold.label for hold in rules.holds(cast.user("lan"))]
    assert places == {15: ["Đảng viên, Chi bộ Thôn Đông"], 20: ["Đảng viên, Chi bộ Thôn Tây"]}


def test_who_moves_back_the_same_day_is_where_she_was(cast):
    east, west = cast.unit("thon-dong").pk, cast.unit("thon-tay").pk
    follow_member(MemberMoved(cast.person("lan").pk, east, west, TODAY))
    follow_member(MemberMoved(cast.person("lan").pk, west, east, TODAY))
    assert [hold.unit_id for hold in rules.holds(cast.user("lan"))] == [east]


def test_move_of_a_person_without_a_login_changes_no_rights(cast):
    before = Grant.objects.count()
    follow_member(MemberMoved(_person(cast).pk, cast.unit("thon-dong").pk, cast.unit("thon-tay").pk, TODAY))
    assert Grant.objects.count() == before
