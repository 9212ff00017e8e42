"""What this slice tells people: a visit is coming, what was found, what is to be verified, what comes due."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.queries import holders
from neuguong.base.notices.models import NoticeKind, Task
from neuguong.base.notices.services import Due, Told, due_days, register_reminder, tell_each
from neuguong.work.oversight.choices import FindingState, VisitState
from neuguong.work.oversight.models import Finding, Visit
from neuguong.work.oversight.rules import BODY, OFFICE


def _users(units: Iterable[int], roles: Iterable[Role], today: dt.date) -> dict[int, list[int]]:
    """Who holds one of the roles at each unit."""
    found: dict[int, set[int]] = {}
    for unit, user, _role in holders(units, roles, today):
        found.setdefault(unit, set()).add(user)
    return {unit: sorted(users) for unit, users in found.items()}


def _looked_at(rows: Sequence[Visit] | Sequence[Finding], today: dt.date) -> Iterator[tuple[Visit | Finding, int]]:
    """Each row with everybody of the unit looked at, and the head whom it concerns."""
    users = _users({row.unit_id for row in rows}, OFFICE, today)
    for row in rows:
        own = [row.person.user_id] if row.person and row.person.user_id else []
        for user in dict.fromkeys([*own, *users.get(row.unit_id, [])]):
            yield row, user


def _overseers(rows: Sequence[Visit] | Sequence[Finding], today: dt.date) -> Iterator[tuple[Visit | Finding, int]]:
    users = _users({row.body_id for row in rows}, BODY, today)
    for row in rows:
        for user in users.get(row.body_id, []):
            yield row, user


def _visits(ids: Sequence[int]) -> list[Visit]:
    return list(Visit.objects.filter(pk__in=ids).select_related("unit", "body", "person"))


def _findings(ids: Sequence[int]) -> list[Finding]:
    return list(Finding.objects.filter(pk__in=ids).select_related("unit", "body", "person"))


def _address(row: Visit | Finding) -> str:
    return reverse("oversight:visit" if isinstance(row, Visit) else "oversight:finding", args=[row.pk])


def _tell(
    found: Iterable[tuple[Visit | Finding, int]],
    cause: tuple[str, str, Task],
    words: Callable[[Visit | Finding], str],
    now: dt.datetime,
) -> None:
    kind, key, task = cause
    instant = now.isoformat()
    told = [Told(user, kind, f"{key}:{row.pk}:{instant}", words(row), _address(row), task) for row, user in found]
    tell_each(told, now=now)


def announced(ids: Sequence[int], now: dt.datetime) -> None:
    """A visit is on the calendar."""
    words = _("%(body)s sẽ kiểm tra, giám sát %(unit)s, dự kiến ngày %(day)s.")

    def say(row: Visit | Finding) -> str:
        assert isinstance(row, Visit)  # asked for by its ids
        return words % {"body": row.body.name, "unit": row.unit.name, "day": f"{row.planned_on:%d/%m/%Y}"}

    today = timezone.localdate(now)  # a check that is recorded as it was held announces nothing
    rows = [row for row in _visits(ids) if row.planned_on >= today and row.commitment_id is None]
    _tell(_looked_at(rows, today), (NoticeKind.NEWS, "visit", Task.READ), say, now)


def concluded(ids: Sequence[int], now: dt.datetime) -> None:
    """A visit was concluded; each finding says by when it is to be mended."""
    today = timezone.localdate(now)
    words = _("%(body)s đã kết luận về %(unit)s.")
    _tell(
        _looked_at(_visits(ids), today), (NoticeKind.NEWS, "concluded", Task.READ),
        lambda row: words % {"body": row.body.name, "unit": row.unit.name}, now,
    )  # fmt: skip
    rows = list(Finding.objects.filter(visit__in=ids, state=FindingState.OPEN).select_related("unit", "body", "person"))
    _tell(_looked_at(rows, today), (NoticeKind.TO_DO, "finding", Task.MEND), _to_mend, now)


def _to_mend(row: Visit | Finding) -> str:
    assert isinstance(row, Finding)  # asked for by its ids
    words = {"unit": row.unit.name, "text": row.text[:160], "due": f"{row.due_on:%d/%m/%Y}"}
    return _("%(unit)s phải khắc phục trước ngày %(due)s: %(text)s") % words


def to_verify(ids: Sequence[int], now: dt.datetime) -> None:
    """A remedy was reported."""
    words = _("%(unit)s báo đã khắc phục, chờ xác nhận.")
    found = _overseers(_findings(ids), timezone.localdate(now))
    _tell(found, (NoticeKind.TO_DO, "verify", Task.CONFIRM), lambda row: words % {"unit": row.unit.name}, now)


def verified(ids: Sequence[int], now: dt.datetime) -> None:
    """A remedy stands."""
    words = _("%(body)s xác nhận %(unit)s đã khắc phục xong.")
    found = _looked_at(_findings(ids), timezone.localdate(now))
    _tell(
        found, (NoticeKind.NEWS, "verified", Task.READ),
        lambda row: words % {"body": row.body.name, "unit": row.unit.name}, now,
    )  # fmt: skip


def sent_back(ids: Sequence[int], note: str, now: dt.datetime) -> None:
    """A remedy was not enough."""
    words = _("%(body)s yêu cầu làm tiếp: %(note)s")
    found = _looked_at(_findings(ids), timezone.localdate(now))
    _tell(
        found, (NoticeKind.TO_DO, "finding_back", Task.MEND),
        lambda row: words % {"body": row.body.name, "note": note}, now,
    )  # fmt: skip


def due_remedies(today: dt.date) -> Iterator[Due]:
    """Reminder source: to whoever must mend, each finding that comes due."""
    due = Finding.objects.filter(state=FindingState.OPEN, due_on__in=due_days(today))
    rows = list(due.select_related("unit", "body", "person").order_by("pk"))
    for row, user in _looked_at(rows, today):
        assert isinstance(row, Finding)  # of findings
        text = _("khắc phục sau kiểm tra, giám sát: %(text)s") % {"text": row.text[:200]}
        yield Due(user, f"finding:{row.pk}", text, _address(row), row.due_on, Task.MEND)


def due_visits(today: dt.date) -> Iterator[Due]:
    """Reminder source: to the body, each visit whose day comes."""
    due = Visit.objects.filter(state=VisitState.PLANNED, planned_on__in=due_days(today))
    rows = list(due.select_related("unit", "body", "person").order_by("pk"))
    for row, user in _overseers(rows, today):
        assert isinstance(row, Visit)  # of visits
        text = _("%(kind)s tại %(unit)s") % {"kind": row.get_kind_display(), "unit": row.unit.name}
        yield Due(user, f"visit:{row.pk}", text, _address(row), row.planned_on, Task.CARRY_OUT)


register_reminder(due_remedies)
register_reminder(due_visits)
