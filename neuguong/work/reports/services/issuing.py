"""Opening, writing and issuing a report."""

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from neuguong.base.files.models import StoredFile
from neuguong.base.files.services import attach, store
from neuguong.base.journal.services import record, take_steps
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.choices import Subject
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import deadline
from neuguong.kit.documents import FILE_FORMATS, Document, render_html
from neuguong.kit.text import slug
from neuguong.work.reports.choices import ReportState
from neuguong.work.reports.flow import FLOW
from neuguong.work.reports.models import Report
from neuguong.work.reports.queries import year_of
from neuguong.work.reports.rules import policy, units
from neuguong.work.reports.services.coding import coded
from neuguong.work.reports.services.compiling import compile_report
from neuguong.work.reports.services.heading import HEADING, new_report


@transaction.atomic
def open_report(*, unit: Unit, period: Period, actor: Any, now: dt.datetime) -> Report:
    """The report of the unit and period, begun if nobody has. PermissionDenied without the right to write it;
    ValidationError for a period that no report is made for."""
    kept = Report.objects.select_for_update().filter(unit=unit, period=period).first()
    if kept is not None and kept.state != ReportState.EXPECTED and policy.can(actor, "view", kept):
        return kept
    if not units.can(actor, "write", unit):
        raise PermissionDenied
    year_of(period)
    if kept is not None:
        return _begun(kept, actor, now)
    due_on = deadline(period, Subject.REPORT, unit.level)
    place = {"due_on": due_on, "first_due_on": due_on, "written_by": actor}
    fresh = {name: getattr(new_report(unit, period), name) for name in HEADING}
    report, is_new = Report.objects.get_or_create(unit=unit, period=period, defaults={**fresh, **place})
    if is_new:
        record(report, "opened", actor=actor, now=now)
    return report


def _begun(row: Report, actor: Any, now: dt.datetime) -> Report:
    """The report that was owed, as a draft whose form is filled in."""
    fresh = new_report(row.unit, row.period)
    values = {name: getattr(fresh, name) for name in HEADING} | {"written_by": actor}
    outcome = take_steps(FLOW, Report.objects.filter(pk=row.pk), "begin", actor, now=now, values=values)
    if outcome.refused:
        raise PermissionDenied
    row.refresh_from_db()
    return row


@transaction.atomic
def save_report(*, report: Report, fields: Mapping[str, Any], edition: int, actor: Any) -> Report:
    """Save what people write in a draft. `edition` is the one the writer had before her: if somebody has saved since,
    nothing is written and a ValidationError (code "edition") says so. PermissionDenied without the right."""
    row = _locked(report)
    if not policy.can(actor, "write", row):
        raise PermissionDenied
    if row.edition != edition:
        raise ValidationError(
            _("Có người vừa lưu báo cáo này. Phần đồng chí viết còn ở dưới đây; hãy mở lại trang để xem bản mới."),
            code="edition",
        )
    return _written(row, fields, actor)


def _written(row: Report, fields: Mapping[str, Any], actor: Any) -> Report:
    for name, value in fields.items():
        setattr(row, name, value)
    row.written_by, row.edition = actor, row.edition + 1
    row.save(update_fields=[*fields, "written_by", "edition"])
    return row


def _locked(report: Report) -> Report:
    rows = Report.objects.select_related("unit", "period__calendar", "period__parent")
    return rows.select_for_update(of=("self",)).get(pk=report.pk)


@transaction.atomic
def issue(
    *, report: Report, actor: Any, today: dt.date, now: dt.datetime, form: Mapping[str, Any] | None = None
) -> Report:
    """Set the report once in every format, keep those bytes, and journal it; afterwards nothing changes.

    `form` are fields given with the act (number, date, signer). ValidationError with the reason where it cannot be
    issued, a second issuer included; PermissionDenied without the right. Takes seconds, holding this report only.
    """
    row = _locked(report)
    if row.state == ReportState.DRAFT:
        if not policy.can(actor, "issue", row):
            raise PermissionDenied
        row = _written(row, form or {}, actor)
        kept = _keep(row, actor, today, now)
    else:
        kept = {}
    outcome = take_steps(FLOW, Report.objects.filter(pk=row.pk), "issue", actor, now=now, values=kept)
    if outcome.refused:
        raise ValidationError(outcome.refused[0].reason)
    row.refresh_from_db()
    return row


def _keep(row: Report, actor: Any, today: dt.date, now: dt.datetime) -> dict[str, Any]:
    """The columns of an issued report: its files, its page, the instant of its figures."""
    row.is_final = True  # as the paper says it; the column is written by the flow
    document = coded(compile_report(report=row, viewer=actor, today=today, now=now))
    files = {f"{suffix}_id": _file(row, document, suffix, actor, now).pk for suffix in FILE_FORMATS}
    return {**files, "html": str(render_html(document)), "figures_at": now}


def _file(row: Report, document: Document, suffix: str, actor: Any, now: dt.datetime) -> StoredFile:
    stream = io.BytesIO()
    FILE_FORMATS[suffix].write(document, stream, now)
    stream.seek(0)
    file = store(stream=stream, name=file_name(row, suffix), actor=actor, now=now)
    attach(file=file, obj=row)
    return file


def file_name(report: Report, suffix: str) -> str:
    """What the file of a report is called."""
    return f"bao-cao-{slug(report.unit.code)}-{slug(str(report.period))}.{suffix}"
