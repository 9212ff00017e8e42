"""Giving and ending grants: within one's reach, never to oneself, journaled."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Delegation, Grant
from neuguong.base.access.rules import holds
from neuguong.base.access.services import delegate, end_grant, give_grant
from neuguong.base.journal.models import Entry
from tests.cast import NOW, SINCE, TODAY, Cast

DAY = dt.timedelta(days=1)


def _give(cast: Cast, by: str = "an", to: str = "lan", unit: str = "thon-dong", **changes) -> Grant:
    asked = {"role": Role.STAFF, "starts_on": TODAY, "ends_on": None, "title": "Cán bộ", "reason": "12-QĐ/ĐU"}
    return give_grant(user=cast.user(to), unit=cast.unit(unit), by=cast.user(by), now=NOW, **{**asked, **changes})


def test_given_right_holds_from_its_day_and_is_journaled(cast):
    grant = _give(cast)
    assert [(hold.role, hold.label) for hold in holds(cast.user("lan"))] == [
        (Role.MEMBER, "Đảng viên, Chi bộ Thôn Đông"),
        (Role.STAFF, "Cán bộ"),
    ]
    entry = Entry.objects.get(step="give")
    assert (entry.object_id, entry.actor, entry.note) == (grant.pk, cast.users["an"], "12-QĐ/ĐU")
    assert (entry.capacity, entry.data["unit"]) == ("Quản trị, Tỉnh ủy Bắc Sơn", "Chi bộ Thôn Đông")


def test_right_with_an_end_includes_its_last_day(cast):
    grant = _give(cast, starts_on=TODAY + DAY, ends_on=TODAY + 2 * DAY)
    grant.refresh_from_db()
    assert (grant.valid.lower, grant.valid.upper) == (TODAY + DAY, TODAY + 3 * DAY)
    assert [hold.role for hold in holds(cast.user("lan"))] == [Role.MEMBER]


@pytest.mark.parametrize("by", ["lan", "hung", "tuan", "son", "thuy", "quang", "binh", "van"])
def test_only_an_administrator_gives(cast, by):
    with pytest.raises(ValidationError, match="ngoài phạm vi quyền"):
        _give(cast, by=by, to="long")
    assert Entry.objects.filter(step="give").count() == 0


def test_nobody_gives_wider_than_her_own_reach(cast):
    _give(cast, to="son", unit="hoa-an", role=Role.ADMINISTRATOR)
    assert _give(cast, by="son", to="lan", unit="thon-dong").given_by == cast.users["son"]
    for unit in ("bac-son", "trung-uong", "thon-nam"):
        with pytest.raises(ValidationError, match="ngoài phạm vi quyền"):
            _give(cast, by="son", to="lan", unit=unit)


def test_nobody_gives_herself(cast):
    with pytest.raises(ValidationError, match="tự cấp quyền"):
        _give(cast, to="an")


def test_pressed_twice_gives_once(cast):
    _give(cast)
    with pytest.raises(ValidationError, match="đã có quyền đó"):
        _give(cast)
    assert Grant.objects.filter(role=Role.STAFF, user=cast.users["lan"]).count() == 1


def test_days_must_be_in_order(cast):
    with pytest.raises(ValidationError, match="Ngày cuối"):
        _give(cast, ends_on=TODAY - DAY)


def test_stopped_login_gets_nothing(cast):
    lan = cast.user("lan")
    lan.is_active = False
    lan.save()
    with pytest.raises(ValidationError, match="ngừng hoạt động"):
        _give(cast)


def test_ended_right_keeps_its_past(cast):
    grant = Grant.objects.get(user=cast.users["hung"])
    end_grant(grant=grant, on=TODAY + DAY, by=cast.user("an"), now=NOW, reason="Thôi chức")
    assert [hold.role for hold in holds(cast.user("hung"))] == [Role.SECRETARY]
    grant.refresh_from_db()
    assert (grant.valid.lower, grant.valid.upper) == (SINCE, TODAY + DAY)
    assert Entry.objects.get(step="end").data["on"] == "2026-11-16"


def test_right_of_today_taken_back_today_leaves_only_the_journal(cast):
    grant = _give(cast)
    delegate(
        grant=grant, to=cast.user("mai"), starts_on=TODAY, ends_on=TODAY, decision="1", by=cast.user("lan"), now=NOW
    )
    end_grant(grant=grant, on=TODAY, by=cast.user("an"), now=NOW, reason="Cấp nhầm")
    assert (Grant.objects.filter(pk=grant.pk).count(), Delegation.objects.count()) == (0, 0)
    assert list(Entry.objects.filter(object_id=grant.pk, model="access.Grant").values_list("step", flat=True)) == [
        "give",
        "end",
    ]


def test_end_is_not_written_into_the_past_nor_twice(cast):
    grant = Grant.objects.get(user=cast.users["hung"])
    with pytest.raises(ValidationError, match="sớm nhất là hôm nay"):
        end_grant(grant=grant, on=TODAY - DAY, by=cast.user("an"), now=NOW)
    end_grant(grant=grant, on=TODAY + DAY, by=cast.user("an"), now=NOW)
    with pytest.raises(ValidationError, match="vốn đã hết"):
        end_grant(grant=grant, on=TODAY + 2 * DAY, by=cast.user("an"), now=NOW)


def test_administrator_does_not_end_her_own_right(cast):
    with pytest.raises(ValidationError, match="ngoài phạm vi quyền"):
        end_grant(grant=Grant.objects.get(user=cast.users["an"]), on=TODAY, by=cast.user("an"), now=NOW)
