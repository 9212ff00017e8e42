"""Lending a grant for some days, and taking it back."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access import rules
from neuguong.base.access.models import Delegation, Grant
from neuguong.base.access.services.asking import capacity_of, span
from neuguong.base.accounts.models import User
from neuguong.base.journal.services import record
from neuguong.kit import numbers


def delegate(
    *, grant: Grant, to: User, starts_on: dt.date, ends_on: dt.date, decision: str, by: User, now: dt.datetime
) -> Delegation:
    """Lend `grant` to `to` from `starts_on` until and including `ends_on`, by the document `decision`.

    What was lent cannot be lent on. Raises ValidationError when `by` may not, when the days are in the past or leave
    those of the grant, or when the same grant is already lent to the same person on one of them.
    """
    valid = span(starts_on, ends_on)
    if starts_on < timezone.localdate(now):
        raise ValidationError({"starts_on": _("Ủy quyền sớm nhất từ hôm nay.")})
    with transaction.atomic():
        grant = Grant.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=grant.pk)
        capacity = capacity_of(by, rules.grants, "delegate", grant)
        _check_receiver(grant, to, by)
        if starts_on < grant.valid.lower or (grant.valid.upper is not None and valid.upper > grant.valid.upper):
            raise ValidationError({"ends_on": _("Ủy quyền phải nằm trong thời gian của chính quyền đó.")})
        if Delegation.objects.filter(grant=grant, to=to, valid__overlap=valid, revoked_at=None).exists():
            raise ValidationError(_("Quyền này đã được ủy cho đồng chí ấy trong khoảng thời gian đó."))
        made = Delegation.objects.create(grant=grant, to=to, valid=valid, decision=decision, made_by=by)
        told = {
            "grant": grant.title or str(grant),
            "of": str(grant.user),
            "to": str(to),
            "from": starts_on.isoformat(),
            "until": ends_on.isoformat(),
        }
        record(made, "delegate", actor=by, now=now, note=decision, capacity=capacity, data=told)
    return made


def _check_receiver(grant: Grant, to: User, by: User) -> None:
    if to.pk == by.pk:
        raise ValidationError({"to": _("Không ai tự ủy quyền cho mình.")})
    if to.pk == grant.user_id:
        raise ValidationError({"to": _("Đồng chí ấy chính là người giữ quyền này.")})
    if not to.is_active:
        raise ValidationError({"to": _("Tài khoản này đang ngừng hoạt động.")})


def revoke_delegation(*, delegation: Delegation, by: User, now: dt.datetime, reason: str = "") -> None:
    """Take back what was lent, at once. ValidationError when `by` may not or it is already over."""
    with transaction.atomic():
        rows = Delegation.objects.select_for_update(of=("self",)).select_related("grant__user", "to")
        delegation = rows.get(pk=delegation.pk)
        if delegation.revoked_at is not None:
            words = {"day": numbers.date(timezone.localdate(delegation.revoked_at))}
            raise ValidationError(_("Ủy quyền này đã được thu hồi ngày %(day)s.") % words)
        capacity = capacity_of(by, rules.delegations, "revoke", delegation)
        delegation.revoked_at = now
        delegation.save(update_fields=["revoked_at"])
        record(delegation, "revoke", actor=by, now=now, note=reason, capacity=capacity)
