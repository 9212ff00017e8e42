"""Giving and ending grants."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange  # type: ignore[import-untyped]  # the stubs leave it out
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access import rules
from neuguong.base.access.choices import Role
from neuguong.base.access.models import Delegation, Grant
from neuguong.base.access.services.asking import capacity_of, span
from neuguong.base.accounts.models import User
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit


def give_grant(
    *,
    user: User,
    role: str,
    unit: Unit,
    starts_on: dt.date,
    ends_on: dt.date | None,
    by: User,
    now: dt.datetime,
    title: str = "",
    reason: str = "",
) -> Grant:
    """Give `user` the role on `unit` and everything under it, until and including `ends_on` (None: no end).

    `title` names the capacity beside the user's acts ("Bí thư chi bộ Thôn Đông"). ValidationError if `by` may not,
    if it is herself, or if the user has that right already on one of the days.
    """
    valid = span(starts_on, ends_on)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        capacity = capacity_of(by, rules.units, "grant", unit)
        if user.pk == by.pk:
            raise ValidationError(_("Không ai tự cấp quyền cho mình; đồng chí đề nghị cán bộ quản trị khác."))
        if not user.is_active:
            raise ValidationError({"user": _("Tài khoản này đang ngừng hoạt động.")})
        if Grant.objects.filter(user=user, role=role, unit=unit, valid__overlap=valid).exists():
            raise ValidationError(_("Tài khoản này đã có quyền đó tại đơn vị trong khoảng thời gian ấy."))
        grant = Grant.objects.create(
            user=user, role=role, unit=unit, valid=valid, title=title, reason=reason, given_by=by
        )
        record(grant, "give", actor=by, now=now, note=reason, capacity=capacity, data=told(grant))
    return grant


def end_grant(*, grant: Grant, on: dt.date, by: User, now: dt.datetime, reason: str = "") -> None:
    """`on` is the first day without the right, today at the earliest: what was done by right stays done by right.

    A grant that would have lasted no day at all is removed, with what was lent of it; the journal keeps it.
    """
    if on < timezone.localdate(now):
        raise ValidationError({"on": _("Ngày thôi quyền sớm nhất là hôm nay.")})
    with transaction.atomic():
        grant = Grant.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=grant.pk)
        capacity = capacity_of(by, rules.grants, "end", grant)
        if grant.valid.upper is not None and grant.valid.upper <= on:
            raise ValidationError({"on": _("Quyền này vốn đã hết trước ngày đó.")})
        data = {**told(grant), "on": on.isoformat()}
        record(grant, "end", actor=by, now=now, note=reason, capacity=capacity, data=data)
        if on <= grant.valid.lower:
            Delegation.objects.filter(grant=grant).delete()
            grant.delete()
        else:
            grant.valid = DateRange(grant.valid.lower, on)
            grant.save(update_fields=["valid"])


def told(grant: Grant) -> dict[str, str]:
    """What the journal says of a grant, in words that stay when the grant does not."""
    return {
        "user": str(grant.user),
        "username": grant.user.username,
        "role": str(Role(grant.role).label),
        "unit": grant.unit.name,
        "unit_code": grant.unit.code,
        "title": grant.title,
        "from": grant.valid.lower.isoformat(),
        "until": grant.valid.upper.isoformat() if grant.valid.upper else "",
    }
