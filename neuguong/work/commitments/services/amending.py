"""Changing what was approved: proposed by who writes the registration, decided by the body that decided it. Until then
the old items hold; afterwards the old words, and the first deadline, stay to be read and counted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import refuse_secret
from neuguong.base.journal.services import Outcome, record, take_steps
from neuguong.base.orgs.models import Unit
from neuguong.work.commitments import notices
from neuguong.work.commitments.choices import AmendmentState, DecisionKind, Group, ItemStatus, Kind
from neuguong.work.commitments.flow import AMENDING
from neuguong.work.commitments.models import Amendment, Commitment, Item
from neuguong.work.commitments.queries import ITEM_FIELDS, compared, contents, plain
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services.deciding import Ruling, Waiting, entered, faults, settled
from neuguong.work.commitments.services.writing import ItemInput, texts_of


@transaction.atomic
def propose_amendment(
    *,
    commitment: Commitment,
    items: Sequence[ItemInput],
    reason: str,
    edition: int,
    actor: Any,
    now: dt.datetime,
    today: dt.date,
) -> Amendment:
    """Propose that the approved items shall be `items`: changed by their number, new ones added, missing ones ended.

    PermissionDenied without the right to write it, or before it is approved and after its result is reported.
    ValidationError if somebody has written in it since `edition` (code "edition"), for a second proposal at once, for
    one that changes nothing, and for items that could not have been handed in or bear a mark of state secrecy.
    """
    refuse_secret(mark_of("", reason, *texts_of({}, items)), _("Nội dung đề nghị điều chỉnh"))
    row = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if not policy.can(actor, "amend", row):
        raise PermissionDenied
    if row.edition != edition:
        raise ValidationError(_("Bản đăng ký này vừa thay đổi. Hãy mở lại trang để xem bản mới."), code="edition")
    if Amendment.objects.filter(commitment=row, state=AmendmentState.PROPOSED).exists():
        raise ValidationError(_("Bản đăng ký này đang có một đề nghị điều chỉnh chờ quyết định."))
    before = items_in_force(row)
    after = _numbered(row, before, items)
    _check(row, before, after, reason, today)
    number = Amendment.objects.filter(commitment=row).count() + 1
    made = Amendment.objects.create(
        commitment=row, number=number, reason=reason, before=before, after=after, proposed_by=actor, proposed_at=now
    )
    capacity = capacity_of(actor, policy, "amend", row)
    record(made, "propose", actor=actor, now=now, note=reason, capacity=capacity, data={"changes": changes_of(made)})
    notices.amendment_to_decide(made, now)
    return made


def items_in_force(row: Commitment) -> list[dict[str, Any]]:
    """The items in force, as a version has them."""
    cut = set(Item.objects.filter(commitment=row, status=ItemStatus.CUT).values_list("number", flat=True))
    lines: list[dict[str, Any]] = contents([row.pk])[row.pk]["items"]
    return [line for line in lines if line["number"] not in cut]


def changes_of(amendment: Amendment) -> list[tuple[str, str, str]]:
    """What an amendment changes, in words: (place, old, new)."""
    return compared({"items": amendment.before}, {"items": amendment.after})


def _numbered(row: Commitment, before: Sequence[Mapping[str, Any]], items: Sequence[ItemInput]) -> list[dict[str, Any]]:
    """The items as a version has them; new ones get numbers that none of it ever had."""
    known = {line["number"] for line in before}
    top: int = Item.objects.filter(commitment=row).aggregate(top=Max("number"))["top"] or 0
    after = []
    for one in sorted(items, key=lambda one: one.number):
        top += one.number not in known
        typed = asdict(one)
        number = one.number if one.number in known else top
        after.append({"number": number, **{name: plain(typed[name]) for name in ITEM_FIELDS}})
    return after


def _check(
    row: Commitment, before: list[dict[str, Any]], after: list[dict[str, Any]], reason: str, today: dt.date
) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Hãy ghi lý do điều chỉnh.")})
    if after == before:
        raise ValidationError(_("Đồng chí chưa thay đổi nội dung nào."))
    if not after or any(not line["deed"].strip() or not line["due_on"] for line in after):
        raise ValidationError(_("Phải còn ít nhất một nội dung, và nội dung nào cũng có việc cụ thể, thời hạn."))
    was = {line["number"]: line["due_on"] for line in before}
    moved = [line for line in after if line["due_on"] != was.get(line["number"])]
    if any(line["due_on"] < today.isoformat() for line in moved):
        raise ValidationError(_("Thời hạn mới phải từ hôm nay trở đi."))
    groups = [line["group"] for line in after]
    if row.kind == Kind.INDIVIDUAL and set(groups) != {Group.DEED}:
        raise ValidationError(_("Bản đăng ký của cá nhân chỉ có nhóm “%(group)s”.") % {"group": Group.DEED.label})
    if groups.count(Group.BREAKTHROUGH) > 1:
        raise ValidationError(_("Mỗi bản đăng ký chỉ có một nội dung đột phá."))
    if row.kind == Kind.HEAD and not {Group.BREAKTHROUGH, Group.KEY_TASK} <= set(groups):
        raise ValidationError(_("Người đứng đầu phải giữ đúng một nội dung đột phá và ít nhất một nhiệm vụ trọng tâm."))


@transaction.atomic
def decide_amendments(
    *,
    amendments: QuerySet[Amendment],
    step: str,
    ruling: Ruling,
    unit: Unit,
    actor: Any,
    now: dt.datetime,
    today: dt.date,
) -> Outcome:
    """Take `approve` or `refuse` on proposals as one decision of `unit`: all, or none (see `deciding.decide`).

    ValidationError with everything that is wrong with the ruling at once, by field.
    """
    rows = amendments.filter(commitment__decider_unit=unit).select_related("commitment")
    locked = list(rows.select_for_update(of=("self", "commitment")).order_by("pk"))
    wrong = faults([_waiting(one) for one in locked], ruling, today)
    if wrong:
        raise ValidationError(wrong)
    decision = entered(DecisionKind.AMEND, ruling, unit, actor, now)
    values: Mapping[str, Any] = {"decision": decision, "decided_by": ruling.presided_by}
    taken = take_steps(
        AMENDING, Amendment.objects.filter(pk__in=[one.pk for one in locked]), step, actor, ruling.note, now=now,
        values=values,
        data={"decision": decision.pk, "meeting_on": ruling.meeting_on.isoformat(), "number": ruling.number},
    )  # fmt: skip
    return settled(taken, (), decision, ruling)


def _waiting(one: Amendment) -> Waiting:
    """A proposal as a ruling judges it: by the day it was proposed."""
    row = one.commitment
    return Waiting(
        row.pk, row.edition, row.state, row.kind, row.unit_id, row.decider_unit_id, row.person_id,
        timezone.localdate(one.proposed_at), None,
    )  # fmt: skip
