"""A unit's plan: written, issued, carried out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.files.models import StoredFile
from neuguong.base.journal.services import Outcome, record, take_step
from neuguong.kit.numbers import date
from neuguong.work.programmes import rules
from neuguong.work.programmes.choices import PLAN_PAPERS, DocumentKind, PlanState
from neuguong.work.programmes.flow import FLOW
from neuguong.work.programmes.models import Document, Plan, PlanTask
from neuguong.work.programmes.services.registering import enter_document


@dataclass(frozen=True)
class TaskInput:
    """One task as typed. `number` is its place; the same number again changes the same task."""

    number: int
    text: str
    due_on: dt.date
    owner_unit_id: int | None = None
    owner_id: int | None = None


@dataclass(frozen=True)
class Paper:
    """The paper a plan was issued in; it enters the register of its unit, or is found there."""

    number: str
    issued_on: dt.date
    summary: str
    file: StoredFile | None = None


@transaction.atomic
def write_plan(*, plan: Plan, tasks: Sequence[TaskInput], edition: int, actor: Any, now: dt.datetime) -> Plan:
    """Set the tasks of a plan that is not issued yet; one that was only expected becomes a draft.

    `edition` is the number of the edition the writer had before her: if somebody has saved since, nothing is written
    and a ValidationError says so. PermissionDenied without the right.
    """
    row = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not rules.plans.can(actor, "write", row):
        raise PermissionDenied
    if row.edition != edition:
        raise ValidationError(
            _("Có người vừa lưu kế hoạch này. Phần đồng chí viết còn ở dưới đây; hãy mở lại trang để xem bản mới."),
            code="edition",
        )
    if row.state == PlanState.EXPECTED:
        take_step(FLOW, row, "write", actor, now=now)
    PlanTask.objects.filter(plan=row).exclude(number__in=[task.number for task in tasks]).delete()
    for task in tasks:
        values = asdict(task)
        PlanTask.objects.update_or_create(plan=row, number=values.pop("number"), defaults=values)
    Plan.objects.filter(pk=row.pk).update(edition=F("edition") + 1)
    return Plan.objects.get(pk=row.pk)


@transaction.atomic
def issue_plan(*, plan: Plan, paper: Paper, actor: Any, now: dt.datetime) -> Outcome:
    """Issue a draft with its paper, which is entered into the register in the same act.

    ValidationError for whatever refuses it (no tasks, a task nobody answers for, no right, issued already), for a day
    to come, or if the number of that day belongs to a document that is no plan; then nothing is written. It is late
    if the paper's day lies after the plan's deadline, whenever it is recorded.
    """
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    document = _paper_of(row, paper, actor, now)
    Plan.objects.filter(pk=row.pk).update(document=document, edition=F("edition") + 1)
    outcome = take_step(FLOW, row, "issue", actor, now=now)
    if outcome.refused:
        raise ValidationError([one.reason for one in outcome.refused])
    return outcome


def _paper_of(plan: Plan, paper: Paper, actor: Any, now: dt.datetime) -> Document:
    document, is_new = enter_document(
        unit=plan.unit,
        kind=DocumentKind.PLAN,
        number=paper.number,
        summary=paper.summary,
        issued_on=paper.issued_on,
        now=now,
        file=paper.file,
    )
    if document.kind not in PLAN_PAPERS:
        words = {"number": document.number, "kind": str(document.get_kind_display()).lower()}
        raise ValidationError({"number": _("Số %(number)s của ngày này là %(kind)s, không phải kế hoạch.") % words})
    if is_new:
        record(document, "register", actor=actor, now=now)
    return document


@transaction.atomic
def finish_task(*, task: PlanTask, done_on: dt.date | None, actor: Any, now: dt.datetime) -> PlanTask:
    """Say on which day a task of an issued plan was done; None says that it is not done after all.

    Journaled with the plan, old and new day. ValidationError for a day to come, or without the right: that of the
    plan's unit, of the unit in charge, or of the person in charge.
    """
    row = PlanTask.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task.pk)
    capacity = capacity_of(actor, rules.tasks, "finish", row)
    if done_on is not None and done_on > timezone.localdate(now):
        raise ValidationError({"done_on": _("Ngày này chưa tới. Hãy xem lại ngày đã ghi.")})
    if done_on == row.done_on:
        return row
    change = (_("Hoàn thành ngày"), *(date(day) if day else "" for day in (row.done_on, done_on)))
    row.done_on = done_on
    row.save(update_fields=["done_on"])
    note = _("Nhiệm vụ %(number)s: %(text)s") % {"number": row.number, "text": row.text}
    record(row.plan, "finish_task", actor=actor, now=now, capacity=capacity, note=note, data={"changes": [change]})
    return row
