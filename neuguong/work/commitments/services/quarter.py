"""A quarter's results of a whole registration, as they are typed into the ledger: never over what another wrote."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from neuguong.base.files.queries import attached_to_many, mark_of
from neuguong.base.files.services import refuse_secret
from neuguong.base.journal.services import record
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import number
from neuguong.work.commitments.models import Commitment, Item, Progress
from neuguong.work.commitments.services.carrying import locked, told


@dataclass(frozen=True)
class Result:
    """What is typed for an item; nothing typed takes away what was recorded. `before` is the `mark` of what stood there
    when the page was drawn."""

    item_id: int
    text: str
    amount: Decimal | None
    before: str


@dataclass
class Recorded:
    """What became of each item: newly `saved`, `refused` with a sentence, or in `conflict` with what somebody has
    written meanwhile. `marks` are those of what stands now, of all items but the ones in conflict."""

    saved: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    conflicts: dict[int, Progress] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)


def mark(row: Progress | None) -> str:
    """A short name of a result as it stands: another one as soon as its words or its amount change; "" for none."""
    if row is None:
        return ""
    said = f"{row.text}\n{'' if row.amount is None else number(row.amount)}"
    return hashlib.sha256(said.encode()).hexdigest()[:12]


@transaction.atomic
def record_quarter(
    *, commitment: Commitment, quarter: Period, results: Sequence[Result], actor: Any, now: dt.datetime, today: dt.date
) -> Recorded:
    """Write (or correct) what was done in a calendar quarter on items of one registration: one act, one journal entry.

    What is not as `before` says was written by somebody else meanwhile: it stays, and comes back in `conflicts`.
    PermissionDenied and ValidationError as `record_progress` raises them; items of other registrations are left out. A
    constant number of queries.
    """
    row = locked(commitment_id=commitment.pk, quarter=quarter, actor=actor, today=today)
    typed = {one.item_id: one for one in results}
    items = {one.pk: one for one in Item.objects.filter(commitment=row, pk__in=typed).order_by("number")}
    kept = {one.item_id: one for one in _kept(items, quarter)}
    outcome = Recorded()
    changed = _judge(outcome, {pk: typed[pk] for pk in items}, kept)
    gone = [kept[pk] for pk, one in changed.items() if not one.text]
    made = [_made(items[pk], quarter, one, actor, today) for pk, one in changed.items() if one.text]
    _write(made, gone)
    current = kept | {one.item_id: one for one in made}
    for one in gone:
        del current[one.item_id]
    outcome.saved = list(changed)
    outcome.marks = {pk: mark(current.get(pk)) for pk in items if pk not in outcome.conflicts}
    if changed:
        lines = [line for pk in changed for line in told(items[pk], quarter, kept.get(pk), current.get(pk))]
        data = {"items": [items[pk].number for pk in changed], "year": quarter.year, "quarter": quarter.number}
        record(row, "progress", actor=actor, now=now, data={**data, "changes": lines})
    return outcome


def _kept(items: dict[int, Item], quarter: Period) -> QuerySet[Progress]:
    return Progress.objects.filter(item__in=items, period=quarter).select_related("recorded_by").order_by("pk")


def _judge(outcome: Recorded, typed: dict[int, Result], kept: dict[int, Progress]) -> dict[int, Result]:
    """What is to be written; the rest is told in `outcome`."""
    erased = [kept[pk].pk for pk, one in typed.items() if not one.text and pk in kept]
    evidence = attached_to_many(Progress, erased) if erased else {}
    changed: dict[int, Result] = {}
    for pk, one in typed.items():
        before = kept.get(pk)
        if (one.text, one.amount) == ((before.text, before.amount) if before else ("", None)):
            continue
        if before and mark(before) != one.before:
            outcome.conflicts[pk] = before
        elif one.amount is not None and one.amount < 0:
            outcome.refused[pk] = _("Số này không được âm.")
        elif not one.text and one.amount is not None:
            outcome.refused[pk] = _("Ghi thêm lời: đã làm được việc gì.")
        elif words := _marked(one.text):
            outcome.refused[pk] = words
        elif not one.text and before and evidence.get(before.pk):
            outcome.refused[pk] = _("Kết quả này có minh chứng nên không để trống được; hãy bỏ minh chứng trước.")
        else:
            changed[pk] = one
    return changed


def _marked(text: str) -> str:
    """Why a text that bears a mark of state secrecy is not taken; "" for one that bears none."""
    try:
        refuse_secret(mark_of("", text), _("Kết quả này"))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _made(item: Item, quarter: Period, one: Result, actor: Any, today: dt.date) -> Progress:
    return Progress(
        item=item, unit_id=item.unit_id, period=quarter, text=one.text, amount=one.amount, recorded_on=today,
        recorded_by=actor,
    )  # fmt: skip


def _write(made: list[Progress], gone: list[Progress]) -> None:
    if gone:
        Progress.objects.filter(pk__in=[one.pk for one in gone]).delete()
    if made:
        Progress.objects.bulk_create(
            made, update_conflicts=True, unique_fields=["item", "period"],
            update_fields=["text", "amount", "recorded_on", "recorded_by"],
        )  # fmt: skip
