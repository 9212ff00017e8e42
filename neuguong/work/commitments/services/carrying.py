"""Carrying out: the result of each quarter, and the report at the end."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.files.models import StoredFile
from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import attach, refuse_secret
from neuguong.base.journal.services import Outcome, record, take_step
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import number
from neuguong.work.commitments.choices import ItemStatus
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Item, Progress
from neuguong.work.commitments.queries import quarters_of
from neuguong.work.commitments.rules import policy


@transaction.atomic
def record_progress(
    *,
    item: Item,
    quarter: Period,
    text: str,
    amount: Decimal | None,
    actor: Any,
    now: dt.datetime,
    today: dt.date,
    evidence: Sequence[StoredFile] = (),
) -> Progress:
    """Write (or correct) what was done on an item in a calendar quarter, with evidence.

    The old words stay in the journal. ValidationError for a negative amount, for a quarter that has not begun, or in
    which the registration is not in force; PermissionDenied without the right, which ends when the result is reported.
    """
    refuse_secret(mark_of("", text), _("Kết quả này"))
    commitment = locked(commitment_id=item.commitment_id, quarter=quarter, actor=actor, today=today)
    if amount is not None and amount < 0:
        raise ValidationError({"amount": _("Số này không được âm.")})
    if item.status == ItemStatus.CUT:
        raise ValidationError(_("Nội dung này đã thôi thực hiện, không ghi kết quả được nữa."))
    before = Progress.objects.filter(item=item, period=quarter).first()
    made, _new = Progress.objects.update_or_create(
        item=item,
        period=quarter,
        defaults={"unit_id": item.unit_id, "text": text, "amount": amount, "recorded_on": today, "recorded_by": actor},
    )
    for file in evidence:
        attach(file=file, obj=made)
    data = {"item": item.number, "year": quarter.year, "quarter": quarter.number}
    record(commitment, "progress", actor=actor, now=now, data={**data, "changes": told(item, quarter, before, made)})
    return made


def locked(*, commitment_id: int, quarter: Period, actor: Any, today: dt.date) -> Commitment:
    """The registration, locked, if results of the quarter may be recorded on it: else as `record_progress` raises."""
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("period")
    commitment = rows.get(pk=commitment_id)
    if not policy.can(actor, "progress", commitment):
        raise PermissionDenied
    if quarter.starts_on > today:
        raise ValidationError(_("Quý này chưa bắt đầu, chưa ghi được kết quả."))
    if quarter not in quarters_of(commitment):
        raise ValidationError(_("Bản đăng ký này không thực hiện trong quý đó."))
    return commitment


def told(item: Item, quarter: Period, before: Progress | None, now: Progress | None) -> list[tuple[str, str, str]]:
    """What changed in the result of an item, for the journal: (place, old, new) of the words, and of the amount."""
    place = _("Nội dung %(number)s, %(quarter)s") % {"number": item.number, "quarter": quarter}
    counted = _("%(place)s, số thực hiện") % {"place": place}
    old, new = ((row.text, row.amount) if row else ("", None) for row in (before, now))
    amounts = ["" if one is None else number(one) for one in (old[1], new[1])]
    return [(place, old[0], new[0]), *([(counted, amounts[0], amounts[1])] if old[1] != new[1] else [])]


@transaction.atomic
def report_result(*, commitment: Commitment, result: str, actor: Any, now: dt.datetime) -> Outcome:
    """Hand in one's own assessment of the result; the decider confirms."""
    refuse_secret(mark_of("", result), _("Báo cáo này"))
    return take_step(FLOW, commitment, "report", actor, now=now, values={"result": result})
