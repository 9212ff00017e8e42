"""What this slice tells people: numbers of cases and days, never a name or a word of who sent them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.queries import holders
from neuguong.base.notices.models import NoticeKind, Task
from neuguong.base.notices.services import Due, Told, due_days, register_reminder, tell_each
from neuguong.work.dialogues.choices import RUNNING, Outcome, ReceptionState
from neuguong.work.dialogues.models import Case, Promise, Reception

_DESK = (Role.STAFF, Role.APPROVER)


def _desks(units: Iterable[int], today: dt.date, roles: Sequence[Role] = _DESK) -> dict[int, list[int]]:
    """The users who work at each unit's desk today."""
    found: dict[int, list[int]] = {}
    for unit, user in sorted({(unit, user) for unit, user, _role in holders(units, roles, today)}):
        found.setdefault(unit, []).append(user)
    return found


def arrived(ids: Sequence[int], now: dt.datetime) -> None:
    """Cases came to a desk: by the public page, or from another unit."""
    rows = list(Case.objects.filter(pk__in=ids))
    users = _desks({row.unit_id for row in rows}, localdate(now))
    told = [
        Told(
            user, NoticeKind.TO_DO, f"case:{row.pk}:{row.unit_id}:{now.isoformat()}",
            _("Đơn thư số %(number)s chờ phân loại, hạn trả lời %(due)s.") % _words(row),
            reverse("dialogues:case", args=[row.pk]), Task.ANSWER,
        )
        for row in rows for user in users.get(row.unit_id, [])
    ]  # fmt: skip
    tell_each(told, now=now)


def escalated(ids: Sequence[int], now: dt.datetime) -> None:
    """Overdue cases are told one level up."""
    rows = list(Case.objects.filter(pk__in=ids).select_related("unit"))
    users = _desks({row.escalated_to_id for row in rows if row.escalated_to_id}, localdate(now))
    told = [
        Told(
            user, NoticeKind.LATE, f"escalated:{row.pk}:{row.escalated_to_id}:{row.escalated_due}",
            _("%(unit)s: đơn thư số %(number)s quá hạn trả lời từ %(due)s.") % {**_words(row), "unit": row.unit.name},
            reverse("dialogues:case", args=[row.pk]), Task.URGE,
        )
        for row in rows for user in users.get(row.escalated_to_id or 0, [])
    ]  # fmt: skip
    tell_each(told, now=now)


def _words(row: Case) -> dict[str, str]:
    return {"number": row.number, "due": f"{row.due_on:%d/%m/%Y}"}


def due_cases(today: dt.date) -> Iterator[Due]:
    """Reminder source: to the desk in charge, cases that come due."""
    rows = list(Case.objects.filter(state__in=RUNNING, due_on__in=due_days(today)).order_by("pk"))
    users = _desks({row.unit_id for row in rows}, today)
    for row in rows:
        for user in users.get(row.unit_id, []):
            text = _("Đơn thư số %(number)s phải trả lời trước hết ngày %(due)s.") % _words(row)
            yield Due(user, f"case:{row.pk}", text, reverse("dialogues:case", args=[row.pk]), row.due_on, Task.ANSWER)


def due_receptions(today: dt.date) -> Iterator[Due]:
    """Reminder source: to the desk, reception days ahead, and those past that nobody has recorded."""
    waiting = (ReceptionState.PLANNED, ReceptionState.PUBLISHED)
    rows = list(Reception.objects.filter(state__in=waiting, on__in=due_days(today)).order_by("pk"))
    users = _desks({row.unit_id for row in rows}, today)
    for row in rows:
        for user in users.get(row.unit_id, []):
            words = {"day": f"{row.on:%d/%m/%Y}", "hours": row.hours}
            text = _("Buổi tiếp công dân ngày %(day)s, %(hours)s.") % words
            href = reverse("dialogues:reception", args=[row.pk])
            yield Due(user, f"reception:{row.pk}", text, href, row.on, Task.CARRY_OUT)


def due_promises(today: dt.date) -> Iterator[Due]:
    """Reminder source: to the desk of who promised and of who is to carry it out."""
    rows = list(Promise.objects.filter(outcome=Outcome.OPEN, due_on__in=due_days(today)).order_by("pk"))
    users = _desks({unit for row in rows for unit in (row.unit_id, row.owner_unit_id) if unit}, today)
    for row in rows:
        asked = {*users.get(row.unit_id, []), *users.get(row.owner_unit_id or 0, [])}
        for user in sorted(asked):
            text = _("Việc đã hứa với dân “%(text)s” đến hạn ngày %(due)s.") % {
                "text": row.text[:120], "due": f"{row.due_on:%d/%m/%Y}",
            }  # fmt: skip
            href = reverse("dialogues:promise", args=[row.pk])
            yield Due(user, f"promise:{row.pk}", text, href, row.due_on, Task.CARRY_OUT)


register_reminder(due_cases)
register_reminder(due_receptions)
register_reminder(due_promises)
