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
from neuguong.base.periods.models import Period
from neuguong.kit.documents import FILE_FORMATS, render_html
from neuguong.kit.views import ListPage, Page, Request, page
from neuguong.work.reports import lists, services
from neuguong.work.reports.flow import FLOW
from neuguong.work.reports.models import Report, ReportState
from neuguong.work.reports.queries import in_sentence, periods_up_to
from neuguong.work.reports.rules import policy, units

RELATED = ("unit", "period__calendar", "period__parent", "pdf", "docx", "xlsx")


class ReportList(ListPage):
    """Every report the reader may see."""

    right = (policy, "view")
    spec = lists.REPORTS
    template = "reports/list.jinja"

    def get_queryset(self) -> QuerySet[Report]:
        return Report.objects.select_related("unit", "period")

    def extra(self, listing: Any) -> dict[str, Any]:
        mine = {hold.unit_id for hold in holds(self.request.user)}
        return {"can_begin": units.visible(Unit.objects.filter(pk__in=mine), self.request.user, "write").exists()}


class Preview(Page):
    """The report of a unit and period as it stands now, without anything being saved."""

    right = (units, "view")

    def get(self, request: Request, suffix: str = "") -> HttpResponse | FileResponse:
        unit: Unit = self.found(Unit.objects.all(), code=request.GET.get("don-vi", ""))
        period = self._period(request.GET.get("ky", ""))
        kept = policy.visible(Report.objects.filter(unit=unit, period=period), request.user).first()
        if kept:
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
        }
        return page(request, "reports/preview.jinja", context)

    def _period(self, asked: str) -> Period:
        today = self.request.today
        known = periods_up_to(today)
        if not asked:
            return next((one for one in known if one.kind == "YEAR" and one.year == today.year), known[0])
        return next((one for one in known if str(one.pk) == asked), None) or _missing(_l("Không có kỳ này."))


def _title(period: Period) -> str:
    return _("Báo cáo %(period)s") % {"period": in_sentence(period)}


def _missing(sentence: Any) -> Any:
    raise Http404(sentence)


class Detail(Page):
    """One report: a draft with live figures, or the paper as it was issued."""

    right = (policy, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        report: Report = self.found(Report.objects.select_related(*RELATED), pk=pk)
        is_issued = report.state == ReportState.ISSUED
        context = {
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
