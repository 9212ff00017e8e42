"""People: entering, joining a cell, moving between cells, posts."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from neuguong.base.journal.queries import was_done
from neuguong.base.journal.services import record
from neuguong.base.orgs.choices import Standing
from neuguong.base.orgs.events import MemberMoved
from neuguong.base.orgs.models import Appointment, Membership, Person, Unit
from neuguong.kit.events import publish
from neuguong.kit.text import fold, name_sort_key, nfc


@transaction.atomic
def add_person(
    *,
    code: str,
    full_name: str,
    standing: str = Standing.FULL,
    born_on: dt.date | None = None,
    sex: str = "",
    admitted_on: dt.date | None = None,
    home: Unit | None = None,
    since: dt.date | None = None,
) -> Person:
    """A person, with or without a cell from `since`. IntegrityError if our code is taken."""
    name = nfc(full_name)
    person = Person.objects.create(
        code=code,
        full_name=name,
        standing=standing,
        born_on=born_on,
        sex=sex,
        admitted_on=admitted_on,
        search=fold(name),
        sort_key=name_sort_key(name),
    )
    if home and since:
        join_cell(person=person, unit=home, on=since)
    return person


def join_cell(*, person: Person, unit: Unit, on: dt.date, note: str = "") -> Membership:
    """The person lives in this cell from `on`; she must not live in another then."""
    made = Membership.objects.create(person=person, unit=unit, valid=(on, None), note=note)
    Person.objects.filter(pk=person.pk).update(home=unit)
    person.home = unit
    return made


@transaction.atomic
def transfer_member(*, person: Person, to: Unit, on: dt.date, note: str = "") -> Membership:
    """Move a member to another cell from `on`: the old membership ends the day before, both stay in the history."""
    current = Membership.objects.select_for_update().filter(person=person, valid__upper_inf=True).first()
    if current is not None:
        if current.unit_id == to.pk:
            raise ValidationError(_("Đồng chí đang sinh hoạt tại chính chi bộ này."))
        if current.valid.lower >= on:
            raise ValidationError(_("Ngày chuyển phải sau ngày bắt đầu sinh hoạt ở chi bộ cũ."))
        Membership.objects.filter(pk=current.pk).update(valid=(current.valid.lower, on))
    made = join_cell(person=person, unit=to, on=on, note=note)
    publish(MemberMoved(person.pk, current.unit_id if current else None, to.pk, on))
    return made


def appoint(
    *, person: Person, unit: Unit, title: str, on: dt.date, is_head: bool = False, decision: str = ""
) -> Appointment:
    """A post from `on`. A person may hold several at once."""
    return Appointment.objects.create(
        person=person, unit=unit, title=nfc(title), is_head=is_head, valid=(on, None), decision=decision
    )


@transaction.atomic
def end_appointment(*, appointment: Appointment, on: dt.date) -> None:
    """The post is held no longer from `on`; the row stays as history."""
    lower = appointment.valid.lower
    if lower is not None and lower >= on:
        raise ValidationError(_("Ngày thôi giữ chức phải sau ngày nhận chức."))
    Appointment.objects.filter(pk=appointment.pk).update(valid=(lower, on))


def look_at_person(*, person: Person, by: Any, now: dt.datetime, capacity: str = "", step: str = "look") -> None:
    """Journal that somebody else looked at the page of the person: once a day (of Vietnam) for each reader, so that
    reading costs one query, and one more the first time. Nothing of what was read is told. Law 91/2025/QH15."""
    begun = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if person.user_id != by.pk and not was_done(person, step, by, begun):
        record(person, step, actor=by, now=now, capacity=capacity)


def link_user(*, person: Person, user: Any) -> None:
    """This login is that person's."""
    Person.objects.filter(pk=person.pk).update(user=user)
    person.user = user
