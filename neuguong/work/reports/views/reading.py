"""Pages that show: the list, a report not yet begun, a report, its files."""

import io
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.rules import holds
from neuguong.base.journal.queries import timeline
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.choices import Subject
from neuguong.base.periods.models import Period
from neuguong.kit.documents import FILE_FORMATS, render_html
from neuguong.kit.views import ListPage, Page, Request, page
from neuguong.work.reports import lists, services
from neuguong.work.reports.choices import ExtensionState, ReportState
from neuguong.work.reports.flow import FLOW
from neuguong.work.reports.models import Report
from neuguong.work.reports.queries import asks, below, in_sentence, periods_up_to
from neuguong.work.reports.rules import policy, units

RELATED = ("unit", "period__calendar", "period__parent", "pdf", "docx", "xlsx")


class ReportList(ListPage):
    """Every report the reader may see."""

    right = (policy, "view")
    spec = lists.REPORTS
    template = "reports/list.jinja"

    def get_queryset(self) -> QuerySet[Report]:
        """What is only owed is listed where it is asked for: a year has a row for every unit."""
        rows = Report.objects.select_related("unit", "period").defer("html")
        asked = self.request.GET.get("state") == ReportState.EXPECTED
        return rows if asked else rows.exclude(state=ReportState.EXPECTED)

    def extra(self, listing: Any) -> dict[str, Any]:
        user = self.request.user
        mine = units.abilities(
            Unit.objects.filter(pk__in={one.unit_id for one in holds(user)}), user, ["write", "press"]
        )
        able = [(row.can_write, row.can_press) for row in mine]  # type: ignore[attr-defined]  # annotated
        return {"can_begin": any(one[0] for one in able), "can_press": any(one[1] for one in able)}


class Preview(Page):
    """The report of a unit and period as it stands now, without anything being saved."""

    right = (units, "view")

    def get(self, request: Request, suffix: str = "") -> HttpResponse | FileResponse:
        unit: Unit = self.found(Unit.objects.all(), code=request.GET.get("don-vi", ""))
        period = self._period(request.GET.get("ky", ""))
        kept = policy.visible(Report.objects.filter(unit=unit, period=period), request.user).first()
        if kept and kept.state != ReportState.EXPECTED:
            name, more = ("reports:file", [suffix]) if suffix else ("reports:detail", [])
            return redirect(reverse(name, args=[kept.pk, *more]))
        report = services.new_report(unit, period)
        if suffix:
            return send(request, report, suffix)
        query = f"?don-vi={unit.code}&ky={period.pk}"
        context = {
            "report": report,
            "unit": unit,
            "period": period,
            "title": _title(period),
            "periods": periods_up_to(self.request.today),
            "sheet": sheet(request, report),
            "can_write": units.can(request.user, "write", unit),
            "new_href": reverse("reports:new") + query,
            "files": [(one.upper(), reverse("reports:preview_file", args=[one]) + query) for one in FILE_FORMATS],
            **_around(request, kept, unit, period),
            "others": [step for step in FLOW.open_to(kept, request.user) if step.name != "begin"] if kept else [],
            "step_url": reverse("journal:take", args=[FLOW.key, kept.pk]) if kept else "",
        }
        return page(request, "reports/preview.jinja", context)

    def _period(self, asked: str) -> Period:
        today = self.request.today
        known = periods_up_to(today)
        if not asked:
            return next((one for one in known if one.kind == "YEAR" and one.year == today.year), known[0])
        return next((one for one in known if str(one.pk) == asked), None) or _missing(_l("Không có kỳ này."))


def _around(request: Request, report: Report | None, unit: Unit, period: Period) -> dict[str, Any]:
    """Where the report stands to its deadlines, and what has come from the units directly below."""
    user = request.user
    query = f"?don-vi={unit.code}&ky={period.pk}"
    return {
        "owing": _owing(request, report, query) if report and report.expected else None,
        "complete": below(unit, period),
        "press_href": reverse("reports:press") + query if units.can(user, "press", unit) else None,
        "today": request.today,
    }


def _owing(request: Request, report: Report, query: str) -> dict[str, Any]:
    """The deadlines of a report that was asked for, what the unit asked, and where it may ask."""
    asked = asks(report.unit, report.period, Subject.REPORT)
    is_open = any(one.state == ExtensionState.ASKED for one in asked)
    can_ask = not is_open and policy.can(request.user, "ask", report)
    return {
        "report": report,
        "tone": lists.TIMING_TONES[report.timing],
        "tones": lists.EXTENSION_TONES,
        "asks": asked,
        "ask_href": reverse("reports:ask") + query if can_ask else None,
    }


def _title(period: Period) -> str:
    return _("Báo cáo %(period)s") % {"period": in_sentence(period)}


def _missing(sentence: Any) -> Any:
    raise Http404(sentence)


class Detail(Page):
    """One report: a draft with live figures, or the paper as it was issued."""

    right = (policy, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        report: Report = self.found(Report.objects.select_related(*RELATED), pk=pk)
        if report.state == ReportState.EXPECTED:
            return redirect(reverse("reports:preview") + f"?don-vi={report.unit.code}&ky={report.period_id}")
        is_issued = report.state == ReportState.ISSUED
        context = {
            **_around(request, report, report.unit, report.period),
            "is_received": report.state == ReportState.RECEIVED,
            "report": report,
            "unit": report.unit,
            "title": _title(report.period),
            "is_issued": is_issued,
            "tone": lists.TONES[report.state],
            "reference": lists.reference(report),
            "sheet": mark_safe(report.html) if is_issued else sheet(request, report),  # noqa: S308 (made by render_html)
            "can_write": policy.can(request.user, "write", report),
            "open_steps": FLOW.open_to(report, request.user),
            "step_url": reverse("journal:take", args=[FLOW.key, pk]),
            "files": [(one.upper(), reverse("reports:file", args=[pk, one])) for one in FILE_FORMATS],
            "timeline": timeline(report, FLOW, {"opened": _l("Lập báo cáo")}),
        }
        return page(request, "reports/detail.jinja", context)


class File(Page):
    """The report as DOCX, PDF or XLSX: the very bytes that were issued, or the draft with the figures of now."""

    right = (policy, "view")

    def get(self, request: Request, pk: int, suffix: str) -> HttpResponse | FileResponse:
        report: Report = self.found(Report.objects.select_related(*RELATED), pk=pk)
        if report.state == ReportState.ISSUED and suffix in FILE_FORMATS:
            return redirect("files:open", pk=getattr(report, f"{suffix}_id"))
        return send(request, report, suffix)


def sheet(request: Request, report: Report) -> str:
    """The draft as a paper on the screen, its figures as links."""
    now, today = request.now, request.today
    try:
        return render_html(services.compile_report(report=report, viewer=request.user, today=today, now=now))
    except ValidationError as error:
        raise Http404(error.messages[0]) from error


def send(request: Request, report: Report, suffix: str) -> FileResponse:
    """The draft as a file; 404 for a format that there is none of."""
    now, today = request.now, request.today
    if suffix not in FILE_FORMATS:
        raise Http404
    stream = io.BytesIO()
    document = services.compile_report(report=report, viewer=request.user, today=today, now=now)
    services.write(document, suffix, stream, now)
    stream.seek(0)
    return FileResponse(
        stream, as_attachment=True, filename=services.file_name(report, suffix),
        content_type=FILE_FORMATS[suffix].media_type,
    )  # fmt: skip
