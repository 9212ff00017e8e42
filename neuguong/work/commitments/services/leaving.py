"""A head who leaves his post: his registration there ends on that day with the result so far, and whoever follows him
owes one of his own, which may go on from it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import refuse_secret
from neuguong.base.journal.services import record, take_step
from neuguong.base.orgs.choices import CELLS
from neuguong.base.orgs.models import Appointment, Person
from neuguong.base.orgs.services import appoint, end_appointment
from neuguong.kit.numbers import date
from neuguong.work.commitments.choices import RUNNING, UNDECIDED, Kind
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.services.beginning import code_of
from neuguong.work.commitments.services.opening import decider_of, due_day


@transaction.atomic
def leave_post(
    *,
    appointment: Appointment,
    on: dt.date,
    decision: str,
    successor: Person | None,
    actor: Any,
    now: dt.datetime,
    today: dt.date,
) -> list[Commitment]:
    """End a post from `on` by the document `decision`, let `successor` hold it from that day, and end what the former
    holder registered in it (as `end_with_post`; if the day is still to come, that is offered when it has come).

    Returns the registrations that ended. ValidationError for a day before the post began, and for a successor who is
    the holder himself or holds the same post already, and for a document that bears a mark of state secrecy.
    """
    refuse_secret(mark_of(decision), _("Văn bản này"))
    if successor is not None and successor.pk == appointment.person_id:
        raise ValidationError({"successor": _("Người kế nhiệm phải là đồng chí khác.")})
    held = Appointment.objects.filter(unit=appointment.unit_id, title=appointment.title, valid__upper_inf=True)
    if successor is not None and held.filter(person=successor).exists():
        raise ValidationError({"successor": _("Đồng chí này đang giữ chính chức vụ đó.")})
    end_appointment(appointment=appointment, on=on)
    told = {"post": appointment.title, "unit": appointment.unit.code, "on": on.isoformat(), "decision": decision}
    record(appointment.person, "post_end", actor=actor, now=now, note=decision, data=told)
    if successor is not None:
        appoint(
            person=successor, unit=appointment.unit, title=appointment.title, on=on, is_head=appointment.is_head,
            decision=decision,
        )  # fmt: skip
        record(successor, "post_begin", actor=actor, now=now, note=decision, data=told)
    if on > today:
        return []
    rows = list(Commitment.objects.filter(appointment=appointment, kind=Kind.HEAD, state__in=(*RUNNING, *UNDECIDED)))
    for row in rows:
        end_with_post(commitment=row, actor=actor, now=now, today=today)
    return rows


@transaction.atomic
def end_with_post(*, commitment: Commitment, actor: Any, now: dt.datetime, today: dt.date) -> Commitment | None:
    """End a head's registration on the day from which he no longer holds the post in which he made it.

    What was in force is closed with the result so far; what was not yet decided is withdrawn, and owed no longer unless
    its deadline had passed. Whoever heads the unit today owes a registration of the year, which continues this one:
    that row is returned, None if the post is vacant. ValidationError while he holds the post, and without the right.
    """
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("appointment", "unit", "period", "person")
    row = rows.get(pk=commitment.pk)
    left_on = row.appointment.valid.upper if row.appointment else None
    if left_on is None or left_on > today:
        raise ValidationError(_("Đồng chí này đang giữ chức vụ; chỉ kết thúc được khi đã thôi giữ chức vụ."))
    step = "end" if row.state in RUNNING else "leave"
    values: dict[str, Any] = {"ended_on": left_on} if step == "end" else {"expected": row.due_on < left_on}
    note = _("Thôi giữ chức vụ %(post)s từ ngày %(day)s") % {"post": row.appointment, "day": date(left_on)}
    outcome = take_step(FLOW, row, step, actor, note, now=now, values=values)
    if outcome.refused:
        raise ValidationError([one.reason for one in outcome.refused])
    return _owed_by_next(row, today)


def _owed_by_next(row: Commitment, today: dt.date) -> Commitment | None:
    """What the present head of the unit owes for the year; one that he has already is only linked."""
    posts = Appointment.objects.filter(unit=row.unit, is_head=True, valid__contains=today).exclude(person=row.person)
    post = posts.select_related("person").order_by("-valid", "pk").first()
    if post is None or row.unit.kind in CELLS:
        return None
    asked = {"kind": Kind.HEAD, "period": row.period, "unit": row.unit, "person": post.person}
    there = Commitment.objects.filter(**asked).first()
    if there is not None:
        if there.continues_id is None:
            Commitment.objects.filter(pk=there.pk).update(continues=row)
        return there
    decider = decider_of(kind=Kind.HEAD, unit=row.unit, person=post.person, on=today)
    return Commitment.objects.create(
        **asked, code=code_of(Kind.HEAD, row.period, row.unit, post.person), appointment=post,
        decider_unit_id=decider or row.decider_unit_id, due_on=due_day(row.period, row.unit, today), continues=row,
    )  # fmt: skip
