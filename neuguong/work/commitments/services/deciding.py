"""Deciding: a collective act, recorded by a named clerk, for one registration or for thousands: all, or none."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext as _

from neuguong.base.files.models import StoredFile
from neuguong.base.files.services import attach
from neuguong.base.journal.services import Outcome, Refusal, take_steps
from neuguong.base.orgs.models import Person, Unit
from neuguong.kit.numbers import date, number
from neuguong.work.commitments.choices import RUNNING, DecisionKind, Kind
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Decision

NAMED = 5  # of many registrations that are wrong in the same way


@dataclass(frozen=True)
class Ruling:
    """What was decided, when, where it is written, and who presided. `supervisors`: commitment id -> unit id."""

    meeting_on: dt.date
    number: str = ""
    minutes: StoredFile | None = None
    presided_by: Person | None = None
    note: str = ""
    supervisors: Mapping[int, int] = field(default_factory=dict)


@transaction.atomic
def decide(
    *,
    commitments: QuerySet[Commitment],
    step: str,
    ruling: Ruling,
    unit: Unit,
    actor: Any,
    now: dt.datetime,
    today: dt.date,
    seen: Mapping[int, int] | None = None,
) -> Outcome:
    """Take `approve` or one of the confirmations on many registrations as one decision of `unit`: all, or none.

    If any of them cannot be decided nothing is written, and the outcome says of each why; whoever asks then asks again
    for the rest, or not at all. `seen` (id -> edition) is what the decider had before her: what was written in since,
    or is not there any more, is refused too. A constant number of queries.
    ValidationError with everything that is wrong with the ruling at once, by field (see `faults`).
    """
    locked = _locked(commitments, unit)
    wrong = faults(locked, ruling, today)
    if wrong:
        raise ValidationError(wrong)
    rows = Commitment.objects.filter(pk__in=[row.pk for row in locked])
    approving = step == "approve"
    assigned = _assign(FLOW.takeable(rows, step, actor), ruling.supervisors) if approving and ruling.supervisors else {}
    decision = entered(DecisionKind.APPROVE if approving else DecisionKind.CONFIRM, ruling, unit, actor, now)
    act, chair = ("approval", "decided_by") if approving else ("confirmation", "confirmed_by")
    values: dict[str, Any] = {act: decision, chair: ruling.presided_by, "edition": F("edition") + 1}
    taken = take_steps(
        FLOW,
        rows,
        step,
        actor,
        ruling.note,
        now=now,
        values=values,
        data={"decision": decision.pk, "meeting_on": ruling.meeting_on.isoformat(), "number": ruling.number},
        data_of=assigned,
    )
    return settled(taken, changed_since(locked, seen or {}), decision, ruling)


def settled(taken: Outcome, changed: Iterable[Refusal], decision: Decision, ruling: Ruling) -> Outcome:
    """All or none: with anything refused the transaction is rolled back, and the outcome holds the refusals alone."""
    refused = {one.id: one for one in (*taken.refused, *changed)}
    if refused or not taken.moved:
        transaction.set_rollback(True)
        return Outcome([], [refused[pk] for pk in sorted(refused)])
    if ruling.minutes:
        attach(file=ruling.minutes, obj=decision)
    return taken


def changed_since(rows: Sequence[Commitment], seen: Mapping[int, int]) -> list[Refusal]:
    """Of what somebody had before her, that which was written in since, or waits elsewhere now."""
    found = {row.pk: row.edition for row in rows}
    again = _("Bản này đã được sửa và trình lại sau khi đồng chí mở danh sách. Hãy xem lại rồi quyết định riêng.")
    gone = _("Bản này không còn thuộc nơi quyết định này.")
    return [Refusal(pk, gone if pk not in found else again) for pk, edition in seen.items() if found.get(pk) != edition]


def _locked(commitments: QuerySet[Commitment], unit: Unit) -> list[Commitment]:
    """The registrations of `unit` to decide, locked: what is judged from here on is what stands when it is written."""
    named = Commitment.objects.filter(pk__in=commitments.order_by().values("pk"), decider_unit=unit)
    named = named.select_related("person", "unit", "approval")
    return list(named.select_for_update(of=("self",)).order_by("pk"))


def entered(kind: DecisionKind, ruling: Ruling, unit: Unit, clerk: Any, now: dt.datetime) -> Decision:
    """The ruling as a row."""
    return Decision.objects.create(
        kind=kind,
        unit=unit,
        meeting_on=ruling.meeting_on,
        number=ruling.number,
        minutes=ruling.minutes,
        presided_by=ruling.presided_by,
        clerk=clerk,
        made_at=now,
    )


def faults(rows: Sequence[Commitment], ruling: Ruling, today: dt.date) -> dict[str, list[str]]:
    """Everything that is wrong with a ruling on these registrations, by the field it stands in; {} for a good one.

    A meeting after today, or before what it decides was handed in or approved; a registrant who presides over his own
    matter; a committee's decision without a number; a supervisor who is no third.
    """
    found: dict[str, list[str]] = {}
    too_early = _too_early(rows, ruling.meeting_on)
    if ruling.meeting_on > today:
        found["meeting_on"] = [_("Ngày họp không được sau hôm nay.")]
    elif too_early:
        found["meeting_on"] = too_early
    if ruling.presided_by and any(row.person_id == ruling.presided_by.pk for row in rows):
        found["presided_by"] = [
            _("Đồng chí chủ trì có bản đăng ký trong danh sách này; người đăng ký không tự quyết định.")
        ]
    if not ruling.number and any(row.kind != Kind.INDIVIDUAL for row in rows):
        found["number"] = [_("Quyết định của cấp ủy phải có số văn bản.")]
    for row in rows:
        if ruling.supervisors.get(row.pk) in (row.unit_id, row.decider_unit_id):
            words = _("%(who)s: đơn vị giám sát không được là đơn vị đăng ký hay nơi phê duyệt.")
            found[f"supervisor_{row.pk}"] = [words % {"who": row.person}]
    return found


def _too_early(rows: Sequence[Commitment], meeting_on: dt.date) -> list[str]:
    """Nothing is decided before it was handed in, or confirmed before it was approved."""
    sent = [
        _("Ngày họp trước ngày trình của %(who)s (%(day)s).")
        % {"who": row.person or row.unit, "day": date(row.submitted_on)}
        for row in rows
        if row.submitted_on and meeting_on < row.submitted_on
    ]
    approved = [
        _("Ngày họp trước ngày họp phê duyệt bản của %(who)s (%(day)s).")
        % {"who": row.person or row.unit, "day": date(row.approval.meeting_on)}
        for row in rows
        if row.approval and row.state in RUNNING and meeting_on < row.approval.meeting_on
    ]
    all_of_them = [*sent, *approved]
    more = len(all_of_them) - NAMED
    rest = [_("Và %(n)s bản khác cũng vậy.") % {"n": number(more)}] if more > 0 else []
    return [*all_of_them[:NAMED], *rest]


def _assign(rows: QuerySet[Commitment], supervisors: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """Give the heads among `rows` their supervising units.

    Returns what the journal tells of it, by commitment id.
    """
    heads = list(rows.filter(pk__in=list(supervisors), kind=Kind.HEAD).select_related("person", "supervisor"))
    if not heads:
        return {}
    chosen = Case(*(When(pk=row.pk, then=Value(supervisors[row.pk])) for row in heads))
    Commitment.objects.filter(pk__in=[row.pk for row in heads]).update(supervisor=chosen)
    named = Unit.objects.in_bulk({supervisors[row.pk] for row in heads})
    label = str(Commitment._meta.get_field("supervisor").verbose_name)
    return {
        row.pk: {"changes": [(label, str(row.supervisor or ""), str(named[supervisors[row.pk]]))]}
        for row in heads
        if row.supervisor_id != supervisors[row.pk]
    }
