"""Writing a registration: saved as one goes, and never over somebody else's changes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.journal.services import take_step
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import IN_HAND, OWED, WRITABLE, Group, Kind, State
from neuguong.work.commitments.flow import FLOW, keep_first
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.queries import of_year
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services.beginning import new_commitment
from neuguong.work.commitments.services.opening import decider_of


@dataclass(frozen=True)
class ItemInput:
    """One item as typed. `number` is its place; the same number again changes the same item."""

    number: int
    deed: str
    due_on: dt.date
    group: str = Group.DEED
    standard_id: int | None = None
    measure_taken: str = ""
    product: str = ""
    target: Decimal | None = None
    measure_unit: str = ""


@transaction.atomic
def addition_of(*, term: Commitment, period: Period, actor: Any, now: dt.datetime, today: dt.date) -> Commitment:
    """What the registrant of a `term` registration adds in a later year, to be written: the row that the opening of
    the year left, or a new one where the year is not opened for her.

    A member writes at the cell she belongs to now. PermissionDenied without the right to write it; ValidationError if
    she has a registration of that year which adds to nothing.
    """
    row = of_year(term, period.year)
    if row is None:
        unit = term.person.home if term.kind == Kind.INDIVIDUAL and term.person and term.person.home else term.unit
        row = new_commitment(
            kind=term.kind, period=period, unit=unit, person=term.person, due_on=period.ends_on, actor=actor, now=now,
            today=today,
        )  # fmt: skip
    if row.adds_to_id != term.pk:
        raise ValidationError(
            _("Năm %(year)s đã có bản đăng ký riêng, không phải bản bổ sung.") % {"year": period.year}
        )
    if not policy.can(actor, "write", row):
        raise PermissionDenied
    return row


@transaction.atomic
def save_draft(
    *,
    commitment: Commitment,
    fields: Mapping[str, Any],
    items: Sequence[ItemInput],
    edition: int,
    actor: Any,
    now: dt.datetime,
    today: dt.date,
) -> Commitment:
    """Save the fields and the items of a registration that is still being written.

    `edition` is the number of the edition the writer had before her: if somebody has saved since, nothing is written
    and a ValidationError says so. A registration not yet begun is begun. The decider is found anew from today's tree.
    PermissionDenied without the right to write.
    """
    row = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if not policy.can(actor, "write", row):
        raise PermissionDenied
    if row.edition != edition:
        raise ValidationError(
            _("Có người vừa lưu bản đăng ký này. Phần đồng chí viết còn ở dưới đây; hãy mở lại trang để xem bản mới."),
            code="edition",
        )
    if row.state in OWED and row.state not in WRITABLE:
        take_step(FLOW, row, "begin", actor, now=now)
    if row.state == State.RETURNED:
        keep_first(row, now)
    for name, value in fields.items():
        setattr(row, name, value)
    decider = decider_of(kind=row.kind, unit=row.unit, person=row.person, on=today)
    row.decider_unit_id = decider or row.decider_unit_id
    row.written_by, row.edition = actor, edition + 1
    row.validate_constraints()
    row.save(update_fields=[*fields, "decider_unit", "written_by", "edition"])
    _save_items(row, items)
    return Commitment.objects.get(pk=row.pk)


def _save_items(row: Commitment, items: Sequence[ItemInput]) -> None:
    if sum(item.group == Group.BREAKTHROUGH for item in items) > 1:
        raise ValidationError(_("Mỗi bản đăng ký chỉ có một nội dung đột phá."))
    if any(item.target is not None and item.target < 0 for item in items):
        raise ValidationError(_("Số chỉ tiêu không được âm."))
    if row.kind == Kind.INDIVIDUAL and any(item.group != Group.DEED for item in items):
        raise ValidationError(_("Bản đăng ký của cá nhân chỉ có nhóm “%(group)s”.") % {"group": Group.DEED.label})
    Item.objects.filter(commitment=row).exclude(number__in=[item.number for item in items]).delete()
    Item.objects.filter(commitment=row, group=Group.BREAKTHROUGH).update(group=Group.DEED)
    for item in items:
        values = asdict(item)
        number = values.pop("number")
        Item.objects.update_or_create(
            commitment=row, number=number, defaults={**values, "unit_id": row.unit_id, "period_id": row.period_id}
        )


def is_open(commitment: Commitment) -> bool:
    """Whether it is still being written."""
    return commitment.state in IN_HAND
