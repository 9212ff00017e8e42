"""Carrying out: the result of each quarter, and the report at the end."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.files.models import StoredFile
from neuguong.base.files.services import attach
from neuguong.base.journal.services import Outcome, record, take_step
from neuguong.base.periods.models import Period
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Item, Progress
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

    The old words stay in the journal. ValidationError for a quarter that has not begun; PermissionDenied without the
    right, which ends when the result is reported.
    """
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=item.commitment_id)
    if not policy.can(actor, "progress", commitment):
        raise PermissionDenied
    if quarter.starts_on > today:
        raise ValidationError(_("Quý này chưa bắt đầu, chưa ghi được kết quả."))
    before = Progress.objects.filter(item=item, period=quarter).first()
    made, _new = Progress.objects.update_or_create(
        item=item,
        period=quarter,
        defaults={"unit_id": item.unit_id, "text": text, "amount": amount, "recorded_on": today, "recorded_by": actor},
    )
    for file in evidence:
        attach(file=file, obj=made)
    record(
        commitment,
        "progress",
        actor=actor,
        now=now,
        note=text,
        data={"item": item.number, "quarter": quarter.number, "old": before.text if before else "", "new": text},
    )
    return made


@transaction.atomic
def report_result(*, commitment: Commitment, result: str, actor: Any, now: dt.datetime) -> Outcome:
    """Hand in one's own assessment of the result; the decider confirms."""
    return take_step(FLOW, commitment, "report", actor, now=now, values={"result": result})
