"""The right that comes with living in a cell: given with the login, and following the member who moves."""

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange  # type: ignore[import-untyped]  # the stubs leave it out
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.accounts.models import User
from neuguong.base.orgs.choices import Standing
from neuguong.base.orgs.events import MemberMoved
from neuguong.base.orgs.models import Person, Unit


def join(*, person: Person, user: User, unit: Unit, on: dt.date, by: User | None) -> None:
    """The person is a member of the cell from `on`, under her login; nothing if she is already."""
    valid = DateRange(on, None)
    if Grant.objects.filter(user=user, role=Role.MEMBER, unit=unit, valid__overlap=valid).exists():
        return
    words = _("Quần chúng, %(unit)s") if person.standing == Standing.NON_MEMBER else _("Đảng viên, %(unit)s")
    Grant.objects.create(
        user=user, role=Role.MEMBER, unit=unit, valid=valid, title=words % {"unit": unit.name}, given_by=by
    )


@transaction.atomic
def follow_member(event: MemberMoved) -> None:
    """Reaction to `orgs.MemberMoved`: a member's right ends in the old cell and begins in the new one.

    The move itself is journaled by whoever made it.
    """
    person = Person.objects.select_related("user").get(pk=event.person_id)
    if person.user is None:
        return
    if event.from_unit_id is not None:
        _leave(person.user, event.from_unit_id, event.on)
    unit = Unit.objects.get(pk=event.to_unit_id)
    join(person=person, user=person.user, unit=unit, on=event.on, by=None)


def _leave(user: User, unit_id: int, on: dt.date) -> None:
    rest = DateRange(on, None)
    for grant in Grant.objects.filter(user=user, role=Role.MEMBER, unit_id=unit_id, valid__overlap=rest):
        if grant.valid.lower >= on:
            grant.delete()
        else:
            grant.valid = DateRange(grant.valid.lower, on)
            grant.save(update_fields=["valid"])
