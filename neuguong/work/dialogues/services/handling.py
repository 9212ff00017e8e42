"""What a desk does with a case: accepts and sorts it, sends it on, joins it with another."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import record, take_step
from neuguong.base.orgs.models import Unit
from neuguong.kit.text import nfc
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.choices import OPEN
from neuguong.work.dialogues.flow import CASE_FLOW
from neuguong.work.dialogues.models import Case
from neuguong.work.dialogues.queries import due_of


def locked(case: Case) -> Case:
    """The case as it stands now, held until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def step(case: Case, name: str, actor: Any, now: dt.datetime, note: str = "", **values: Any) -> None:
    """Take one step, with columns written in the same UPDATE; ValidationError with the refusal."""
    outcome = take_step(CASE_FLOW, case, name, actor, note, now=now, values=values)
    if outcome.refused:
        raise ValidationError([one.reason for one in outcome.refused])


def saved_meanwhile() -> ValidationError:
    """What somebody is told whose words would stand over those that another has just saved."""
    words = _("Có người vừa lưu nội dung này. Phần đồng chí viết còn nguyên; hãy đối chiếu bản vừa lưu rồi ghi lại.")
    return ValidationError(words, code="edition")


@transaction.atomic
def accept_case(
    *, case: Case, kind: str, sector: str, summary: str, is_complex: bool, actor: Any, now: dt.datetime
) -> Case:
    """Accept a received case with its classification: the desk begins to handle it."""
    row = locked(case)
    values = _sorted(row, kind, sector, summary, is_complex)
    step(row, "accept", actor, now, **values, edition=F("edition") + 1)
    return Case.objects.get(pk=row.pk)


@transaction.atomic
def sort_case(
    *,
    case: Case,
    kind: str,
    sector: str,
    summary: str,
    is_complex: bool,
    edition: int,
    actor: Any,
    now: dt.datetime,
) -> Case:
    """Correct the classification of a case in hand; journaled without the words. A complex one has more days.

    `edition` is the one the writer had before her: if somebody has saved something else since, nothing is written and a
    ValidationError (code "edition") says so.
    """
    row = locked(case)
    capacity = capacity_of(actor, rules.cases, "sort", row)
    values = _sorted(row, kind, sector, summary, is_complex)
    if any(getattr(row, name) != value for name, value in values.items()):
        if row.edition != edition:
            raise saved_meanwhile()
        Case.objects.filter(pk=row.pk).update(**values, edition=F("edition") + 1)
        record(row, "sort", actor=actor, now=now, capacity=capacity)
    return Case.objects.get(pk=row.pk)


def _sorted(row: Case, kind: str, sector: str, summary: str, is_complex: bool) -> Mapping[str, Any]:
    sorted_as = Case(received_on=row.received_on, paused_days=row.paused_days, is_complex=is_complex)
    return {
        "kind": kind, "sector": sector, "summary": nfc(summary), "is_complex": is_complex, "due_on": due_of(sorted_as),
    }  # fmt: skip


@transaction.atomic
def transfer_case(*, case: Case, unit: Unit, reason: str, actor: Any, now: dt.datetime) -> Case:
    """Send the case to the unit that is competent; its clock goes on. That desk is told."""
    row = locked(case)
    if row.unit_id == unit.pk:
        raise ValidationError({"unit": _("Đơn thư đang ở chính đơn vị này.")})
    note = _("Chuyển đến %(unit)s: %(reason)s") % {"unit": unit.name, "reason": nfc(reason)}
    step(row, "transfer", actor, now, note, unit=unit, escalated_to=None, escalated_due=None)
    return Case.objects.get(pk=row.pk)


@transaction.atomic
def merge_case(*, case: Case, into: Case, actor: Any, now: dt.datetime) -> Case:
    """Join the case with an open one of the same unit; whoever sent it follows that one from now on."""
    row, other = locked(case), locked(into)
    if other.pk == row.pk or other.unit_id != row.unit_id or other.state not in OPEN:
        raise ValidationError({"into": _("Chỉ nhập vào một đơn thư khác đang giải quyết tại cùng đơn vị.")})
    step(row, "merge", actor, now, _("Nhập vào %(other)s") % {"other": other}, merged_into=other)
    Case.objects.filter(merged_into=row).update(merged_into=other)
    return Case.objects.get(pk=row.pk)
