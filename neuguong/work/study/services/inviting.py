"""Calling people together: one row of attendance for each, from which should, came and missed are read."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import record
from neuguong.base.orgs.choices import TreeCode
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.queries import path_of
from neuguong.kit.numbers import number
from neuguong.work.study import notices, rules
from neuguong.work.study.choices import MISSED, OPEN, Audience, Status
from neuguong.work.study.models import Place, Session
from neuguong.work.study.services.learners import enter
from neuguong.work.study.services.planning import plan_session

_BRANCH = """
place AS (
    SELECT p.unit_id FROM orgs_path p JOIN orgs_tree t ON t.id = p.tree_id AND t.code = %(tree)s
     WHERE p.alive AND p.valid_from <= %(on)s AND p.valid_to > %(on)s
       AND p.path >= %(path)s AND p.path < %(path)s || 'g'
)
"""
_LIVES = "LEFT JOIN orgs_membership m ON m.person_id = {person} AND m.valid @> %(on)s::date"
_MEMBERS = (
    "SELECT m.person_id, m.unit_id FROM orgs_membership m JOIN place USING (unit_id) WHERE m.valid @> %(on)s::date"
)
_HEADS = f"""
SELECT h.person_id, COALESCE(m.unit_id, h.unit_id) AS unit_id
  FROM orgs_appointment h JOIN place ON place.unit_id = h.unit_id {_LIVES.format(person="h.person_id")}
 WHERE h.is_head AND h.valid @> %(on)s::date
"""  # noqa: S608 (SQL of our own)
_WHO = {Audience.MEMBERS: f"WITH {_BRANCH} {_MEMBERS}", Audience.HEADS: f"WITH {_BRANCH} {_HEADS}"}
_NAMED = (
    "SELECT p.id AS person_id, COALESCE(m.unit_id, p.home_id, %(unit)s) AS unit_id"  # noqa: S608 (SQL of our own)
    f" FROM orgs_person p {_LIVES.format(person='p.id')} WHERE p.id = ANY(%(people)s)"
)
_MISSED = """
SELECT a.person_id, a.unit_id FROM study_attendance a
  LEFT JOIN study_learner l ON (l.person_id, l.theme_id, l.period_id) = (a.person_id, a.theme_id, a.period_id)
 WHERE a.session_id = %(missed)s AND a.expected AND a.status = ANY(%(statuses)s) AND l.has_studied IS NOT TRUE
"""
_INVITE = """
INSERT INTO study_attendance
    (session_id, person_id, unit_id, period_id, theme_id, kind, is_make_up, place_id, expected, status, reason,
     is_disputed, way)
SELECT DISTINCT ON (w.person_id) s.id, w.person_id, w.unit_id, s.period_id, s.theme_id, s.kind, s.is_make_up,
       %(place)s::bigint, %(expected)s, %(status)s, '', false, ''
  FROM ({who}) w CROSS JOIN study_session s WHERE s.id = %(session)s
 ORDER BY w.person_id, w.unit_id
ON CONFLICT (session_id, person_id) DO UPDATE SET expected = true
 WHERE excluded.expected AND NOT study_attendance.expected
"""


@transaction.atomic
def invite(
    *,
    session: Session,
    unit: Unit,
    audience: str,
    actor: Any,
    now: dt.datetime,
    place: Place | None = None,
) -> int:
    """Call together whoever of `unit` and everything under it the audience means, as the tree stands on the day of
    the session. Idempotent; returns how many are new. Without an `actor` the installation calls.

    ValidationError without the right on the session or the branch, or for a unit outside the party tree.
    """
    row, capacity = _held(session, actor)
    if actor is not None:
        capacity_of(actor, rules.units, "invite", unit)
    path = path_of(unit.pk, row.on)
    if not path:
        raise ValidationError({"unit": _("%(unit)s không có trong cây tổ chức đảng.") % {"unit": unit.name}})
    given: dict[str, Any] = {"tree": TreeCode.PARTY.value, "on": row.on, "path": path}
    fresh = bring_in(row, _WHO[Audience(audience)], place=place, **given)
    _told(row, fresh, f"{unit.name}: {Audience(audience).label}", actor, now, capacity)
    return fresh


@transaction.atomic
def invite_people(
    *, session: Session, people: Sequence[Person], actor: Any, now: dt.datetime, place: Place | None = None
) -> int:
    """Call together these people, whom the actor may call by their homes. As `invite` otherwise."""
    row, capacity = _held(session, actor)
    homes = {person.home_id for person in people}
    reached = rules.units.visible(Unit.objects.filter(pk__in=homes - {None}), actor, "invite")
    if actor is not None and set(reached.values_list("pk", flat=True)) != homes:
        raise ValidationError(_("Có đồng chí không thuộc phạm vi được mời của đồng chí."), code="right")
    fresh = bring_in(row, _NAMED, place=place, on=row.on, unit=row.unit_id, people=[one.pk for one in people])
    _told(row, fresh, ", ".join(str(one) for one in people[:5]), actor, now, capacity)
    return fresh


@transaction.atomic
def make_up(
    *, session: Session, on: dt.date, actor: Any, now: dt.datetime, starts_at: dt.time | None = None, place: str = ""
) -> Session:
    """A make-up session on a later day, to which all are called who missed this one and have not studied its theme
    since. ValidationError if nobody has, for a day before the session, or without the right."""
    if actor is not None:
        capacity_of(actor, rules.sessions, "make_up", session)
    if on <= session.on:
        raise ValidationError({"on": _("Buổi học bù phải sau buổi đã vắng.")})
    made = plan_session(
        unit=session.unit, kind=session.kind, title=_("Học bù: %(title)s") % {"title": session.title}, on=on,
        theme=session.theme, starts_at=starts_at, places=[place], makes_up=session, actor=actor, now=now,
    )  # fmt: skip
    statuses = [one.value for one in MISSED]
    fresh = bring_in(made, _MISSED, place=made.places.first(), missed=session.pk, statuses=statuses)
    if not fresh:
        raise ValidationError(_("Không còn ai vắng buổi này mà chưa học bù."))
    _told(made, fresh, session.title, actor, now, "")
    return made


def bring_in(session: Session, who: str, *, place: Place | None = None, expected: bool = True, **given: Any) -> int:
    """Write a row for everybody whom the SQL `who` (person_id, unit_id) finds. Asks for no right."""
    asked: dict[str, Any] = {"session": session.pk, "place": place.pk if place else None, "expected": expected}
    with connection.cursor() as cursor:
        cursor.execute(_INVITE.format(who=who), {**given, **asked, "status": Status.EXPECTED.value})
        fresh = int(cursor.rowcount)
    if fresh:
        enter(session)
    return fresh


def add_unasked(session: Session, person: Person) -> None:
    """A row for somebody who came without being called together; nothing if she has one."""
    bring_in(session, _NAMED, expected=False, on=session.on, unit=session.unit_id, people=[person.pk])


def _held(session: Session, actor: Any) -> tuple[Session, str]:
    row = Session.objects.select_for_update(of=("self",)).select_related("unit").get(pk=session.pk)
    if row.state not in OPEN:
        raise ValidationError(_("Buổi này đã chốt hoặc đã hủy, không mời thêm được."))
    return row, capacity_of(actor, rules.sessions, "invite", row) if actor is not None else ""


def _told(session: Session, fresh: int, whom: str, actor: Any, now: dt.datetime, capacity: str) -> None:
    if not fresh:
        return
    changes = [(_("Mời"), "", whom), (_("Số người mời thêm"), "", number(fresh))]
    record(session, "invite", actor=actor, now=now, capacity=capacity, data={"changes": changes})
    notices.invited(session, now)
