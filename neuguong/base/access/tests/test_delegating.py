"""Lending a right: by its holder or an administrator, for some days, and named wherever it is used."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from neuguong.base.access import rules
from neuguong.base.access.choices import Role
from neuguong.base.access.models import Delegation, Grant
from neuguong.base.access.services import delegate, end_grant, revoke_delegation
from neuguong.base.journal.models import Entry
from tests.cast import NOW, TODAY, Cast

DAY = dt.timedelta(days=1)
LABEL = "Bí thư chi bộ, Chi bộ Thôn Đông, theo ủy quyền của đồng chí Trần Văn Hùng (15-QĐ/CB)"


def _lend(cast: Cast, of: str = "hung", to: str = "lan", by: str = "hung", **changes) -> Delegation:
    asked = {"starts_on": TODAY, "ends_on": TODAY + 6 * DAY, "decision": "15-QĐ/CB"}
    grant = Grant.objects.get(user=cast.users[of])
    return delegate(grant=grant, to=cast.user(to), by=cast.user(by), now=NOW, **{**asked, **changes})


def _labels(cast: Cast, name: str) -> list[str]:
    return [hold.label for hold in rules.holds(cast.user(name)) if hold.role == Role.SECRETARY]


def test_lent_right_works_and_says_whose_it_is(cast):
    _lend(cast)
    assert _labels(cast, "lan") == [LABEL]
    entry = Entry.objects.get(step="delegate")
    assert (entry.note, entry.capacity, entry.data["to"]) == ("15-QĐ/CB", "Chính đương sự", "Nguyễn Thị Lan")


@pytest.mark.parametrize(("days", "works"), [(-1, False), (0, True), (6, True), (7, False)])
def test_lent_right_works_on_its_days_only(cast, settings, days, works):
    _lend(cast)
    settings.NEUGUONG_TODAY = TODAY + days * DAY
    assert _labels(cast, "lan") == ([LABEL] if works else [])


def test_lent_right_dies_with_the_right_itself(cast):
    lent = _lend(cast)
    end_grant(grant=lent.grant, on=TODAY, by=cast.user("an"), now=NOW)
    assert _labels(cast, "lan") == []


def test_taken_back_it_ends_at_once(cast):
    lent = _lend(cast)
    revoke_delegation(delegation=lent, by=cast.user("hung"), now=NOW, reason="Đã đi công tác về")
    assert _labels(cast, "lan") == []
    with pytest.raises(ValidationError, match="đã được thu hồi ngày 15/11/2026"):
        revoke_delegation(delegation=lent, by=cast.user("hung"), now=NOW)
    assert Entry.objects.filter(step="revoke").count() == 1


@pytest.mark.parametrize(("by", "may"), [("hung", True), ("lan", True), ("an", True), ("mai", False), ("thuy", False)])
def test_who_takes_back(cast, by, may):
    lent = _lend(cast)
    assert rules.delegations.can(cast.user(by), "revoke", lent) is may


@pytest.mark.parametrize("by", ["lan", "mai", "tuan", "ha", "son", "thuy", "quang", "binh", "van"])
def test_right_of_somebody_else_is_not_lent(cast, by):
    with pytest.raises(ValidationError, match="ngoài phạm vi quyền"):
        _lend(cast, to="long", by=by)


def test_administrator_lends_for_somebody_but_not_to_herself(cast):
    assert _lend(cast, by="an").made_by == cast.users["an"]
    with pytest.raises(ValidationError, match="tự ủy quyền"):
        _lend(cast, to="an", by="an")


def test_what_was_lent_is_not_lent_on(cast):
    _lend(cast)
    with pytest.raises(ValidationError, match="ngoài phạm vi quyền"):
        _lend(cast, to="mai", by="lan")


def test_membership_is_not_lent(cast):
    with pytest.raises(ValidationError, match="ngoài phạm vi quyền"):
        _lend(cast, of="lan", to="mai", by="lan")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends_on": TODAY - DAY, "starts_on": TODAY}, "Ngày cuối"),
        ({"starts_on": TODAY - DAY}, "sớm nhất từ hôm nay"),
        ({"to": "hung", "by": "an"}, "chính là người giữ quyền"),
    ],
)
def test_refused_with_a_sentence(cast, changes, words):
    with pytest.raises(ValidationError, match=words):
        _lend(cast, **changes)


def test_lent_no_longer_than_the_right_lasts(cast):
    grant = Grant.objects.get(user=cast.users["hung"])
    end_grant(grant=grant, on=TODAY + 3 * DAY, by=cast.user("an"), now=NOW)
    with pytest.raises(ValidationError, match="trong thời gian của chính quyền đó"):
        _lend(cast)
    assert _lend(cast, ends_on=TODAY + 2 * DAY).pk


def test_pressed_twice_lends_once(cast):
    _lend(cast)
    with pytest.raises(ValidationError, match="đã được ủy cho"):
        _lend(cast)
    assert Delegation.objects.count() == 1


def test_delegation_without_end_is_refused_by_the_database(cast):
    lent = _lend(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=lent.pk).update(valid=(TODAY, None))


def test_acting_secretary_prints_a_code_in_her_capacity(cast):
    _lend(cast, to="tuan")
    assert rules.users.can(cast.user("tuan"), "print_code", cast.user("lan")) is True
