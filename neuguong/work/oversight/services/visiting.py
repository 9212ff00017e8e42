"""A visit is held: what was seen, what was found wanting."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.files.models import StoredFile
from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import attach, refuse_secret
from neuguong.base.journal.services import record, take_step
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import date
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy as registrations
from neuguong.work.oversight import queries, rules
from neuguong.work.oversight.choices import BodyKind, FindingState, VisitKind, VisitState
from neuguong.work.oversight.flow import VISITS
from neuguong.work.oversight.models import CheckLine, Finding, SupervisedBreakthrough, Visit
from neuguong.work.oversight.services.planning import ask

_DATA = Path(__file__).parents[1] / "data" / "checklists.toml"


@dataclass(frozen=True)
class LineInput:
    """What was found to a question of the checklist."""

    answer: str
    note: str = ""


@dataclass(frozen=True)
class Seen:
    """What was seen at a visit; `lines` by the number of the question."""

    held_on: dt.date
    conclusion: str
    lead: str = ""
    place: str = ""
    attended: int | None = None
    lines: Mapping[int, LineInput] = field(default_factory=dict)
    files: Sequence[StoredFile] = ()


@dataclass(frozen=True)
class FindingInput:
    """A shortcoming, what is recommended, and by when it is to be mended."""

    text: str
    recommendation: str
    due_on: dt.date


@cache
def breakthrough_checklist() -> str:
    """The questions of a check of a breakthrough, one a line, as shipped in data/checklists.toml."""
    described = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return "\n".join(described["breakthrough"]["questions"])


@transaction.atomic
def hold_visit(*, visit: Visit, seen: Seen, edition: int, actor: Any, now: dt.datetime) -> Visit:
    """Write down what was seen; one that was only planned is held from now on. May be written anew until concluded.

    ValidationError for a day to come, or if somebody has saved since `edition`: nothing is written then.
    PermissionDenied without the right.
    """
    row = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if not rules.visits.can(actor, "hold", row):
        raise PermissionDenied
    if row.edition != edition:
        raise ValidationError(
            _("Có người vừa lưu cuộc này. Phần đồng chí viết còn ở dưới đây; hãy mở lại trang để xem bản mới."),
            code="edition",
        )
    _write(row, seen, now)
    if row.state == VisitState.PLANNED:
        take_step(VISITS, row, "hold", actor, now=now)
    else:
        record(row, "rewrite", actor=actor, now=now, data={"changes": _told(row, seen)})
    if row.commitment_id:
        _count(row, actor)
    return Visit.objects.get(pk=row.pk)


def _write(row: Visit, seen: Seen, now: dt.datetime) -> None:
    if seen.held_on > timezone.localdate(now):
        raise ValidationError({"held_on": _("Ngày này chưa tới. Hãy xem lại ngày đã ghi.")})
    refuse_secret(mark_of("", seen.conclusion), _("Nhận xét, kết luận"))
    values = {name: getattr(seen, name) for name in ("held_on", "conclusion", "lead", "place", "attended")}
    Visit.objects.filter(pk=row.pk).update(**values, edition=F("edition") + 1)
    for number, line in seen.lines.items():
        CheckLine.objects.filter(visit=row, number=number).update(**asdict(line))
    for file in seen.files:
        attach(file=file, obj=row)


def _told(row: Visit, seen: Seen) -> list[tuple[str, str, str]]:
    """What of the words is written anew."""
    before, after = (date(row.held_on) if row.held_on else ""), date(seen.held_on)
    days = [(str(_("Ngày tiến hành")), before, after)] if before != after else []
    words = [(str(_("Nhận xét, kết luận")), row.conclusion, seen.conclusion)]
    return [*days, *(words if row.conclusion != seen.conclusion else [])]


@transaction.atomic
def add_finding(*, visit: Visit, found: FindingInput, actor: Any, now: dt.datetime) -> Finding:
    """Write down a shortcoming found at a visit that was held; it stands once the visit is concluded.

    ValidationError for a deadline before the day of the visit, and at a meeting with one's own voters. PermissionDenied
    without the right.
    """
    row = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if not rules.visits.can(actor, "find", row):
        raise PermissionDenied
    if row.body_id == row.unit_id:
        raise ValidationError(_("Cuộc tiếp xúc cử tri của chính đơn vị không ghi phát hiện."))
    _refuse_early(row, found)
    same = Finding.objects.filter(visit=row, text=found.text).first()
    if same:
        return same  # pressed twice
    last = Finding.objects.filter(visit=row).aggregate(last=Max("number"))["last"] or 0
    made = Finding.objects.create(
        visit=row, number=last + 1, body_id=row.body_id, unit_id=row.unit_id, person_id=row.person_id,
        period_id=row.period_id, **asdict(found),
    )  # fmt: skip
    record(row, "find", actor=actor, now=now, note=_called(made), data={"text": made.text})
    return made


@transaction.atomic
def edit_finding(
    *, finding: Finding, found: FindingInput | None, edition: int, actor: Any, now: dt.datetime
) -> Finding | None:
    """Write a finding anew, or drop it (`found` None), as long as its visit is not concluded. The journal of the visit
    keeps what stood before. Raises as `add_finding`, and a ValidationError if somebody has saved since `edition`:
    nothing is written then."""
    row = Finding.objects.select_for_update(of=("self",)).select_related("visit").get(pk=finding.pk)
    if row.state != FindingState.NOTED or not rules.visits.can(actor, "find", row.visit):
        raise PermissionDenied
    if row.edition != edition:
        raise ValidationError(
            _("Có người vừa lưu phát hiện này. Phần đồng chí viết còn ở dưới đây; hãy mở lại trang để xem bản mới."),
            code="edition",
        )
    if found is None:
        record(row.visit, "drop_finding", actor=actor, now=now, note=_called(row), data={"text": row.text})
        row.delete()
        return None
    _refuse_early(row.visit, found)
    data = {"old": row.text, "new": found.text}
    record(row.visit, "edit_finding", actor=actor, now=now, note=_called(row), data=data)
    Finding.objects.filter(pk=row.pk).update(**asdict(found), edition=F("edition") + 1)
    return Finding.objects.get(pk=row.pk)


def _called(finding: Finding) -> str:
    """By its number alone: the journal of a visit is read by those visited, who know the words only once it is
    concluded. The journal keeps them beside."""
    return _("Phát hiện %(n)s") % {"n": finding.number}


def _refuse_early(visit: Visit, found: FindingInput) -> None:
    refuse_secret(mark_of("", found.text, found.recommendation), _("Phát hiện này"))
    if visit.held_on and found.due_on < visit.held_on:
        raise ValidationError({"due_on": _("Hạn khắc phục phải từ ngày tiến hành trở đi.")})


@transaction.atomic
def record_check(*, commitment: Commitment, seen: Seen, theme: str, actor: Any, now: dt.datetime) -> Visit:
    """A check of a head's breakthrough by the unit that was named to supervise it: held, and open for findings.

    PermissionDenied unless the actor works for that unit; ValidationError for a registration that is not in force, for
    a day to come or of a year that was never opened. The breakthrough counts as supervised from the first check on.
    """
    row = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if not registrations.can(actor, "supervise", row) or row.supervisor_id is None:
        raise PermissionDenied
    if queries.breakthrough_of(row) is None:
        raise ValidationError(_("Bản đăng ký này chưa có nội dung đột phá đang có hiệu lực để giám sát."))
    same = Visit.objects.filter(commitment=row, held_on=seen.held_on, conclusion=seen.conclusion, state=VisitState.HELD)
    if again := same.first():
        return again  # pressed twice
    try:
        period = periods.year(seen.held_on.year)
    except Period.DoesNotExist as error:
        raise ValidationError({"held_on": str(error)}) from error
    visit = Visit.objects.create(
        body_id=row.supervisor_id, body_kind=BodyKind.AGENCY, unit_id=row.unit_id, person_id=row.person_id,
        commitment=row, kind=VisitKind.SUPERVISION, theme=theme, planned_on=seen.held_on, period=period,
    )  # fmt: skip
    ask(visit, breakthrough_checklist())
    scheduled = take_step(VISITS, visit, "schedule", actor, now=now)
    if scheduled.refused:
        raise PermissionDenied  # of one's own matter
    return hold_visit(visit=visit, seen=seen, edition=0, actor=actor, now=now)


def _count(visit: Visit, actor: Any) -> None:
    """The breakthrough has been looked at: once is enough."""
    assert visit.commitment is not None  # asked for by the caller
    item = queries.breakthrough_of(visit.commitment)
    if item is not None:
        SupervisedBreakthrough.objects.get_or_create(
            item=item,
            defaults={
                "unit_id": item.unit_id, "period_id": item.period_id, "first_visit": visit, "recorded_by": actor,
            },
        )  # fmt: skip
