"""Beginning a registration that nobody was expected to make."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Appointment, Person, Unit
from neuguong.base.orgs.queries import heads, paths_on, people_of
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.flow import link_additions
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services.opening import decider_of


@transaction.atomic
def new_commitment(
    *,
    kind: str,
    period: Period,
    unit: Unit,
    person: Person | None,
    due_on: dt.date,
    actor: Any,
    now: dt.datetime,
    today: dt.date,
) -> Commitment:
    """A registration of a volunteer or a newcomer, not yet begun to be written, and journaled.

    It adds to the registrant's approved registration for the same term, if there is one.
    A member registers in the cell she belongs to today, a head in a unit he heads today: whoever chose another unit
    would choose who decides. PermissionDenied for an actor who may not write it; ValidationError for another unit,
    where nothing stands above to decide it, and where there is one for the year already.
    """
    _check_first(kind, period, unit, person)
    decider = decider_of(kind=kind, unit=unit, person=person, on=today)
    if decider is None:
        raise ValidationError(_("Không có cấp ủy nào ở trên để phê duyệt bản đăng ký này."))
    made = Commitment(
        code=code_of(kind, period, unit, person), kind=kind, period=period, unit=unit, person=person, due_on=due_on,
        expected=False, decider_unit_id=decider,
    )  # fmt: skip
    made.validate_unique()
    made.validate_constraints()
    made.save()
    if not policy.can(actor, "write", made):
        raise PermissionDenied
    made.appointment = _check_place(kind, unit, person, today)
    made.save(update_fields=["appointment"])
    link_additions("row", [made.pk])
    record(made, "new", actor=actor, now=now, capacity=capacity_of(actor, policy, "write", made))
    return Commitment.objects.get(pk=made.pk)


def standing(*, kind: str, period: Period, unit: Unit, person: Person | None) -> QuerySet[Commitment]:
    """The one there is for the year: a member's wherever she lives, a head's and a collective's in the unit."""
    there = Commitment.objects.filter(kind=kind, period=period, person=person)
    return there if kind == Kind.INDIVIDUAL else there.filter(unit=unit)


def _check_first(kind: str, period: Period, unit: Unit, person: Person | None) -> None:
    """One a year."""
    if standing(kind=kind, period=period, unit=unit, person=person).exists():
        words = {"who": person or unit, "year": period.year}
        raise ValidationError(_("%(who)s đã có bản đăng ký loại này năm %(year)s. Hãy mở bản đó để viết.") % words)


def _check_place(kind: str, unit: Unit, person: Person | None, today: dt.date) -> Appointment | None:
    """That the registrant registers where she belongs; the post in which a head registers."""
    if not paths_on(today).filter(unit=unit, alive=True).exists():
        raise ValidationError(_("Đơn vị %(unit)s không còn hoạt động.") % {"unit": unit})
    words = {"who": person, "unit": unit}
    if kind == Kind.INDIVIDUAL and not (person and people_of(unit.pk, today).filter(pk=person.pk).exists()):
        raise ValidationError({"unit": _("Đồng chí %(who)s không sinh hoạt tại %(unit)s.") % words})
    if kind != Kind.HEAD:
        return None
    post = heads([unit.pk], today).filter(person=person).first()
    if post is None:
        raise ValidationError({"unit": _("Đồng chí %(who)s không phải là người đứng đầu %(unit)s.") % words})
    return post


def code_of(kind: str, period: Period, unit: Unit, person: Person | None) -> str:
    """The code of a registration, as the opening of a year gives it."""
    if person is None:
        return f"{period.year}-U{unit.pk}-TT"
    return (
        f"{period.year}-{person.code}-CN" if kind == Kind.INDIVIDUAL else f"{period.year}-{person.code}-{unit.pk}-NDD"
    )
