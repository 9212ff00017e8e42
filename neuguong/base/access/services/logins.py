"""Logins: opened for a person who has none, stopped and started, and the slip with a code."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access import rules
from neuguong.base.access.services.asking import capacity_of
from neuguong.base.access.services.membership import join
from neuguong.base.accounts import services as accounts
from neuguong.base.accounts.models import User
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Person
from neuguong.base.orgs.services import link_user
from neuguong.kit.text import slug


def open_login(*, person: Person, by: User, now: dt.datetime) -> User:
    """A login for a person without one, named such as `lannt2`, a member of her cell; it waits for a printed code.

    ValidationError when `by` may not, or when the person has a login already (as after a second press).
    """
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).select_related("home").get(pk=person.pk)
        if person.user_id is not None:
            raise ValidationError(_("Đồng chí này đã có tài khoản."))
        capacity = capacity_of(by, rules.logins, "open", person)
        user = _create(person.full_name)
        link_user(person=person, user=user)
        if person.home is not None:
            join(person=person, user=user, unit=person.home, on=timezone.localdate(now), by=by)
        record(user, "open", actor=by, now=now, capacity=capacity, data={"person": person.code})
    return user


def _create(full_name: str) -> User:
    """A user under the first free name; somebody of the same name may be taking it at this very moment."""
    base = name_of_login(full_name)
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return User.objects.create_user(_free(base), display_name=full_name)
        except IntegrityError:
            continue
    raise ValidationError(_("Nhiều người cùng tên đang được mở tài khoản. Đồng chí thử lại."))


def name_of_login(full_name: str) -> str:
    """The given name and the initials of the rest: `Nguyễn Thị Lan` is `lannt`."""
    *family, given = slug(full_name).split("-") or [""]
    return (given + "".join(part[0] for part in family))[:40] or "dongchi"


def _free(base: str) -> str:
    """`base`, or `base` and the number after the highest one taken, from 2."""
    taken = User.objects.filter(username__startswith=base).values_list("username", flat=True)
    tails = [match[1] for name in taken if (match := re.fullmatch(rf"{re.escape(base)}(\d*)", name))]
    return f"{base}{max((int(tail or 1) for tail in tails), default=1) + 1}" if tails else base


def print_slip(*, user: User, by: User, now: dt.datetime) -> str:
    """A fresh one-time code of `user`, to be put on paper now: it cannot be read again."""
    with transaction.atomic():
        capacity = capacity_of(by, rules.users, "print_code", user)
        code = accounts.print_code(user=user, by=by, now=now)
        record(user, "print_code", actor=by, now=now, capacity=capacity)
    return code


def drop_second_step(*, user: User, by: User, now: dt.datetime, reason: str) -> None:
    """Let somebody who lost phone and recovery codes in by password alone again."""
    with transaction.atomic():
        capacity = capacity_of(by, rules.users, "drop_second_step", user)
        accounts.drop_second_step(user=user)
        record(user, "drop_second_step", actor=by, now=now, note=reason, capacity=capacity)


def deactivate_user(*, user: User, by: User, now: dt.datetime, reason: str = "") -> None:
    """Stop a login: its sessions end with the next request, its calendar address at once; grants and records stay."""
    _switch(user, "stop", by, now, reason)


def activate_user(*, user: User, by: User, now: dt.datetime, reason: str = "") -> None:
    """Let a stopped login in again, with the password it had."""
    _switch(user, "start", by, now, reason)


def _switch(user: User, action: str, by: User, now: dt.datetime, reason: str) -> None:
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        capacity = capacity_of(by, rules.users, action, user)
        user.is_active = action == "start"
        user.save(update_fields=["is_active"])
        accounts.close_calendar(user=user)  # its secret address does not live again with the login
        record(user, action, actor=by, now=now, note=reason, capacity=capacity)
