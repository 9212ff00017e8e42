"""The yearly plan: written, filled with whom to look at, issued."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.files.models import StoredFile
from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import attach, refuse_secret
from neuguong.base.journal.services import Outcome, record, take_step
from neuguong.base.orgs.models import Unit
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.work.oversight import rules
from neuguong.work.oversight.choices import VisitKind, VisitState
from neuguong.work.oversight.flow import PLANS, VISITS
from neuguong.work.oversight.models import CheckLine, Plan, Visit


@dataclass(frozen=True)
class PlanInput:
    """What a plan says. `checklist` has one question a line."""

    body_kind: str
    title: str
    themes: str
    checklist: str = ""


@dataclass(frozen=True)
class Paper:
    """The decision that a plan was issued by."""

    number: str
    issued_on: dt.date
    file: StoredFile | None = None


@transaction.atomic
def add_plan(*, unit: Unit, period: Period, content: PlanInput, actor: Any, now: dt.datetime) -> Plan:
    """Begin the plan of a body for a year. Without an `actor` the installation itself enters it.

    ValidationError for one of the same name, without the right to plan for the unit, or for a mark of state secrecy.
    """
    capacity = capacity_of(actor, rules.units, "plan", unit) if actor is not None else ""
    refuse_secret(mark_of("", content.title, content.themes), _("Kế hoạch này"))
    values = asdict(content)
    key = {name: values.pop(name) for name in ("body_kind", "title")}
    plan, is_new = Plan.objects.get_or_create(unit=unit, period=period, **key, defaults=values)
    if not is_new:
        raise ValidationError({"title": _("Năm này đơn vị đã có một kế hoạch cùng tên, cùng danh nghĩa.")})
    record(plan, "add", actor=actor, now=now, capacity=capacity)
    return plan


@transaction.atomic
def edit_plan(*, plan: Plan, content: PlanInput, edition: int, actor: Any, now: dt.datetime) -> Plan:
    """Write a draft anew; the journal keeps old and new. `edition` is the one the writer had before her.

    ValidationError if somebody has saved since: nothing is written then. PermissionDenied without the right. Visits
    that are there keep their questions.
    """
    row = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not rules.plans.can(actor, "write", row):
        raise PermissionDenied
    if row.edition != edition:
        raise ValidationError(
            _("Có người vừa lưu kế hoạch này. Phần đồng chí viết còn ở dưới đây; hãy mở lại trang để xem bản mới."),
            code="edition",
        )
    refuse_secret(mark_of("", content.title, content.themes), _("Kế hoạch này"))
    values = asdict(content)
    changes = [
        (_field(name), str(getattr(row, name)), value) for name, value in values.items() if getattr(row, name) != value
    ]
    Plan.objects.filter(pk=row.pk).update(**values, edition=F("edition") + 1)
    record(row, "edit", actor=actor, now=now, data={"changes": changes})
    return Plan.objects.get(pk=row.pk)


def _field(name: str) -> str:
    """What people call a field of a plan."""
    field: Any = Plan._meta.get_field(name)
    return str(field.verbose_name)


@transaction.atomic
def add_visits(
    *,
    plan: Plan,
    units: Iterable[Unit],
    kind: str,
    theme: str,
    planned_on: dt.date,
    actor: Any,
    now: dt.datetime,
    place: str = "",
) -> int:
    """Put units into a draft plan, each as a visit to come with the plan's questions. Who is there already stays.

    Returns how many are new. ValidationError for the body itself (a meeting with voters apart) and for a day outside
    the plan's year; PermissionDenied without the right. Without an `actor` the installation fills the plan.
    """
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit", "period").get(pk=plan.pk)
    if actor is not None and not rules.plans.can(actor, "write", row):
        raise PermissionDenied
    _refuse_day(planned_on, row.period)
    fresh = [made for unit in units if (made := _propose(row, unit, kind, theme, planned_on, place))]
    if fresh:
        told = [(_("Thêm cuộc"), "", f"{made}, {made.theme}") for made in fresh]
        record(row, "add_visits", actor=actor, now=now, data={"changes": told})
    return len(fresh)


def _propose(plan: Plan, unit: Unit, kind: str, theme: str, day: dt.date, place: str) -> Visit | None:
    refuse_oneself(plan.unit, unit, kind)
    visit, is_new = Visit.objects.get_or_create(
        plan=plan, unit=unit, kind=kind, theme=theme,
        defaults={
            "body": plan.unit, "body_kind": plan.body_kind, "period": plan.period, "planned_on": day, "place": place,
        },
    )  # fmt: skip
    if is_new:
        ask(visit, plan.checklist)
    return visit if is_new else None


def refuse_oneself(body: Unit, unit: Unit, kind: str) -> None:
    """ValidationError where a body would look at itself; a meeting with its own voters is none of that."""
    if body.pk == unit.pk and kind != VisitKind.VOTERS:
        raise ValidationError(_("%(unit)s không tự kiểm tra, giám sát chính mình.") % {"unit": unit.name})


def ask(visit: Visit, checklist: str) -> None:
    """Give a visit its questions: one a line."""
    questions = [line.strip()[:500] for line in checklist.splitlines() if line.strip()]
    CheckLine.objects.bulk_create(
        CheckLine(visit=visit, number=number, question=question) for number, question in enumerate(questions, 1)
    )


def _refuse_day(day: dt.date, period: Period) -> None:
    if not period.starts_on <= day <= period.ends_on:
        raise ValidationError({"planned_on": _("Thời gian dự kiến phải nằm trong %(year)s.") % {"year": period}})


@transaction.atomic
def issue_plan(*, plan: Plan, paper: Paper, actor: Any, now: dt.datetime) -> Outcome:
    """Issue a draft by its decision; its visits go on the calendar, and who is to be visited is told.

    ValidationError for whatever refuses it (no visits, a draw that is not frozen, no right, issued already) and for a
    day to come; then nothing is written.
    """
    if paper.issued_on > timezone.localdate(now):
        raise ValidationError({"issued_on": _("Ngày này chưa tới. Hãy xem lại ngày đã ghi.")})
    row = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not rules.plans.can(actor, "issue", row):
        raise PermissionDenied
    refuse_secret(mark_of(paper.number), _("Văn bản này"))
    Plan.objects.filter(pk=row.pk).update(**asdict(paper) | {"file": paper.file}, edition=F("edition") + 1)
    if paper.file:
        attach(file=paper.file, obj=row)
    outcome = take_step(PLANS, row, "issue", actor, now=now)
    if outcome.refused:
        raise ValidationError([one.reason for one in outcome.refused])
    return outcome


@transaction.atomic
def schedule_visit(
    *,
    body: Unit,
    body_kind: str,
    unit: Unit,
    kind: str,
    theme: str,
    planned_on: dt.date,
    checklist: str,
    actor: Any,
    now: dt.datetime,
    place: str = "",
) -> Visit:
    """A visit beside any plan, decided apart: it goes on the calendar at once, and the unit is told. Of the same form
    sent twice, at one moment even, one visit comes.

    ValidationError without the right to plan for the body, for the body itself, or for a year that was never opened.
    """
    capacity = capacity_of(actor, rules.units, "plan", body)
    refuse_oneself(body, unit, kind)
    try:
        period = periods.year(planned_on.year)
    except Period.DoesNotExist as error:
        raise ValidationError({"planned_on": str(error)}) from error
    Unit.objects.select_for_update(no_key=True).get(pk=body.pk)  # one form after another
    same = Visit.objects.filter(body=body, unit=unit, kind=kind, theme=theme, planned_on=planned_on, plan=None)
    if again := same.exclude(state=VisitState.CANCELLED).first():
        return again  # pressed twice
    visit = Visit.objects.create(
        body=body, body_kind=body_kind, unit=unit, kind=kind, theme=theme, planned_on=planned_on, period=period,
        place=place,
    )  # fmt: skip
    ask(visit, checklist)
    record(visit, "add", actor=actor, now=now, capacity=capacity)
    _moved(take_step(VISITS, visit, "schedule", actor, now=now))
    return visit


def _moved(outcome: Outcome) -> None:
    """ValidationError with the reasons where a step was refused."""
    if outcome.refused:
        raise ValidationError([one.reason for one in outcome.refused])
