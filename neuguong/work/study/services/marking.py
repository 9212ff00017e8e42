"""Calling the roll: any number of people in one save, from a page, from a phone that had no network, or by oneself.

Every act of noting is a `Mark` with an id made where the act is: what is sent twice is kept once. Which of two marks on
the same person is in force is decided here alone, never by a device's clock:

1. a mark made in the knowledge of the one in force (`base`) comes after it, whatever any clock says;
2. of two that did not know of each other the later one holds. When a mark was made is told by the age it had when it
   was sent, on the device's own clock: a clock that is wrong by a day does no harm. Nothing is made in the future.

Two devices that said different things without knowing of each other are shown (`is_disputed`) until somebody who sees
both decides. Whoever confirms herself never takes back what the keeper noted; that too is shown.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.journal.services import record, take_step
from neuguong.kit.numbers import number
from neuguong.kit.text import nfc
from neuguong.work.study import rules
from neuguong.work.study.choices import CALLED, OPEN, SessionState, Status, Way
from neuguong.work.study.flow import FLOW
from neuguong.work.study.models import Attendance, Mark, Session
from neuguong.work.study.services.learners import follow

_WRITE = """
UPDATE study_attendance a
   SET status = t.status, reason = t.reason, way = t.way, is_disputed = t.is_disputed, mark = t.mark,
       marked_at = t.marked_at, received_at = t.received_at, marked_by_id = t.marked_by_id
  FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::boolean[], %s::uuid[], %s::timestamptz[],
              %s::timestamptz[], %s::bigint[])
    AS t(id, status, reason, way, is_disputed, mark, marked_at, received_at, marked_by_id)
 WHERE a.id = t.id
"""


@dataclass(frozen=True)
class MarkInput:
    """One mark as made: on which row of attendance, what, when by the device's clock, knowing of which mark."""

    id: uuid.UUID
    attendance_id: int
    status: str
    at: dt.datetime
    reason: str = ""
    base: uuid.UUID | None = None


@dataclass(frozen=True)
class RollOutcome:
    """`kept`: the marks that the server has, new or known; `refused`: the others, each with a sentence why."""

    kept: list[uuid.UUID] = field(default_factory=list)
    refused: dict[uuid.UUID, str] = field(default_factory=dict)
    fresh: int = 0


@transaction.atomic
def call_roll(
    *,
    session: Session,
    marks: Sequence[MarkInput],
    actor: Any,
    now: dt.datetime,
    way: Way = Way.ROLL,
    device: str = "",
    sent_at: dt.datetime | None = None,
) -> RollOutcome:
    """Note the marks, in the order in which their device made them; `sent_at` is that device's clock as it sends.

    A constant number of statements. Marks that come in after the roll was closed, of people who are not in the session
    or not the actor's to call, are refused and nothing of them is kept. ValidationError before the session's day.
    """
    row = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if row.on > timezone.localdate(now):
        raise ValidationError(_("Buổi này chưa tới ngày, chưa điểm danh được."))
    mine = rules.attendances.visible(Attendance.objects.filter(session=row), actor, "call")
    found = mine.filter(pk__in={mark.attendance_id for mark in marks})
    rows = {one.pk: one for one in found.select_for_update(of=("self",)).order_by("pk")}
    known = set(Mark.objects.filter(pk__in=[mark.id for mark in marks]).values_list("pk", flat=True))
    refused = {one.id: _why_not(row) for one in marks if one.attendance_id not in rows and one.id not in known}
    fresh = [one for one in marks if one.id not in known and one.id not in refused]
    if fresh:
        if row.state == SessionState.PLANNED:
            take_step(FLOW, row, "hold", actor, now=now)
        note(row, rows, fresh, actor=actor, now=now, way=way, device=device, sent_at=sent_at or now)
        _journal(row, rows.values(), len(fresh), actor, now, way)
    return RollOutcome([one.id for one in marks if one.id not in refused], refused, len(fresh))


def note(
    session: Session,
    rows: dict[int, Attendance],
    marks: Sequence[MarkInput],
    *,
    actor: Any,
    now: dt.datetime,
    way: Way,
    device: str,
    sent_at: dt.datetime,
) -> None:
    """Keep marks that are new, on rows that are locked, and put in force what comes after. Asks for no right."""
    made: list[Mark] = []
    lasts = _last_marks(rows)
    for one, made_at in zip(marks, _made_at(marks, sent_at, now), strict=True):
        row = rows[one.attendance_id]
        mark = Mark(
            id=one.id, attendance=row, status=one.status, reason=_reason(one), way=way, device=device[:40],
            device_at=one.at, made_at=made_at, received_at=now, base=one.base, by=actor,
        )  # fmt: skip
        _judge(row, mark, lasts.get(row.pk))
        if mark.wins:
            lasts[row.pk] = mark
        made.append(mark)
    Mark.objects.bulk_create(made)
    touched = [rows[pk] for pk in sorted({mark.attendance_id for mark in made})]
    _write(touched)
    follow(session, [row.person_id for row in touched])


def _judge(row: Attendance, mark: Mark, last: Mark | None) -> None:
    """Whether the mark is in force from now on, and whether it and the one in force have to be looked at."""
    knows = mark.base == row.mark or (last is not None and bool(mark.device) and mark.device == last.device)
    differs = row.mark is not None and (row.status, row.reason) != (mark.status, mark.reason)
    if mark.way == Way.SELF:
        mark.wins = row.mark is None
        mark.clashes = row.mark is not None and row.status != mark.status
    elif knows:
        mark.wins = True
    else:
        mark.wins = row.marked_at is None or mark.made_at >= row.marked_at
        mark.clashes = differs and row.status != mark.status
    if mark.clashes:
        row.is_disputed = True
    elif knows and mark.way != Way.SELF:
        row.is_disputed = False
    if mark.wins:
        row.status, row.reason, row.way, row.mark = mark.status, mark.reason, mark.way, mark.id
        row.marked_at, row.received_at, row.marked_by_id = mark.made_at, mark.received_at, mark.by_id


def _made_at(marks: Sequence[MarkInput], sent_at: dt.datetime, now: dt.datetime) -> Iterator[dt.datetime]:
    """When each was made on the server's clock: by its age at sending, never ahead, never before the one before it."""
    before = None
    for mark in marks:
        moment = min(now - (sent_at - mark.at), now)
        before = moment if before is None else max(before, moment)
        yield before


def _last_marks(rows: dict[int, Attendance]) -> dict[int, Mark]:
    """The marks in force, by row."""
    found = Mark.objects.filter(pk__in=[row.mark for row in rows.values() if row.mark])
    return {mark.attendance_id: mark for mark in found}


def _reason(mark: MarkInput) -> str:
    return nfc(mark.reason)[:200] if mark.status not in (Status.PRESENT, Status.EXPECTED) else ""


def _write(rows: Sequence[Attendance]) -> None:
    names = ("pk", "status", "reason", "way", "is_disputed", "mark", "marked_at", "received_at", "marked_by_id")
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [[getattr(row, name) for row in rows] for name in names])


def _why_not(session: Session) -> str:
    if session.state not in OPEN:
        return _("Buổi này đã chốt điểm danh. Đồng chí báo người tổ chức mở lại nếu cần ghi thêm.")
    return _("Đồng chí này không có trong danh sách của buổi, hoặc ngoài phạm vi điểm danh của đồng chí.")


def _journal(session: Session, rows: Iterable[Attendance], fresh: int, actor: Any, now: dt.datetime, way: Way) -> None:
    """One line in the journal for each save, with how many stand how."""
    counted = {status: sum(row.status == status for row in rows) for status in CALLED}
    changes = [(_("Số lần ghi"), "", number(fresh))]
    changes += [(str(status.label), "", number(count)) for status, count in counted.items() if count]
    record(session, "call_roll", actor=actor, now=now, note=str(way.label), data={"changes": changes})
