"""One reminder to all who are late under a unit."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import record
from neuguong.kit.numbers import number
from neuguong.work.reports import notices
from neuguong.work.reports.queries import Place, late_ones
from neuguong.work.reports.queries.pressing import PRESSED
from neuguong.work.reports.rules import units


@dataclass(frozen=True)
class Pressed:
    """How many were told now, how many had been told today already, how many must be told on paper."""

    told: int
    before: int
    paper: int


@transaction.atomic
def press(*, at: Place, actor: Any, today: dt.date, now: dt.datetime) -> Pressed:
    """Send one notice to each person or office that is late with something under the unit, and journal it.

    Nobody is told twice of the same period on one day, whoever presses. ValidationError without the right.
    """
    capacity = capacity_of(actor, units, "press", at.unit)
    found = late_ones(at, today)
    told = notices.press(found.users, at, today=today, now=now)
    pressed = Pressed(told, len(found.users) - told, len(found.paper))
    changes = [
        (_("Kỳ"), "", str(at.period)),
        (_("Đã nhắc"), "", number(pressed.told)),
        (_("Đã được nhắc trong ngày"), "", number(pressed.before)),
        (_("Phải nhắc bằng giấy"), "", number(pressed.paper)),
    ]
    record(at.unit, PRESSED, actor=actor, now=now, capacity=capacity, data={"changes": changes})
    return pressed
