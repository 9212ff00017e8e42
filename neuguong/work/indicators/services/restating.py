"""Correcting a number whose period is sealed: asked for with a reason by one person, approved by another.

Approving and refusing are steps of `flow.RESTATEMENT_FLOW`; the number is written there, in the same transaction.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.figures.queries import is_sealed
from neuguong.base.journal.services import record
from neuguong.kit.numbers import number
from neuguong.kit.text import nfc
from neuguong.work.indicators import notices
from neuguong.work.indicators.choices import WITH_BASE, RestatementState
from neuguong.work.indicators.models import Restatement, Value
from neuguong.work.indicators.rules import values
from neuguong.work.indicators.services.meaning import faults


@transaction.atomic
def propose_restatement(
    *, value: Value, amount: Decimal, base: Decimal | None, reason: str, actor: Any, now: dt.datetime
) -> Restatement:
    """Ask that an approved number of a sealed period be another one; an approver of the deciding unit answers.

    The same asked twice is one request. ValidationError, beside its field where there is one: no right, a period that
    is not sealed (there the number is sent back and entered anew), a number of the wrong kind, the number that stands,
    no reason, another request open.
    """
    capacity = capacity_of(actor, values, "restate", value)
    row = Value.objects.select_for_update(of=("self",)).select_related("indicator", "unit", "period").get(pk=value.pk)
    if not is_sealed(row.unit_id, row.period):
        raise ValidationError(
            _("Kỳ này chưa chốt: nơi duyệt trả lại số liệu để đơn vị nhập lại, không cần đính chính.")
        )
    wrong = _faults(row, amount, base, nfc(reason))
    if wrong:
        raise ValidationError(wrong)
    assert row.amount is not None  # it is approved
    asked = Restatement(
        value=row, old_amount=row.amount, old_base=row.base, amount=amount, base=base, reason=nfc(reason),
        asked_by=actor, asked_at=now,
    )  # fmt: skip
    return _once(asked, actor, capacity, now)


def _faults(row: Value, amount: Decimal, base: Decimal | None, reason: str) -> dict[str, str]:
    wrong = faults(row.indicator, amount, base)
    if base is None and row.indicator.kind in WITH_BASE:
        wrong["base"] = _("Chưa nhập mẫu số.")
    if (amount, base) == (row.amount, row.base):
        wrong["amount"] = _("Số đính chính trùng với số đang có.")
    if not reason:
        wrong["reason"] = _("Hãy ghi lý do.")
    return wrong


def _once(asked: Restatement, actor: Any, capacity: str, now: dt.datetime) -> Restatement:
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError:
        kept = Restatement.objects.filter(value=asked.value, state=RestatementState.PROPOSED).first()
        same = (asked.amount, asked.base, asked.reason, actor.pk)
        if kept and (kept.amount, kept.base, kept.reason, kept.asked_by_id) == same:
            return kept
        raise ValidationError(_("Số liệu này đã có một đề nghị đính chính đang chờ.")) from None
    changes = [(_("Số"), number(asked.old_amount), number(asked.amount))]
    record(asked, "ask", actor=actor, now=now, note=asked.reason, capacity=capacity, data={"changes": changes})
    notices.correction_asked(asked, now)
    return asked
