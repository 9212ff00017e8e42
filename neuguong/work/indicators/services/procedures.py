"""The days of a procedure, corrected by hand."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.figures.queries import is_sealed
from neuguong.base.journal.services import record
from neuguong.kit.numbers import NOTHING, number
from neuguong.work.indicators.models import ProcedureTime
from neuguong.work.indicators.rules import procedure_times

Days = tuple[Decimal, Decimal, Decimal | None]  # by law, as committed, in fact
DAYS = ("statutory_days", "committed_days", "actual_days")


def days_of(time: ProcedureTime) -> Days:
    """The three numbers as they stand."""
    return time.statutory_days, time.committed_days, time.actual_days


@transaction.atomic
def set_days(*, time: ProcedureTime, days: Days, was: Days, actor: Any, now: dt.datetime) -> ProcedureTime:
    """Write the days of a procedure in its period; `was` is what stood on the page that they were typed on.

    ValidationError without the right, under a seal, for days that make no sense, and where somebody else has written
    others meanwhile (the sentence says which).
    """
    row = ProcedureTime.objects.select_for_update().get(pk=time.pk)
    capacity = capacity_of(actor, procedure_times, "edit", row)
    if is_sealed(row.unit_id, row.period):
        raise ValidationError(_("Số liệu kỳ này đã chốt, không sửa được nữa."))
    old = days_of(row)
    if old not in (was, days):
        words = ", ".join(NOTHING if one is None else number(one) for one in old)
        raise ValidationError(
            _("Số ngày vừa được người khác sửa thành %(days)s. Đồng chí đối chiếu rồi ghi lại.") % {"days": words}
        )
    if old != days:
        for name, value in zip(DAYS, days, strict=True):
            setattr(row, name, value)
        row.full_clean(exclude=["shortening"])
        row.save(update_fields=DAYS)
        record(row, "set_days", actor=actor, now=now, capacity=capacity, data={"changes": _changes(old, days)})
    return row


def _changes(old: Days, new: Days) -> list[tuple[str, str, str]]:
    fields: Any = ProcedureTime._meta
    labels = [str(fields.get_field(name).verbose_name) for name in DAYS]
    told = [("" if a is None else number(a), "" if b is None else number(b)) for a, b in zip(old, new, strict=True)]
    return [(label, a, b) for label, (a, b) in zip(labels, told, strict=True) if a != b]
