"""Passwords, and the one-time codes by which somebody without e-mail joins or resets.

A code has 39 bits and lives a week, so its hash must be slow: the data folder of a small installation holds both the
secret key and the database, and whoever stole that folder would break an HMAC of so short a code in seconds. Django's
password hasher costs a fraction of a second, once per slip and per try, and needs no key.
"""

import datetime as dt
import hashlib
import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.accounts.models import CalendarLink, OneTimeCode, User
from neuguong.kit.text import nfc

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without 0 O 1 I L, which look alike on paper
LENGTH = 8
LIFETIME = dt.timedelta(days=7)
TRIES = 5


def print_code(*, user: User, by: User | None, now: dt.datetime) -> str:
    """A fresh code of `user`, as printed ("ABCD-EF23"): valid seven days, and any older one dies.

    `by` None is the machine's own command line. Only the code's hash is kept: this is the one time that it can be
    read. Who may print for whom, and the journal, are said in `access`.
    """
    code = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    code_hash = make_password(code)
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        if not locked.is_active:
            raise ValidationError(_("Tài khoản này đang ngừng hoạt động; hãy cho hoạt động lại trước khi in mã."))
        OneTimeCode.objects.filter(user=locked, used_at=None).delete()
        OneTimeCode.objects.create(user=locked, code_hash=code_hash, made_by=by, made_at=now, expires_at=now + LIFETIME)
    return f"{code[:4]}-{code[4:]}"


def enter_code(*, username: str, code: str, now: dt.datetime) -> User:
    """Use up the code; its owner, who must now choose a password.

    Raises ValidationError with one and the same sentence whatever was wrong, after the same work, so that nobody
    learns which user names exist. The fifth wrong try kills the code; the count stays although this fails.
    """
    with transaction.atomic():
        user = _spend(nfc(username).lower(), plain_code(code), now)
    if user is None:
        raise ValidationError(
            _(
                "Tên đăng nhập hoặc mã không đúng, hoặc mã đã dùng hay hết hạn. Đồng chí xem lại phiếu, nếu vẫn không "
                "được thì đề nghị bí thư chi bộ in mã mới."
            ),
            code="code",
        )
    return user


def _spend(username: str, code: str, now: dt.datetime) -> User | None:
    row = (
        OneTimeCode.objects.select_for_update(of=("self",))
        .filter(user__username=username, user__is_active=True, used_at=None, expires_at__gt=now, failures__lt=TRIES)
        .select_related("user")
        .first()
    )
    if row is None:
        make_password(code)
        return None
    if not check_password(code, row.code_hash):
        row.failures += 1
        row.save(update_fields=["failures"])
        return None
    row.used_at = now
    row.save(update_fields=["used_at"])
    row.user.must_change_password = True
    row.user.save(update_fields=["must_change_password"])
    return row.user


def plain_code(text: str) -> str:
    """The code as it was made, from how it was typed: any case, with or without hyphen and blanks."""
    return "".join(char for char in nfc(text).upper() if char.isalnum())


def set_password(*, user: User, password: str) -> None:
    """Give `user` the password that she chose herself: nothing more is owed, and a code still on paper dies."""
    with transaction.atomic():
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        OneTimeCode.objects.filter(user=user, used_at=None).delete()


def drop_second_step(*, user: User) -> None:
    """Forget the phone and the recovery codes of somebody who lost both; the password stays."""
    Authenticator.objects.filter(user=user).delete()


def open_calendar(*, user: User, now: dt.datetime) -> str:
    """A fresh secret key of the user's calendar; any older one dies. Only its quick hash is kept: it has 256 bits."""
    key = secrets.token_urlsafe(32)
    CalendarLink.objects.update_or_create(user=user, defaults={"key_hash": _hashed(key), "made_at": now})
    return key


def close_calendar(*, user: User) -> None:
    """The secret address answers nobody any more."""
    CalendarLink.objects.filter(user=user).delete()


def calendar_owner(key: str) -> User | None:
    """Whose calendar the key opens; None of a dead key, and of somebody who may not come in herself."""
    may_come_in = User.objects.filter(is_active=True, must_change_password=False)
    return may_come_in.filter(calendar_link__key_hash=_hashed(key)).first()


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
