"""Requests about one's data, and the one extension of their time."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from neuguong.base.consents.choices import OPEN
from neuguong.base.consents.content import clock
from neuguong.base.consents.events import DataRequested, DataRequestMoved
from neuguong.base.consents.models import DataRequest
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Person
from neuguong.base.periods.queries import add_working_days
from neuguong.kit import numbers
from neuguong.kit.events import publish
from neuguong.kit.text import nfc_lines


@transaction.atomic
def ask(*, person: Person, kind: str, words: str, by: Any, now: dt.datetime, capacity: str = "") -> DataRequest:
    """Write down what `person` asks about her data; the clocks run from today (Vietnam's day of `now`).

    The same words again while they are open are the same request: a double click asks once.
    """
    said, today = nfc_lines(words), localdate(now)
    if not said:
        raise ValidationError({"words": _("Hãy ghi rõ đồng chí yêu cầu điều gì.")})
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    same = DataRequest.objects.filter(person=person, kind=kind, words=said, state__in=OPEN).first()
    if same is not None:
        return same
    rule = clock(kind, today)
    made = DataRequest.objects.create(
        person=person,
        kind=kind,
        words=said,
        asked_at=now,
        answer_by=add_working_days(today, rule.answer_working_days),
        carry_out_by=today + dt.timedelta(days=rule.carry_out_days),
        basis=rule.basis,
    )
    record(made, "ask", actor=by, now=now, capacity=capacity)
    publish(DataRequested(made.pk, now))
    return made


@transaction.atomic
def extend(
    *, request: DataRequest, days: int, reason: str, by: Any, now: dt.datetime, capacity: str = ""
) -> DataRequest:
    """Give the carrying out `days` more, once, for a reason that the person reads. ValidationError where it may not."""
    row = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    most = clock(row.kind, localdate(row.asked_at)).extension_days
    refusal = _why_not(row, days, most, reason, localdate(now))
    if refusal:
        raise ValidationError(refusal)
    old = row.carry_out_by
    row.carry_out_by, row.extended_days, row.extended_for = old + dt.timedelta(days=days), days, nfc_lines(reason)
    row.save(update_fields=["carry_out_by", "extended_days", "extended_for"])
    changes = [(_("Hạn thực hiện"), numbers.date(old), numbers.date(row.carry_out_by))]
    record(row, "extend", actor=by, now=now, note=row.extended_for, capacity=capacity, data={"changes": changes})
    publish(DataRequestMoved((row.pk,), "extend", row.extended_for, now))
    return row


def _why_not(row: DataRequest, days: int, most: int, reason: str, today: dt.date) -> str:
    if row.state not in OPEN:
        return _("Yêu cầu đã khép lại, không gia hạn được nữa.")
    if row.extended_days:
        return _("Yêu cầu này đã được gia hạn một lần; quy định chỉ cho gia hạn một lần.")
    if today > row.carry_out_by:
        return _("Đã quá hạn thực hiện, không gia hạn được nữa.")
    if not 1 <= days <= most:
        return _("Chỉ được gia hạn từ 1 đến %(most)s ngày.") % {"most": most}
    return "" if reason.strip() else _("Hãy ghi lý do gia hạn.")
