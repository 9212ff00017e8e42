"""Pages on which results are recorded and reported."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.queries import attached_to
from neuguong.base.files.services import store
from neuguong.base.journal.queries import done_already, just_taken
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import whole
from neuguong.kit.views import FormPage, Request
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.forms import ProgressForm, ReportForm
from neuguong.work.commitments.models import Commitment, Item, Progress
from neuguong.work.commitments.queries import quarters_of
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services import record_progress, report_result


class RecordProgress(FormPage):
    """A quarter's result of one item, with evidence."""

    right = (policy, "progress")
    form_class = ProgressForm
    template = "commitments/progress.jinja"
    title = _l("Ghi kết quả quý")
    submit_label = _l("Lưu kết quả")

    def prepare(self) -> None:
        item = Item.objects.select_related("commitment__period", "commitment__person", "commitment__unit").filter(
            pk=self.kwargs["pk"]
        )
        self.item = item.first()
        if self.item is None or not policy.can(self.request.user, "progress", self.item.commitment):
            raise Http404
        today = self.request.today
        begun = [one.pk for one in quarters_of(self.item.commitment) if one.starts_on <= today]
        self.quarters = Period.objects.filter(pk__in=begun).order_by("starts_on")
        self.quarter = self._asked() or self.quarters.last()
        self.kept = Progress.objects.filter(item=self.item, period=self.quarter).first()

    def _asked(self) -> Period | None:
        """The quarter of the address, `?nam=2027&quy=2`; the year is that of the registration if it is left out."""
        assert self.item is not None
        number = self.request.GET.get("quy", "")
        year = self.request.GET.get("nam") or str(self.item.commitment.period.year)
        if number not in ("1", "2", "3", "4") or not year.isdecimal() or len(year) > 4:
            return None
        return self.quarters.filter(year=int(year), number=int(number)).first()

    def make_form(self, data: Any = None, files: Any = None) -> ProgressForm:
        kept = self.kept
        initial = {"quarter": self.quarter, "text": kept.text if kept else "", "amount": kept.amount if kept else None}
        return ProgressForm(data, files, quarters=self.quarters, initial=initial)

    def extra(self) -> dict[str, Any]:
        return {"item": self.item, "evidence": attached_to(self.kept) if self.kept else []}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        assert self.item is not None
        files = [store(stream=f, name=f.name, actor=request.user, now=request.now) for f in cleaned["evidence"]]
        record_progress(
            item=self.item, quarter=cleaned["quarter"], text=cleaned["text"], amount=cleaned["amount"],
            actor=request.user, now=request.now, today=request.today, evidence=files,
        )  # fmt: skip
        messages.success(request, _("Đã lưu kết quả %(quarter)s.") % {"quarter": cleaned["quarter"]})
        return reverse("commitments:detail", args=[self.item.commitment_id])


class ReportResult(FormPage):
    """Hand in one's own assessment; the deciding body confirms it."""

    right = (policy, "report")
    form_class = ReportForm
    template = "commitments/report.jinja"
    title = _l("Báo cáo kết quả")
    submit_label = _l("Gửi báo cáo")

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        pk = whole(request.GET.get("id", "0"))
        if just_taken(FLOW.model, {pk}, "report", request.user, request.now):
            messages.success(request, done_already(FLOW.step("report")))
            return HttpResponseRedirect(reverse("commitments:detail", args=[pk]))
        return super().post(request, **kwargs)

    def prepare(self) -> None:
        asked = self.request.GET.get("id", "0")
        rows = Commitment.objects.select_related("person", "unit", "period", "decider_unit")
        self.row: Commitment = self.found(rows, pk=whole(asked))

    def initial(self) -> dict[str, Any]:
        return {"result": self.row.result}

    def extra(self) -> dict[str, Any]:
        return {"commitment": self.row}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        outcome = report_result(commitment=self.row, result=cleaned["result"], actor=request.user, now=request.now)
        if outcome.refused:
            raise ValidationError([one.reason for one in outcome.refused])
        messages.success(request, _("Đã gửi báo cáo kết quả tới %(unit)s.") % {"unit": self.row.decider_unit})
        return reverse("commitments:detail", args=[self.row.pk])
