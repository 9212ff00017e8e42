"""Giving a batch up before it is committed: nothing of it is written."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.imports.models import Batch, Phase, Progress, StagedRow
from neuguong.base.imports.services.sensitive import forget
from neuguong.base.imports.services.sole import Busy, sole
from neuguong.base.journal.services import record


def cancel(batch: Batch, actor: Any, *, now: dt.datetime) -> Batch:
    """Give the batch up. A worker at it is asked to stop and does within two seconds, unless it commits before.

    ValidationError for a batch that is loaded; one that is cancelled already stays so.
    """
    person = actor if getattr(actor, "pk", None) else None
    try:
        with sole(batch):
            batch.refresh_from_db()
            _refuse(batch)
            if batch.phase != Phase.CANCELLED:
                give_up(batch, person, now)
    except Busy:
        Progress.objects.update_or_create(batch=batch, defaults={"stop_asked": True, "stop_asked_by": person})
    return batch


@transaction.atomic
def give_up(batch: Batch, actor: Any, now: dt.datetime) -> None:
    """Mark the batch cancelled, drop what waited. The caller holds it alone."""
    StagedRow.objects.filter(batch=batch).delete()
    forget(batch)
    batch.phase, batch.ended_at, batch.fault = Phase.CANCELLED, now, ""
    batch.save(update_fields=["phase", "ended_at", "fault"])
    record(batch, "cancelled", actor=actor, now=now, note=batch.name)


def stopped(batch: Batch, now: dt.datetime) -> None:
    """The worker stopped as it was asked to: the batch is given up by whoever asked."""
    progress = Progress.objects.select_related("stop_asked_by").get(batch=batch)
    batch.refresh_from_db()
    give_up(batch, progress.stop_asked_by, now)
    Progress.objects.filter(batch=batch).update(stop_asked=False)


def _refuse(batch: Batch) -> None:
    if batch.phase == Phase.APPLIED:
        raise ValidationError(_("Lô dữ liệu này đã nạp xong nên không hủy được nữa."))
