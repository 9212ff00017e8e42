"""What was not finished goes on next year, or with the next head: a new item with its own deadline that names the old
one. The old one stays where it is and counts in its year."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import refuse_secret
from neuguong.base.journal.services import record, take_step
from neuguong.kit.numbers import date
from neuguong.work.commitments.choices import OWED, RUNNING, WRITABLE, Group, ItemStatus, Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.rules import policy

_SAID = ("group", "standard_id", "indicator_id", "deed", "measure_taken", "product", "target", "measure_unit")


def unfinished(row: Commitment) -> QuerySet[Item]:
    """What may be carried into a registration that is being written, oldest first: items of the same registrant's
    earlier years still open, or not (wholly) achieved; and of the head before him what his leaving ended.

    What was carried already is not offered again, nor what runs on for the term.
    """
    earlier = Q(commitment__kind=row.kind, commitment__person=row.person_id, commitment__for_term=False)
    earlier &= Q(period__starts_on__lt=row.period.starts_on)
    if row.kind != Kind.INDIVIDUAL:
        earlier &= Q(unit=row.unit_id)
    undone = Q(commitment__state__in=RUNNING, status=ItemStatus.OPEN)
    undone |= Q(commitment__state__in=(State.PARTLY, State.NOT_ACHIEVED), status=ItemStatus.DONE)
    left = Q(commitment__kind=Kind.HEAD, commitment__state=State.ENDED, unit=row.unit_id, status=ItemStatus.CUT)
    left &= Q(period=row.period_id) & ~Q(commitment__person=row.person_id) & Q(commitment__ended_on__isnull=False)
    wanted = (earlier & undone) | left if row.kind == Kind.HEAD else earlier & undone
    gone_on = Item.objects.filter(carried_from=OuterRef("pk")).exclude(status=ItemStatus.DROPPED)
    found = Item.objects.filter(wanted).filter(~Exists(gone_on)).select_related("period", "commitment__person")
    return found.order_by("period__starts_on", "commitment", "number")


@transaction.atomic
def carry_over(
    *, commitment: Commitment, deadlines: Mapping[int, dt.date], actor: Any, now: dt.datetime, today: dt.date
) -> list[Item]:
    """Add unfinished items (id -> the new deadline) to a registration in hand; one not yet begun is begun.

    PermissionDenied without the right to write it. ValidationError for a deadline that is over, for an item that is
    not offered (any more) or bears a mark of state secrecy, and for a second breakthrough.
    """
    row = Commitment.objects.select_for_update(of=("self",)).select_related("period").get(pk=commitment.pk)
    if not policy.can(actor, "write", row):
        raise PermissionDenied
    items = list(unfinished(row).filter(pk__in=list(deadlines)))
    if len(items) != len(deadlines):
        raise ValidationError(_("Có nội dung đã được chuyển tiếp rồi, hoặc không còn dở dang. Hãy tải lại trang."))
    words = (text for item in items for text in (item.deed, item.measure_taken, item.product, item.measure_unit))
    refuse_secret(mark_of("", *words), _("Nội dung chuyển tiếp"))
    if any(day < today for day in deadlines.values()):
        raise ValidationError(_("Thời hạn mới phải từ hôm nay trở đi."))
    has_one = Item.objects.filter(commitment=row, group=Group.BREAKTHROUGH).exclude(status=ItemStatus.CUT).exists()
    if sum(item.group == Group.BREAKTHROUGH for item in items) + has_one > 1:
        raise ValidationError(_("Mỗi bản đăng ký chỉ có một nội dung đột phá."))
    if row.state in OWED and row.state not in WRITABLE:
        take_step(FLOW, row, "begin", actor, now=now)
    made = _written(row, items, deadlines)
    before = next((item.commitment_id for item in items if item.commitment.state == State.ENDED), row.continues_id)
    Commitment.objects.filter(pk=row.pk).update(
        edition=row.edition + 1, written_by=actor, written_at=now, continues=before
    )
    told = [(_("Chuyển tiếp"), f"{one.carried_from}", _("hạn %(day)s") % {"day": date(day)}) for one, day in made]
    record(row, "carry_over", actor=actor, now=now, data={"changes": told})
    return [one for one, _day in made]


def _written(row: Commitment, items: list[Item], deadlines: Mapping[int, dt.date]) -> list[tuple[Item, dt.date]]:
    """The new items, each with its deadline."""
    top: int = Item.objects.filter(commitment=row).aggregate(top=Max("number"))["top"] or 0
    place = {"commitment": row, "unit_id": row.unit_id, "period_id": row.period_id}
    made = Item.objects.bulk_create(
        Item(
            **place, **{name: getattr(old, name) for name in _SAID}, number=top + at, carried_from=old,
            due_on=deadlines[old.pk],
        )
        for at, old in enumerate(items, 1)
    )  # fmt: skip
    return [(one, deadlines[old.pk]) for one, old in zip(made, items, strict=True)]
