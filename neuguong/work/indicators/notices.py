"""What this slice tells: a unit's numbers wait for a decision, came back, may be entered late, were corrected.

One notice a unit and a period, however many numbers it is about.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.queries import holders
from neuguong.base.notices.models import NoticeKind, Task
from neuguong.base.notices.services import Due, Told, due_days, register_reminder, tell_each
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import date
from neuguong.kit.numbers import number as written
from neuguong.work.indicators.choices import WRITABLE
from neuguong.work.indicators.models import EntryException, Restatement, Value

OFFICE = (Role.SECRETARY, Role.STAFF, Role.APPROVER)
DECIDERS = (Role.STAFF, Role.APPROVER)


def handed_in(ids: Sequence[int], actor: Any, now: dt.datetime) -> None:
    """Numbers wait: told to whoever may decide them, but not to who handed them in."""
    groups = _groups(ids)
    people = _people({row.decider_unit_id for row, _n in groups}, DECIDERS, now)
    words = _("%(unit)s nộp %(n)s số liệu %(period)s, chờ duyệt.")
    told = [
        Told(
            user, NoticeKind.TO_DO, f"indicators.decide:{row.unit_id}:{row.period_id}:{now.isoformat()}",
            words % _said(row, n), f"{reverse('indicators:queue')}?unit={row.unit_id}", Task.DECIDE,
        )
        for row, n in groups
        for user in people.get(row.decider_unit_id, ())
        if user != actor.pk
    ]  # fmt: skip
    tell_each(told, now=now)


def sent_back(ids: Sequence[int], note: str, now: dt.datetime) -> None:
    """Numbers came back: told to the office of the unit."""
    groups = _groups(ids)
    people = _people({row.unit_id for row, _n in groups}, OFFICE, now)
    words = _("%(unit)s: %(n)s số liệu %(period)s được trả lại: %(note)s")
    told = [
        Told(
            user, NoticeKind.TO_DO, f"indicators.back:{row.unit_id}:{row.period_id}:{now.isoformat()}",
            words % {**_said(row, n), "note": note}, _form(row), Task.MEND,
        )
        for row, n in groups
        for user in people.get(row.unit_id, ())
    ]  # fmt: skip
    tell_each(told, now=now)


def excused(row: EntryException, now: dt.datetime) -> None:
    """The unit may enter late: told to its office."""
    words = _("%(unit)s được nhập số liệu %(period)s đến hết ngày %(day)s.") % {
        "unit": row.unit.name, "period": _period(row), "day": date(row.until),
    }  # fmt: skip
    people = _people([row.unit_id], OFFICE, now).get(row.unit_id, ())
    told = [Told(user, NoticeKind.NEWS, f"indicators.late:{row.pk}", words, _form(row), Task.REPORT) for user in people]
    tell_each(told, now=now)


def correction_asked(row: Restatement, now: dt.datetime) -> None:
    """A correction waits: told to the approvers of the deciding unit, but not to who asked."""
    value = row.value
    words = _("%(unit)s: đề nghị đính chính “%(indicator)s” %(period)s chờ duyệt.") % _named(value)
    people = _people([value.decider_unit_id], (Role.APPROVER,), now).get(value.decider_unit_id, ())
    href = reverse("indicators:restatement", args=[row.pk])
    told = [
        Told(user, NoticeKind.TO_DO, f"indicators.restate:{row.pk}", words, href, Task.DECIDE)
        for user in people
        if user != row.asked_by_id
    ]
    tell_each(told, now=now)


def correction_answered(ids: Sequence[int], now: dt.datetime) -> None:
    """The answer, to whoever asked."""
    rows = Restatement.objects.filter(pk__in=ids).select_related("value__unit", "value__period", "value__indicator")
    words = _("%(unit)s: đề nghị đính chính “%(indicator)s” %(period)s: %(state)s.")
    told = [
        Told(
            row.asked_by_id, NoticeKind.NEWS, f"indicators.restated:{row.pk}",
            words % {**_named(row.value), "state": row.get_state_display().lower()},
            reverse("indicators:restatement", args=[row.pk]),
        )
        for row in rows.order_by("pk")
    ]  # fmt: skip
    tell_each(told, now=now)


def due_numbers(today: dt.date) -> Iterator[Due]:
    """Reminder source: to the office of each unit, how many numbers of a period it still owes."""
    owed = Value.objects.filter(state__in=WRITABLE, expected=True, category="", due_on__in=due_days(today)).order_by()
    found = list(
        owed.values_list("unit_id", "period_id", "due_on").annotate(n=Count("pk")).order_by("unit_id", "due_on")
    )
    units = Unit.objects.in_bulk({unit for unit, _period_id, _due_on, _n in found})
    periods = Period.objects.in_bulk({period for _unit, period, _due_on, _n in found})
    people: dict[int, list[int]] = {}
    for unit_id, user, _role in sorted(holders(units, OFFICE, today)):
        people.setdefault(unit_id, []).append(user)
    for unit_id, period_id, due_on, n in found:
        words = {"unit": units[unit_id].name, "n": written(n), "due": date(due_on), "period": periods[period_id]}
        text = _("%(unit)s còn %(n)s số liệu phải nhập (%(period)s), hạn %(due)s.") % words
        href = reverse("indicators:entry", args=[units[unit_id].code, period_id])
        for user in dict.fromkeys(people.get(unit_id, ())):
            yield Due(user, f"numbers:{unit_id}:{period_id}", text, href, due_on, Task.REPORT)


def _groups(ids: Sequence[int]) -> list[tuple[Value, int]]:
    """One value of each unit and period, and how many there are of them."""
    rows = Value.objects.filter(pk__in=ids).order_by("unit_id", "period_id", "pk")
    counts = Counter(rows.values_list("unit_id", "period_id"))
    firsts = rows.distinct("unit_id", "period_id").select_related("unit", "period")
    return [(row, counts[row.unit_id, row.period_id]) for row in firsts]


def _people(units: Iterable[int], roles: Sequence[Role], now: dt.datetime) -> dict[int, list[int]]:
    """The users who hold one of the roles at each unit, each once."""
    found: dict[int, list[int]] = {}
    for unit, user in sorted({(unit, user) for unit, user, _r in holders(units, roles, timezone.localdate(now))}):
        found.setdefault(unit, []).append(user)
    return found


def _said(row: Value, n: int) -> dict[str, Any]:
    return {"unit": row.unit.name, "n": written(n), "period": _period(row)}


def _named(value: Value) -> dict[str, Any]:
    return {"unit": value.unit.name, "indicator": value.indicator.name, "period": _period(value)}


def _period(row: Value | EntryException) -> str:
    """The period in the middle of a sentence."""
    name = str(row.period)
    return name[:1].lower() + name[1:]


def _form(row: Value | EntryException) -> str:
    return reverse("indicators:entry", args=[row.unit.code, row.period_id])


register_reminder(due_numbers)
