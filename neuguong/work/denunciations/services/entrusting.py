"""Who may handle denunciations at a unit, by a named decision; and to whom of them one of these is given."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange  # type: ignore[import-untyped]  # the stubs leave it out
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of, span
from neuguong.base.accounts.models import User
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.kit.text import nfc
from neuguong.work.denunciations import notices, rules
from neuguong.work.denunciations.models import Denunciation, Handler, Trust
from neuguong.work.denunciations.queries import entrusted_at


@transaction.atomic
def entrust(
    *,
    user: User,
    unit: Unit,
    decision: str,
    signed_on: dt.date,
    signer: str,
    starts_on: dt.date,
    ends_on: dt.date | None,
    actor: User,
    now: dt.datetime,
) -> Trust:
    """Let `user` receive and handle denunciations at the unit, until and including `ends_on`.

    ValidationError without the right, for oneself, for a stopped login, for a decision signed after it begins, or for
    who is entrusted there on one of these days already.
    """
    capacity = capacity_of(actor, rules.units, "entrust", unit)
    valid = span(starts_on, ends_on)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.pk == actor.pk:
        raise ValidationError({"user": _("Không ai tự giao quyền này cho mình; người khác của cấp ủy ghi quyết định.")})
    if not user.is_active:
        raise ValidationError({"user": _("Tài khoản này đang ngừng hoạt động.")})
    if signed_on > starts_on:
        raise ValidationError({"starts_on": _("Quyền không thể có trước ngày ký quyết định.")})
    if Trust.objects.filter(user=user, unit=unit, valid__overlap=valid).exists():
        raise ValidationError({"user": _("Đồng chí ấy đã được giao quyền này tại đơn vị trong thời gian đó.")})
    trust = Trust.objects.create(
        user=user, unit=unit, valid=valid, decision=nfc(decision), signed_on=signed_on, signer=nfc(signer),
        given_by=actor,
    )  # fmt: skip
    told = {"user": user.username, "unit": unit.code, "decision": trust.decision, "from": starts_on.isoformat()}
    record(trust, "entrust", actor=actor, now=now, capacity=capacity, data=told)
    return trust


@transaction.atomic
def end_trust(*, trust: Trust, on: dt.date, actor: User, now: dt.datetime) -> None:
    """`on` is the first day without the right, today at the earliest; one that would have lasted no day is removed."""
    if on < timezone.localdate(now):
        raise ValidationError({"on": _("Ngày thôi quyền sớm nhất là hôm nay.")})
    row = Trust.objects.select_for_update(of=("self",)).get(pk=trust.pk)
    capacity = capacity_of(actor, rules.trusts, "end", row)
    if row.valid.upper is not None and row.valid.upper <= on:
        raise ValidationError({"on": _("Quyền này vốn đã hết trước ngày đó.")})
    record(row, "end", actor=actor, now=now, capacity=capacity, data={"on": on.isoformat()})
    if on <= row.valid.lower:
        row.delete()
    else:
        row.valid = DateRange(row.valid.lower, on)
        row.save(update_fields=["valid"])


@transaction.atomic
def assign(*, denunciation: Denunciation, user: User, actor: User, now: dt.datetime) -> None:
    """Give a denunciation to somebody entrusted at its unit; she is told that something waits, not what.

    Twice is once. ValidationError without the right, or for who is not entrusted there.
    """
    row = Denunciation.objects.select_for_update(of=("self",)).get(pk=denunciation.pk)
    capacity = capacity_of(actor, rules.denunciations, "assign", row)
    if not entrusted_at(row.unit_id, timezone.localdate(now)).filter(pk=user.pk).exists():
        raise ValidationError({"user": _("Đồng chí ấy chưa được giao quyền xử lý tố cáo tại đơn vị.")})
    _handler, is_new = Handler.objects.get_or_create(denunciation=row, user=user, defaults={"since": now})
    if is_new:
        record(row, "assign", actor=actor, now=now, capacity=capacity, data={"user": user.username})
        notices.given(row, user.pk, now)
