"""A unit asks the level above for a later day; that level answers."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.figures.queries import rows
from neuguong.base.journal.services import record, take_steps
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import committee_above
from neuguong.base.periods.choices import Subject
from neuguong.base.periods.models import Period
from neuguong.kit.figures import measure
from neuguong.kit.numbers import date
from neuguong.kit.text import nfc_lines
from neuguong.work.reports import notices
from neuguong.work.reports.choices import OWED, ExtensionState
from neuguong.work.reports.flow import EXTENSION_FLOW
from neuguong.work.reports.models import Extension, Report
from neuguong.work.reports.queries import obligation
from neuguong.work.reports.rules import units


@transaction.atomic
def ask_extension(
    *, unit: Unit, period: Period, subject: str, until: dt.date, reason: str, actor: Any, now: dt.datetime
) -> Extension:
    """Ask for a later day for the unit's report of the period (before or after its deadline, while it is owed), or for
    the registrations that it and everything under it still owe for the year.

    The same asked twice is one request: it is given back. ValidationError, beside its field where there is one:
    nothing owed, no level above, a day no later than the deadline or past, another request open, no right.
    """
    capacity = capacity_of(actor, units, "ask", unit)
    today = timezone.localdate(now)
    report = _owed_report(unit, period) if subject == Subject.REPORT else None
    due_on = report.due_on if report else _owed_registrations(unit, period, today)
    if until <= max(due_on, today):
        words = {"day": date(max(due_on, today))}
        raise ValidationError({"until": _("Ngày xin gia hạn phải sau ngày %(day)s.") % words})
    decider = committee_above(unit.pk, today)
    if decider is None:
        raise ValidationError(_("Đơn vị không có cấp trên trong hệ thống để xin gia hạn."))
    row = Extension(
        subject=subject, unit=unit, period=period, report=report, decider_unit_id=decider, due_on=due_on, until=until,
        reason=nfc_lines(reason), asked_by=actor, asked_at=now,
    )  # fmt: skip
    return _once(row, actor, capacity, now)


def _once(row: Extension, actor: Any, capacity: str, now: dt.datetime) -> Extension:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        place = {"unit": row.unit, "period": row.period, "subject": row.subject}
        kept = Extension.objects.filter(state=ExtensionState.ASKED, **place).first()
        if kept and (kept.asked_by_id, kept.until, kept.reason) == (actor.pk, row.until, row.reason):
            return kept
        raise ValidationError(_("Đã có một đề nghị gia hạn đang chờ trả lời.")) from None
    changes = [(_("Hạn đang có"), "", date(row.due_on)), (_("Xin đến ngày"), "", date(row.until))]
    record(row, "ask", actor=actor, now=now, note=row.reason, capacity=capacity, data={"changes": changes})
    notices.asked(row, now)
    return row


def _owed_report(unit: Unit, period: Period) -> Report:
    row = obligation(unit, period)
    if row is None or not row.expected or row.state not in OWED:
        raise ValidationError(_("Đơn vị không còn nợ báo cáo kỳ này."))
    return row


def _owed_registrations(unit: Unit, period: Period, today: dt.date) -> dt.date:
    owed = rows(measure("owed"), unit.pk, period, today=today, in_today_tree=True)
    last = owed.order_by("-due_on").values_list("due_on", flat=True).first()
    if last is None:
        raise ValidationError(_("Đơn vị không còn bản đăng ký nào chưa nộp của năm này."))
    return last  # type: ignore[no-any-return]  # rows of any model


def grant(*, extension: Extension, until: dt.date, note: str, actor: Any, now: dt.datetime) -> None:
    """Grant a later day, the one asked for or another. ValidationError for a day no later than the one that stood,
    without the right (never whoever asked), or where it was answered already."""
    if until <= extension.due_on:
        words = {"day": date(extension.due_on)}
        raise ValidationError({"until": _("Ngày gia hạn phải sau hạn đang có, %(day)s.") % words})
    values = {"granted_until": until, "answered_by": actor, "answered_at": now, "answer": nfc_lines(note)}
    changes = [(_("Hạn"), date(extension.due_on), date(until))]
    asked = Extension.objects.filter(pk=extension.pk)
    outcome = take_steps(
        EXTENSION_FLOW, asked, "grant", actor, nfc_lines(note), now=now, values=values, data={"changes": changes}
    )
    if outcome.refused:
        raise ValidationError(outcome.refused[0].reason)
