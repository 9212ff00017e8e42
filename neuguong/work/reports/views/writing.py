"""Pages on which a report is begun, written and issued."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.rules import holds
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import year
from neuguong.kit.numbers import whole
from neuguong.kit.views import SIGNED_IN, FormPage, Page, Request, page, require
from neuguong.work.reports.forms import END, FORM, WORDS, NewForm, ReportForm, SigningForm
from neuguong.work.reports.models import Report
from neuguong.work.reports.queries import in_sentence, periods_up_to
from neuguong.work.reports.rules import policy, units
from neuguong.work.reports.services import issue, open_report, save_report


class New(FormPage):
    """Begin the report of a unit for a period."""

    right = SIGNED_IN
    form_class = NewForm
    title = _l("Lập báo cáo")
    submit_label = _l("Lập báo cáo")

    def prepare(self) -> None:
        """Only for those who write some report."""
        user = self.request.user
        self.asked = self._asked()
        asked = Unit.objects.filter(code=self.asked.get("don-vi", ""))
        own = Unit.objects.filter(pk__in={hold.unit_id for hold in holds(user)})
        self.units = units.visible(own | asked, user, "write").order_by("level", "sort_key", "pk")
        require(self.units.exists())

    def _asked(self) -> dict[str, str]:
        """`?don-vi=` and `?ky=`, or `?id=` of a report that is owed, as the steps' page sends it."""
        asked = self.request.GET.dict()
        report = policy.visible(Report.objects.filter(pk=whole(asked.get("id", ""))), self.request.user, "begin")
        owed = report.values_list("unit__code", "period_id").first()
        return asked | ({"don-vi": owed[0], "ky": str(owed[1])} if owed else {})

    def make_form(self, data: Any = None, files: Any = None) -> NewForm:
        known = periods_up_to(self.request.today)
        periods = Period.objects.filter(pk__in=[one.pk for one in known]).order_by("-year", "-kind", "number")
        return NewForm(data, units=self.units, periods=periods, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        asked = self.asked
        unit = self.units.filter(code=asked.get("don-vi", "")).first() or self.units.first()
        this_year = year(self.request.today.year)
        return {"unit": unit, "period": asked.get("ky") or this_year}

    def act(self, cleaned: dict[str, Any]) -> str:
        now = self.request.now
        report = open_report(unit=cleaned["unit"], period=cleaned["period"], actor=self.request.user, now=now)
        return reverse("reports:detail", args=[report.pk])


class Edit(Page):
    """Write the words of a draft; saved on the server as one goes."""

    right = (policy, "write")

    def _load(self, pk: int) -> Report:
        return self.found(Report.objects.select_related("unit", "period"), pk=pk)  # type: ignore[no-any-return]  # found gives any model

    def _form(self, report: Report, data: Any = None) -> ReportForm:
        initial = {name: getattr(report, name) for name in (*FORM, *WORDS, *END, "edition")}
        return ReportForm(data, initial=initial, today=self.request.today)

    def _answer(
        self, report: Report, form: ReportForm, status: int = 200, block: str = "", said: str = "", edition: int = 0
    ) -> HttpResponse:
        """`edition` goes back into the form only after saving: otherwise the next save would overwrite somebody's."""
        groups = [(_("Lời văn"), WORDS), (_("Thể thức"), FORM), (_("Nơi nhận, chữ ký"), END)]
        context = {
            "report": report,
            "period": in_sentence(report.period),
            "form": form,
            "groups": groups,
            "said": said,
            "edition": edition,
        }
        return page(self.request, "reports/edit.jinja", context, block=block, status=status)

    def get(self, request: Request, pk: int) -> HttpResponse:
        report = self._load(pk)
        return self._answer(report, self._form(report))

    def post(self, request: Request, pk: int) -> HttpResponse:
        report = self._load(pk)
        is_quiet = bool(request.headers.get("HX-Request")) and request.POST.get("tu_dong") == "1"
        form = self._form(report, request.POST)
        if not form.is_valid():
            words = _("Chưa lưu được: còn chỗ chưa đúng.") if is_quiet else ""
            return self._answer(report, form, 200 if is_quiet else 422, "autosave" if is_quiet else "", words)
        try:
            saved = save_report(
                report=report, fields=form.written(), edition=form.cleaned_data["edition"], actor=request.user
            )
        except ValidationError as error:
            if is_quiet:
                return self._answer(report, form, 200, "autosave", " ".join(error.messages))
            form.add_error(None, error)
            return self._answer(report, form, 409)
        if is_quiet:
            words = _("Đã lưu lúc %(at)s.") % {"at": f"{timezone.localtime(request.now):%H:%M}"}
            return self._answer(saved, form, 200, "autosave", words, saved.edition)
        messages.success(request, _("Đã lưu dự thảo báo cáo."))
        return HttpResponseRedirect(reverse("reports:detail", args=[pk]))


class Issue(FormPage):
    """Issue a report: number, date and signer, then the paper that stays. Takes `?id=`, as the steps' page sends it."""

    right = (policy, "issue")
    form_class = SigningForm
    template = "reports/issue.jinja"
    title = _l("Ban hành báo cáo")
    submit_label = _l("Ban hành")

    def prepare(self) -> None:
        asked = self.request.GET.get("id", "")
        if not asked.isdecimal() or len(asked) > 18:
            raise Http404
        self.report: Report = self.found(Report.objects.select_related("unit", "period"), pk=int(asked))

    def initial(self) -> dict[str, Any]:
        today = self.request.today
        return {name: getattr(self.report, name) for name in SigningForm.base_fields} | {
            "issued_on": self.report.issued_on or today
        }

    def make_form(self, data: Any = None, files: Any = None) -> SigningForm:
        return SigningForm(data, initial=self.initial(), today=self.request.today)

    def extra(self) -> dict[str, Any]:
        name = f"{self.report.unit.name}, {in_sentence(self.report.period)}"
        return {"name": name, "cancel_href": reverse("reports:detail", args=[self.report.pk])}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        issue(report=self.report, actor=request.user, today=request.today, now=request.now, form=cleaned)
        messages.success(request, _("Đã ban hành báo cáo. Các bản PDF, DOCX, XLSX được giữ nguyên từ lúc này."))
        return reverse("reports:detail", args=[self.report.pk])
