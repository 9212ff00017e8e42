"""Pages on which reports are asked for, and on which one that came on paper is written down."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from neuguong.base.access.rules import holds
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import year
from neuguong.kit.numbers import number, whole
from neuguong.kit.views import FormPage, require
from neuguong.work.reports.forms import OpenReportsForm, ReceiveForm
from neuguong.work.reports.models import Report
from neuguong.work.reports.panels import page_of
from neuguong.work.reports.queries import in_sentence, periods_up_to
from neuguong.work.reports.rules import policy, units
from neuguong.work.reports.services import open_reports, receive


class OpenReports(FormPage):
    """Ask a unit and every organisation under it for the report of a period."""

    right = (units, "open")
    form_class = OpenReportsForm
    template = "reports/form.jinja"
    title = _l("Giao lập báo cáo")
    submit_label = _l("Giao lập báo cáo")

    def prepare(self) -> None:
        user = self.request.user
        asked = Unit.objects.filter(code=self.request.GET.get("don-vi", ""))
        own = Unit.objects.filter(pk__in={hold.unit_id for hold in holds(user)})
        self.units = self.allowed(own | asked).order_by("level", "sort_key", "pk")
        require(self.units.exists())

    def make_form(self, data: Any = None, files: Any = None) -> OpenReportsForm:
        known = [one.pk for one in periods_up_to(self.request.today)]
        periods = Period.objects.filter(pk__in=known).order_by("-year", "-kind", "number")
        unit = self.units.filter(code=self.request.GET.get("don-vi", "")).first() or self.units.first()
        period = self.request.GET.get("ky") or year(self.request.today.year)
        return OpenReportsForm(data, units=self.units, periods=periods, initial={"unit": unit, "period": period})

    def extra(self) -> dict[str, Any]:
        lead = _("Mỗi cấp ủy, chi bộ từ đơn vị này trở xuống có một dòng phải báo cáo, với hạn của cấp mình.")
        return {"lead": lead, "back": reverse("reports:press")}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = open_reports(**cleaned, day=request.today, actor=request.user, now=request.now)
        words = ngettext("Đã giao thêm %(n)s báo cáo %(period)s.", "Đã giao thêm %(n)s báo cáo %(period)s.", made)
        messages.success(request, words % {"n": number(made), "period": in_sentence(cleaned["period"])})
        return page_of(cleaned["unit"].code, cleaned["period"])


class Receive(FormPage):
    """Write down that a unit's report came on paper. Takes `?id=`, as the steps' page sends it."""

    right = (policy, "receive")
    form_class = ReceiveForm
    template = "reports/form.jinja"
    title = _l("Ghi đã nhận bản giấy")
    submit_label = _l("Ghi đã nhận")

    def prepare(self) -> None:
        asked = whole(self.request.GET.get("id", ""))
        if not asked:
            raise Http404
        self.report: Report = self.found(Report.objects.select_related("unit", "period"), pk=asked)

    def extra(self) -> dict[str, Any]:
        words = {"unit": self.report.unit.name, "period": in_sentence(self.report.period)}
        lead = _("%(unit)s, %(period)s. Ghi số, ngày đứng trên bản giấy.") % words
        return {"lead": lead, "back": reverse("reports:detail", args=[self.report.pk])}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        receive(report=self.report, **cleaned, actor=request.user, today=request.today, now=request.now)
        messages.success(request, _("Đã ghi nhận báo cáo bằng giấy của %(unit)s.") % {"unit": self.report.unit.name})
        return reverse("reports:detail", args=[self.report.pk])
