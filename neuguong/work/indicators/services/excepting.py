"""Letting a unit enter its numbers after entry has ended: a dated act with a reason, of the side that decides them."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.figures.queries import is_sealed
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import date
from neuguong.kit.text import nfc
from neuguong.work.indicators import notices
from neuguong.work.indicators.models import EntryException, Value
from neuguong.work.indicators.rules import values


@transaction.atomic
def excuse(*, unit: Unit, period: Period, until: dt.date, reason: str, actor: Any, now: dt.datetime) -> EntryException:
    """Let the unit enter its numbers of the period up to and including `until`. What it hands in still counts as late.

    The same asked twice is one exception. ValidationError, beside its field where there is one: a day past, no reason,
    a sealed period, a period in which the unit owes nothing, no right.
    """
    row = Value.objects.filter(unit=unit, period=period).order_by("pk").first()
    if row is None:
        raise ValidationError(_("Kỳ này chưa mở nhập số liệu cho đơn vị."))
    capacity = capacity_of(actor, values, "excuse", row)
    if is_sealed(unit.pk, period):
        raise ValidationError(_("Số liệu kỳ này đã chốt; muốn sửa thì đề nghị đính chính."))
    if until < timezone.localdate(now):
        raise ValidationError({"until": _("Ngày này đã qua. Hãy chọn hôm nay hoặc một ngày sau.")})
    if not nfc(reason):
        raise ValidationError({"reason": _("Hãy ghi lý do.")})
    made, is_new = EntryException.objects.get_or_create(
        unit=unit, period=period, until=until, reason=nfc(reason), granted_by=actor, defaults={"granted_at": now}
    )
    if is_new:
        told = [(_("Kỳ"), "", str(period)), (_("Được nhập đến hết ngày"), "", date(until))]
        record(unit, "excuse", actor=actor, now=now, note=made.reason, capacity=capacity, data={"changes": told})
        notices.excused(made, now)
    return made
