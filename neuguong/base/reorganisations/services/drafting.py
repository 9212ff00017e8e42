"""Drawing up a batch: its head and its lines."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.reorganisations import rules
from neuguong.base.reorganisations.choices import State
from neuguong.base.reorganisations.models import Change, Reorganisation
from neuguong.kit.text import nfc


@dataclass(frozen=True)
class Line:
    """One change as typed: see `models.Change`."""

    kind: str
    unit_code: str = ""
    target_code: str = ""
    name: str = ""
    short_name: str = ""
    unit_kind: str = ""
    parent_code: str = ""
    late: str = ""


@transaction.atomic
def open_batch(
    *, unit: Unit, title: str, decision: str, signed_on: dt.date, on: dt.date, by: Any, now: dt.datetime
) -> Reorganisation:
    """A new draft for the changes of one decision under `unit`. ValidationError without the right, or if there is one
    of that decision and title already."""
    capacity = capacity_of(by, rules.units, "draw", unit) if by else ""
    made = Reorganisation(unit=unit, title=nfc(title), decision=nfc(decision), signed_on=signed_on, on=on, made_by=by)
    made.validate_constraints()
    made.save()
    record(made, "open", actor=by, now=now, capacity=capacity, note=made.decision)
    return made


@transaction.atomic
def add_change(*, batch: Reorganisation, line: Line, by: Any, now: dt.datetime, number: int = 0) -> Change:
    """Add a line at the end, or put it in the place of the line `number`. What was tried before no longer holds."""
    locked = _draft(batch, by)
    texts = {name: nfc(value) for name, value in asdict(line).items()}
    last = Change.objects.filter(reorganisation=locked).aggregate(last=Max("number"))["last"] or 0
    place = number or last + 1
    made, _is_new = Change.objects.update_or_create(reorganisation=locked, number=place, defaults=texts)
    record(locked, "line", actor=by, now=now, note=f"{place}. {made.get_kind_display()} {made.unit_code}")
    return made


@transaction.atomic
def drop_change(*, change: Change, by: Any, now: dt.datetime) -> None:
    """Take a line out of a draft; the others keep their numbers."""
    locked = _draft(change.reorganisation, by)
    record(locked, "drop", actor=by, now=now, note=str(change))
    Change.objects.filter(pk=change.pk).delete()


def _draft(batch: Reorganisation, by: Any) -> Reorganisation:
    """The batch, locked; ValidationError unless it is a draft that `by` may write."""
    locked = Reorganisation.objects.select_for_update().get(pk=batch.pk)
    if by:
        capacity_of(by, rules.batches, "view", locked)
    if locked.state != State.DRAFT:
        raise ValidationError(_("Đợt sắp xếp này không còn là bản soạn, không sửa được nữa."))
    if by:
        capacity_of(by, rules.batches, "write", locked)
    Reorganisation.objects.filter(pk=locked.pk).update(tried_at=None, report={})
    return locked
