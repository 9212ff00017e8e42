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
from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import attach, refuse_secret
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


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of a registration what a ruling on it is judged by; a thousand of them are read at once."""

    pk: int
    edition: int
    state: str
    kind: str
    unit_id: int
    decider_unit_id: int
    person_id: int | None
    submitted_on: dt.date | None
    approved_on: dt.date | None

    @classmethod
    def of(cls, row: Commitment) -> "Waiting":
        """A registration that was read whole, with its approval."""
        own: dict[str, Any] = {name: getattr(row, name) for name in _OWN}
        return cls(**own, approved_on=row.approval.meeting_on if row.approval else None)


_OWN = ("pk", "edition", "state", "kind", "unit_id", "decider_unit_id", "person_id", "submitted_on")


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
    return settled(taken, changed_since({row.pk: row.edition for row in locked}, seen or {}), decision, ruling)


def settled(taken: Outcome, changed: Iterable[Refusal], decision: Decision, ruling: Ruling) -> Outcome:
    """All or none: with anything refused the transaction is rolled back, and the outcome holds the refusals alone."""
    refused = {one.id: one for one in (*taken.refused, *changed)}
    if refused or not taken.moved:
        transaction.set_rollback(True)
        return Outcome([], [refused[pk] for pk in sorted(refused)])
    if ruling.minutes:
        attach(file=ruling.minutes, obj=decision)
    return taken


def changed_since(found: Mapping[int, int], seen: Mapping[int, int]) -> list[Refusal]:
    """Of what somebody had before her (id -> edition), that which was written in since, or waits elsewhere now."""
    again = _("Bản này đã được sửa và trình lại sau khi đồng chí mở danh sách. Hãy xem lại rồi quyết định riêng.")
    gone = _("Bản này không còn thuộc nơi quyết định này.")
    return [Refusal(pk, gone if pk not in found else again) for pk, edition in seen.items() if found.get(pk) != edition]


def _locked(commitments: QuerySet[Commitment], unit: Unit) -> list[Waiting]:
    """The registrations of `unit` to decide, locked: what is judged from here on is what stands when it is written."""
    named = Commitment.objects.filter(pk__in=commitments.order_by().values("pk"), decider_unit=unit)
    rows = named.select_for_update(of=("self",)).order_by("pk").values_list(*_OWN, "approval__meeting_on")
    return [Waiting(*row) for row in rows]


def entered(kind: DecisionKind, ruling: Ruling, unit: Unit, clerk: Any, now: dt.datetime) -> Decision:
    """The ruling as a row; ValidationError for one that bears a mark of state secrecy."""
    refuse_secret(mark_of(ruling.number, ruling.note), _("Quyết định này"))
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


def faults(rows: Sequence[Waiting], ruling: Ruling, today: dt.date) -> dict[str, list[str]]:
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
    given = ruling.supervisors
    own = [row.pk for row in rows if row.pk in given and given[row.pk] in (row.unit_id, row.decider_unit_id)]
    words = _("%(who)s: đơn vị giám sát không được là đơn vị đăng ký hay nơi phê duyệt.")
    return found | {f"supervisor_{pk}": [words % {"who": who}] for pk, who in _names(own).items()}


def _too_early(rows: Sequence[Waiting], meeting_on: dt.date) -> list[str]:
    """Nothing is decided before it was handed in, or confirmed before it was approved."""
    sent = {row.pk: row.submitted_on for row in rows if row.submitted_on and meeting_on < row.submitted_on}
    approved = {
        row.pk: row.approved_on
        for row in rows
        if row.approved_on and row.state in RUNNING and meeting_on < row.approved_on
    }
    wrong = [
        *((pk, day, _("Ngày họp trước ngày trình của %(who)s (%(day)s).")) for pk, day in sent.items()),
        *((pk, day, _("Ngày họp trước ngày họp phê duyệt bản của %(who)s (%(day)s).")) for pk, day in approved.items()),
    ]
    names = _names([pk for pk, _day, _words in wrong[:NAMED]])
    told = [words % {"who": names[pk], "day": date(day)} for pk, day, words in wrong[:NAMED]]
    more = len(wrong) - NAMED
    return [*told, _("Và %(n)s bản khác cũng vậy.") % {"n": number(more)}] if more > 0 else told


def _names(ids: Sequence[int]) -> dict[int, str]:
    """What registrations are called, by id; no query for none."""
    rows = Commitment.objects.filter(pk__in=ids).select_related("person", "unit").order_by("pk") if ids else ()
    return {row.pk: str(row.person or row.unit) for row in rows}


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
