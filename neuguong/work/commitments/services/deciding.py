"""Deciding: a collective act, recorded by a named clerk, for one registration or for a batch."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext as _

from neuguong.base.files.models import StoredFile
from neuguong.base.files.services import attach
from neuguong.base.journal.services import Outcome, take_steps
from neuguong.base.orgs.models import Person, Unit
from neuguong.kit.numbers import date
from neuguong.work.commitments.choices import RUNNING, DecisionKind, Kind
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Decision


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
) -> Outcome:
    """Take `approve` or one of the confirmations on many registrations as one decision of `unit`.

    What cannot be decided is refused with a reason and the rest goes through; the decision exists only if something
    did. Whom nobody may decide is given no supervisor either. ValidationError for a meeting in the future or before
    what it decides was handed in, for a registrant presiding over his own matter, or for a committee's decision without
    a document number.
    """
    locked = _locked(commitments, unit)
    _check(locked, ruling, today)
    rows = Commitment.objects.filter(pk__in=[row.pk for row in locked])
    approving = step == "approve"
    assigned = _assign(FLOW.takeable(rows, step, actor), ruling.supervisors) if approving and ruling.supervisors else {}
    decision = _entered(DecisionKind.APPROVE if approving else DecisionKind.CONFIRM, ruling, unit, actor, now)
    act, chair = ("approval", "decided_by") if approving else ("confirmation", "confirmed_by")
    values: dict[str, Any] = {act: decision, chair: ruling.presided_by, "edition": F("edition") + 1}
    outcome = take_steps(
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
    if not outcome.moved:
        transaction.set_rollback(True)
    elif ruling.minutes:
        attach(file=ruling.minutes, obj=decision)
    return outcome


def _locked(commitments: QuerySet[Commitment], unit: Unit) -> list[Commitment]:
    """The registrations of `unit` to decide, locked: what is judged from here on is what stands when it is written."""
    named = Commitment.objects.filter(pk__in=commitments.order_by().values("pk"), decider_unit=unit)
    named = named.select_related("person", "unit", "approval")
    return list(named.select_for_update(of=("self",)).order_by("pk"))


def _entered(kind: DecisionKind, ruling: Ruling, unit: Unit, clerk: Any, now: dt.datetime) -> Decision:
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


def _check(rows: Sequence[Commitment], ruling: Ruling, today: dt.date) -> None:
    if ruling.meeting_on > today:
        raise ValidationError({"meeting_on": _("Ngày họp không được sau hôm nay.")})
    for row in rows:
        _check_order(row, ruling.meeting_on)
    if ruling.presided_by and any(row.person_id == ruling.presided_by.pk for row in rows):
        raise ValidationError(
            {
                "presided_by": _(
                    "Đồng chí chủ trì có bản đăng ký trong danh sách này; người đăng ký không tự quyết định."
                )
            }
        )
    if not ruling.number and any(row.kind != Kind.INDIVIDUAL for row in rows):
        raise ValidationError({"number": _("Quyết định của cấp ủy phải có số văn bản.")})


def _check_order(row: Commitment, meeting_on: dt.date) -> None:
    """Nothing is decided before it was handed in, or confirmed before it was approved."""
    who = row.person or row.unit
    if row.submitted_on and meeting_on < row.submitted_on:
        told = _("Ngày họp trước ngày trình của %(who)s (%(day)s).") % {"who": who, "day": date(row.submitted_on)}
        raise ValidationError({"meeting_on": told})
    if row.approval and row.state in RUNNING and meeting_on < row.approval.meeting_on:
        day = date(row.approval.meeting_on)
        told = _("Ngày họp trước ngày họp phê duyệt bản của %(who)s (%(day)s).") % {"who": who, "day": day}
        raise ValidationError({"meeting_on": told})


def _assign(rows: QuerySet[Commitment], supervisors: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """Give the heads among `rows` their supervising units: a third one each, neither registrant nor approver.

    Returns what the journal tells of it, by commitment id.
    """
    heads = list(rows.filter(pk__in=list(supervisors), kind=Kind.HEAD).select_related("person", "supervisor"))
    for row in heads:
        if supervisors[row.pk] in (row.unit_id, row.decider_unit_id):
            raise ValidationError(
                _("%(who)s: đơn vị giám sát không được là đơn vị đăng ký hay nơi phê duyệt.") % {"who": row.person}
            )
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
