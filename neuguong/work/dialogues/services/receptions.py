"""Planning the reception days of a year, adding one, recording what became of it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import record, take_step
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.queries import heads
from neuguong.base.periods.models import Period
from neuguong.kit.text import nfc
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.choices import HeldBy, ReceptionKind
from neuguong.work.dialogues.flow import RECEPTION_FLOW
from neuguong.work.dialogues.models import Reception
from neuguong.work.dialogues.queries import days_of_year, duty_of


@transaction.atomic
def plan_receptions(
    *, unit: Unit, period: Period, weekday: int, hours: str, place: str, actor: Any, now: dt.datetime
) -> int:
    """Plan what the rules demand of the unit's head for the rest of a year, from today or its first day on.

    `weekday` 0 is Monday. Days that are planned already stay; returns how many are new. ValidationError without the
    right, and where no rule says how often this head receives citizens.
    """
    capacity = capacity_of(actor, rules.units, "hold", unit) if actor is not None else ""
    since = max(localdate(now), period.starts_on)
    duty = duty_of(unit, since)
    if duty is None:
        words = _("Chưa có quy định về số ngày tiếp công dân của đơn vị loại này. Hãy thêm từng buổi.")
        raise ValidationError({"unit": words})
    return _add(unit, period, days_of_year(duty, period.year, weekday, since), hours, place, actor, now, capacity)


def _add(
    unit: Unit, period: Period, days: list[dt.date], hours: str, place: str, actor: Any, now: dt.datetime, capacity: str
) -> int:
    host = _head(unit, localdate(now))
    rows = [Reception(unit=unit, host=host, period=period, on=day, hours=nfc(hours), place=nfc(place)) for day in days]
    known = set(Reception.objects.filter(unit=unit, on__in=days).values_list("on", flat=True))
    made = Reception.objects.bulk_create([row for row in rows if row.on not in known])
    for row in made:
        record(row, "plan", actor=actor, now=now, capacity=capacity)
    return len(made)


def _head(unit: Unit, on: dt.date) -> Person | None:
    post = heads([unit.pk], on).first()
    return post.person if post else None


@transaction.atomic
def add_reception(
    *, unit: Unit, period: Period, on: dt.date, hours: str, place: str, actor: Any, now: dt.datetime
) -> Reception:
    """One more day, beside what the rules demand. ValidationError if the unit has one on that day, or without right."""
    capacity = capacity_of(actor, rules.units, "hold", unit)
    row = Reception(
        kind=ReceptionKind.EXTRA, unit=unit, host=_head(unit, on), period=period, on=on, hours=nfc(hours),
        place=nfc(place),
    )  # fmt: skip
    row.validate_constraints()
    row.save()
    record(row, "plan", actor=actor, now=now, capacity=capacity)
    return row


@transaction.atomic
def hold_reception(
    *, reception: Reception, held_by: str, substitute: str, reason: str, people: int, actor: Any, now: dt.datetime
) -> Reception:
    """Record who received how many. ValidationError before the day, or for a substitute without name or reason."""
    row = Reception.objects.select_for_update(of=("self",)).get(pk=reception.pk)
    if row.on > localdate(now):
        raise ValidationError(_("Buổi tiếp này chưa đến ngày. Nếu tiếp đột xuất, hãy thêm một buổi khác."))
    named = held_by == HeldBy.SUBSTITUTE
    values = {
        "held_by": HeldBy(held_by), "people": people,
        "substitute": nfc(substitute) if named else "", "reason": nfc(reason) if named else "",
    }  # fmt: skip
    for name, value in values.items():
        setattr(row, name, value)
    row.validate_constraints(exclude={"state"})
    outcome = take_step(RECEPTION_FLOW, row, "hold", actor, now=now, values=values)
    if outcome.refused:
        raise ValidationError([one.reason for one in outcome.refused])
    return Reception.objects.get(pk=row.pk)
