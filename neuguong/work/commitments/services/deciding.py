"""Deciding: a collective act, recorded by a named clerk, for one registration or for a batch."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext as _

from neuguong.base.files.models import StoredFile
from neuguong.base.journal.services import Outcome, take_steps
from neuguong.base.orgs.models import Person, Unit
from neuguong.work.commitments.choices import DecisionKind, Kind
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
    did. ValidationError for a meeting in the future, for a registrant presiding over his own matter, or for a
    committee's decision without a document number.
    """
    rows = commitments.filter(decider_unit=unit)
    _check(rows, ruling, today)
    approving = step == "approve"
    decision = _entered(DecisionKind.APPROVE if approving else DecisionKind.CONFIRM, ruling, unit, actor, now)
    if approving and ruling.supervisors:
        _assign(rows, ruling.supervisors)
    values: dict[str, Any] = {"approval" if approving else "confirmation": decision, "edition": F("edition") + 1}
    if approving:
        values["decided_by"] = ruling.presided_by
    outcome = take_steps(
        FLOW,
        rows,
        step,
        actor,
        ruling.note,
        now=now,
        values=values,
        data={"decision": decision.pk, "meeting_on": ruling.meeting_on.isoformat(), "number": ruling.number},
    )
    if not outcome.moved:
        decision.delete()
    return outcome


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


def _check(rows: QuerySet[Commitment], ruling: Ruling, today: dt.date) -> None:
    if ruling.meeting_on > today:
        raise ValidationError({"meeting_on": _("Ngày họp không được sau hôm nay.")})
    if ruling.presided_by and rows.filter(person=ruling.presided_by).exists():
        raise ValidationError(
            {
                "presided_by": _(
                    "Đồng chí chủ trì có bản đăng ký trong danh sách này; người đăng ký không tự quyết định."
                )
            }
        )
    if not ruling.number and rows.exclude(kind=Kind.INDIVIDUAL).exists():
        raise ValidationError({"number": _("Quyết định của cấp ủy phải có số văn bản.")})


def _assign(rows: QuerySet[Commitment], supervisors: Mapping[int, int]) -> None:
    """Give each head's breakthrough its supervising unit: a third one, neither registrant nor approver."""
    for row in rows.filter(pk__in=list(supervisors), kind=Kind.HEAD):
        if supervisors[row.pk] in (row.unit_id, row.decider_unit_id):
            raise ValidationError(
                _("%(who)s: đơn vị giám sát không được là đơn vị đăng ký hay nơi phê duyệt.") % {"who": row.person}
            )
    chosen = Case(*(When(pk=pk, then=Value(unit)) for pk, unit in supervisors.items()))
    rows.filter(pk__in=list(supervisors), kind=Kind.HEAD).update(supervisor=chosen)
