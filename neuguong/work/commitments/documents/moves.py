"""Who lived in a cell in a year, and the lines "chuyển đến", "chuyển đi" of those who did not live there all along."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from neuguong.base.orgs.models import Membership, Person, Unit
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import date

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Move:
    """A member of the year and the words about her coming and going, none if she was there all the time."""

    person: Person
    words: tuple[str, ...] = ()


def moves(unit: Unit, period: Period) -> dict[int, Move]:
    """Whoever lived in the cell on some day of the year, by person's id (one query)."""
    days = (period.starts_on, period.ends_on + DAY)
    here = Membership.objects.filter(unit=unit, valid__overlap=days)
    lives: dict[int, list[Membership]] = {}
    rows = Membership.objects.filter(person__in=here.values("person")).select_related("person", "unit")
    for row in rows.order_by("person_id", "valid", "pk"):
        lives.setdefault(row.person_id, []).append(row)
    return {pk: Move(all_[0].person, tuple(_words(all_, unit, days))) for pk, all_ in lives.items()}


def _words(lives: Sequence[Membership], unit: Unit, days: tuple[dt.date, dt.date]) -> list[str]:
    """Every coming and going of the year, in order of time. A day of leaving is the first day not lived here."""
    said = []
    for at, one in enumerate(lives):
        if one.unit_id != unit.pk:
            continue
        begun, ended = one.valid.lower, one.valid.upper
        before, after = lives[at - 1] if at else None, lives[at + 1] if at + 1 < len(lives) else None
        if begun and days[0] < begun < days[1]:
            said.append(_came(begun, before.unit.name if before and before.valid.upper == begun else ""))
        if ended and days[0] <= ended < days[1]:
            said.append(_left(ended, after.unit.name if after and after.valid.lower == ended else ""))
    return said


def _came(on: dt.date, unit: str) -> str:
    if unit:
        return _("Chuyển đến ngày %(day)s từ %(unit)s") % {"day": date(on), "unit": unit}
    return _("Sinh hoạt từ ngày %(day)s") % {"day": date(on)}


def _left(on: dt.date, unit: str) -> str:
    if unit:
        return _("Chuyển đi ngày %(day)s đến %(unit)s") % {"day": date(on), "unit": unit}
    return _("Thôi sinh hoạt từ ngày %(day)s") % {"day": date(on)}
