"""Writing a registration: saved as one goes, and never over somebody else's changes."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import refuse_secret
from neuguong.base.journal.services import take_step
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import IN_HAND, OWED, WRITABLE, Group, Kind, State
from neuguong.work.commitments.flow import FLOW, keep_first
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.queries import of_year
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services.beginning import new_commitment
from neuguong.work.commitments.services.opening import decider_of

_ITEM = (
    "group", "standard", "indicator", "deed", "measure_taken", "product", "target", "measure_unit", "due_on", "unread",
)  # fmt: skip


@dataclass(frozen=True)
class ItemInput:
    """One item as typed, whole or not. `number` is its place; the same number again changes the same item.

    `unread` are the words, by field, that could not be read. `copied_from_id` is set when it is copied, and stays.
    """

    number: int
    deed: str = ""
    due_on: dt.date | None = None
    group: str = Group.DEED
    standard_id: int | None = None
    indicator_id: int | None = None
    measure_taken: str = ""
    product: str = ""
    target: Decimal | None = None
    measure_unit: str = ""
    unread: Mapping[str, str] = field(default_factory=dict)
    copied_from_id: int | None = None


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
    """Save the fields and the items of a registration that is still being written, complete or not.

    What is not complete is only kept from being handed in, by the guards of that step. `edition` is the number of the
    edition the writer had before her: if somebody has saved since, nothing is written and a ValidationError says so.
    A registration not yet begun is begun. The decider is found anew from today's tree. PermissionDenied without the
    right to write.
    """
    refuse_secret(mark_of("", *texts_of(fields, items)), _("Nội dung vừa viết"))
    row = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if not policy.can(actor, "write", row):
        raise PermissionDenied
    if row.edition != edition:
        raise ValidationError(_saved_by(row, actor), code="edition")
    if row.state in OWED and row.state not in WRITABLE:
        take_step(FLOW, row, "begin", actor, now=now)
    if row.state == State.RETURNED:
        keep_first(row, now)
    for name, value in fields.items():
        setattr(row, name, value)
    # a member who has moved is decided where she lives now
    cell = row.person.home if row.kind == Kind.INDIVIDUAL and row.person else None
    decider = decider_of(kind=row.kind, unit=cell or row.unit, person=row.person, on=today)
    is_to_check = bool(fields) or decider not in (None, row.decider_unit_id)  # nothing else can break a constraint
    row.decider_unit_id = decider or row.decider_unit_id
    row.written_by, row.written_at, row.edition = actor, now, edition + 1
    if is_to_check:
        row.validate_constraints()
    row.save(update_fields=[*fields, "decider_unit", "written_by", "written_at", "edition"])
    _save_items(row, items)
    return Commitment.objects.get(pk=row.pk)


def texts_of(fields: Mapping[str, Any], items: Sequence[ItemInput]) -> Iterator[str]:
    """What is written in words, field by field; also the words that could not be read."""
    for value in fields.values():
        yield from (value.values() if isinstance(value, dict) else (value,) if isinstance(value, str) else ())
    for item in items:
        yield from (item.deed, item.measure_taken, item.product, item.measure_unit, *item.unread.values())


def _saved_by(row: Commitment, actor: Any) -> str:
    """Who saved it meanwhile, and when."""
    words = {
        "who": row.written_by,
        "at": f"{timezone.localtime(row.written_at):%H:%M %d/%m/%Y}" if row.written_at else "",
    }
    if row.written_by_id is None or not row.written_at:
        return _("Bản đăng ký này vừa được lưu ở nơi khác; phần đồng chí viết chưa ghi đè lên.")
    if row.written_by_id == actor.pk:
        return _("Đồng chí đã lưu bản này ở cửa sổ khác lúc %(at)s; phần viết ở đây chưa ghi đè lên.") % words
    return _("Đồng chí %(who)s đã lưu bản này lúc %(at)s; phần đồng chí viết chưa ghi đè lên.") % words


def _save_items(row: Commitment, items: Sequence[ItemInput]) -> None:
    if sum(item.group == Group.BREAKTHROUGH for item in items) > 1:
        raise ValidationError(_("Mỗi bản đăng ký chỉ có một nội dung đột phá."))
    if any(item.target is not None and item.target < 0 for item in items):
        raise ValidationError(_("Số chỉ tiêu không được âm."))
    if row.kind == Kind.INDIVIDUAL and any(item.group != Group.DEED for item in items):
        raise ValidationError(_("Bản đăng ký của cá nhân chỉ có nhóm “%(group)s”.") % {"group": Group.DEED.label})
    kept = {one.number: one for one in Item.objects.filter(commitment=row)}
    gone = kept.keys() - {item.number for item in items}
    if gone:
        Item.objects.filter(commitment=row, number__in=gone).delete()
    if any(one.group == Group.BREAKTHROUGH for one in kept.values()):  # it may go to another item in this very save
        Item.objects.filter(commitment=row, group=Group.BREAKTHROUGH).update(group=Group.DEED)
    changed = [one for item in items if (one := _written(kept.get(item.number), item, row)) is not None]
    known = [one for one in changed if one.pk]
    Item.objects.bulk_create([one for one in changed if one.pk is None])
    Item.objects.bulk_update(known, [*_ITEM, "copied_from"])


def _written(item: Item | None, typed: ItemInput, row: Commitment) -> Item | None:
    """The item as it is to stand; None if it stands so already."""
    values = {name: value for name, value in asdict(typed).items() if name != "number"}
    if typed.copied_from_id is None:
        del values["copied_from_id"]
    values["deed"] = typed.deed.strip()
    made = item or Item(commitment=row, number=typed.number, unit_id=row.unit_id, period_id=row.period_id)
    is_same = item is not None and item.group != Group.BREAKTHROUGH
    is_same = is_same and all(getattr(made, name) == value for name, value in values.items())
    for name, value in values.items():
        setattr(made, name, value)
    return None if is_same else made


def is_open(commitment: Commitment) -> bool:
    """Whether it is still being written."""
    return commitment.state in IN_HAND
