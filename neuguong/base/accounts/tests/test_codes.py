"""One-time codes: printed once, used once, killed by five wrong tries, a week or a newer slip."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from neuguong.base.accounts.models import OneTimeCode, User
from neuguong.base.accounts.services import ALPHABET, enter_code, plain_code, print_code, set_password
from neuguong.base.accounts.tests.conftest import NOW, PASSWORD


def _refused(**entered) -> str:
    with pytest.raises(ValidationError) as caught:
        enter_code(**entered)
    return caught.value.message


def test_printed_code_is_readable_and_only_its_hash_is_kept(lan, hung):
    code = print_code(user=lan, by=hung, now=NOW)
    row = OneTimeCode.objects.get()
    assert (len(code), code[4], set(plain_code(code)) - set(ALPHABET)) == (9, "-", set())
    assert (row.user, row.made_by, row.expires_at) == (lan, hung, NOW + dt.timedelta(days=7))
    assert plain_code(code) not in row.code_hash and code not in row.code_hash


def test_code_opens_once_however_it_is_typed(lan, hung):
    code = print_code(user=lan, by=hung, now=NOW)
    user = enter_code(username=" LannT ", code=code.lower().replace("-", " "), now=NOW)
    assert (user, user.must_change_password) == (lan, True)
    assert _refused(username="lannt", code=code, now=NOW) == _refused(username="nobody", code=code, now=NOW)


def test_five_wrong_tries_kill_the_code(lan, hung):
    code = print_code(user=lan, by=hung, now=NOW)
    for _try in range(5):
        _refused(username="lannt", code="AAAA-AAAA", now=NOW)
    assert OneTimeCode.objects.get().failures == 5
    _refused(username="lannt", code=code, now=NOW)


def test_fourth_wrong_try_still_leaves_one(lan, hung):
    code = print_code(user=lan, by=hung, now=NOW)
    for _try in range(4):
        _refused(username="lannt", code="AAAA-AAAA", now=NOW)
    assert enter_code(username="lannt", code=code, now=NOW) == lan


@pytest.mark.parametrize(("days", "works"), [(6, True), (7, False)])
def test_code_lives_a_week(lan, hung, days, works):
    code = print_code(user=lan, by=hung, now=NOW)
    entered = {"username": "lannt", "code": code, "now": NOW + dt.timedelta(days=days)}
    if works:
        assert enter_code(**entered) == lan
    else:
        _refused(**entered)


def test_newer_slip_replaces_the_older(lan, hung):
    old, new = print_code(user=lan, by=hung, now=NOW), print_code(user=lan, by=hung, now=NOW)
    _refused(username="lannt", code=old, now=NOW)
    assert enter_code(username="lannt", code=new, now=NOW) == lan


def test_code_of_somebody_else_does_not_open(lan, hung):
    code = print_code(user=lan, by=hung, now=NOW)
    _refused(username="hungtv", code=code, now=NOW)


def test_stopped_account_gets_no_code_and_uses_none(lan, hung):
    code = print_code(user=lan, by=hung, now=NOW)
    User.objects.filter(pk=lan.pk).update(is_active=False)
    _refused(username="lannt", code=code, now=NOW)
    with pytest.raises(ValidationError):
        print_code(user=lan, by=hung, now=NOW)


def test_own_password_ends_what_is_owed_and_kills_the_slip(lan, hung):
    code = print_code(user=lan, by=hung, now=NOW)
    lan.must_change_password = True
    lan.save()
    set_password(user=lan, password="một mật khẩu khác")
    lan.refresh_from_db()
    assert (lan.must_change_password, lan.check_password("một mật khẩu khác"), lan.check_password(PASSWORD)) == (
        False,
        True,
        False,
    )
    _refused(username="lannt", code=code, now=NOW)


@pytest.fixture
def written(django_db_setup, django_db_blocker):
    """A code that other connections see, and that is gone afterwards."""
    with django_db_blocker.unblock():
        user = User.objects.create_user("lannt", PASSWORD)
        try:
            yield print_code(user=user, by=user, now=NOW)
        finally:
            OneTimeCode.objects.all().delete()
            user.delete()


def test_two_at_once_one_wins(written):
    gate, results = threading.Barrier(2), []

    def enter() -> None:
        gate.wait()
        try:
            enter_code(username="lannt", code=written, now=NOW)
            results.append("in")
        except ValidationError:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _one in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(results) == ["in", "refused"]
