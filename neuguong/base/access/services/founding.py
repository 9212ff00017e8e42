"""The first administrator, made on the machine's own command line, where nobody's right is asked."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange  # type: ignore[import-untyped]  # the stubs leave it out
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.access.services.granting import told
from neuguong.base.accounts import services as accounts
from neuguong.base.accounts.models import User
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import roots
from neuguong.base.orgs.services import open_nation
from neuguong.kit.text import nfc


@dataclass(frozen=True)
class Founded:
    """Who administers now, on which roots, and the code by which she comes in; it cannot be read again."""

    user: User
    units: tuple[Unit, ...]
    code: str


@transaction.atomic
def make_administrator(*, username: str, name: str = "", today: dt.date, now: dt.datetime) -> Founded:
    """Let `username` administer every root of today's trees, and print her a one-time code.

    A login that is not there is opened. Where no unit is there yet, the nation is opened as the root of every tree, so
    that the first workbook of units can hang under it. May be run again: for somebody else, or when workbooks brought
    further roots. ValidationError for a stopped login or a user name that cannot be.
    """
    user = _login(nfc(username).lower(), nfc(name), now)
    if not Unit.objects.exists():
        open_nation()
    units = tuple(roots(today))
    for unit in units:
        _grant(user, unit, today, now)
    code = accounts.print_code(user=user, by=None, now=now)
    record(user, "print_code", actor=None, now=now)
    return Founded(user, units, code)


def _login(username: str, name: str, now: dt.datetime) -> User:
    if not username or len(username) > 60 or " " in username:
        raise ValidationError(_("Tên đăng nhập có từ 1 đến 60 chữ, không có khoảng trắng."))
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, display_name=name)
        record(user, "open", actor=None, now=now)
    return user


def _grant(user: User, unit: Unit, today: dt.date, now: dt.datetime) -> None:
    valid = DateRange(today, None)
    if Grant.objects.filter(user=user, role=Role.ADMINISTRATOR, unit=unit, valid__overlap=valid).exists():
        return
    title = _("Quản trị, %(unit)s") % {"unit": unit.name}
    grant = Grant.objects.create(user=user, role=Role.ADMINISTRATOR, unit=unit, valid=valid, title=title)
    record(grant, "give", actor=None, now=now, data=told(grant))
