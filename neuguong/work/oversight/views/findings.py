"""Pages of what was found: its list, one finding, and how it was mended."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.queries import attached_to
from neuguong.base.files.services import store
from neuguong.base.journal.queries import done_already, just_taken, timeline
from neuguong.kit.numbers import whole
from neuguong.kit.views import FormPage, ListPage, Page, Request, page
from neuguong.work.oversight import lists, queries, rules
from neuguong.work.oversight.choices import FindingState, VisitState
from neuguong.work.oversight.flow import FINDINGS
from neuguong.work.oversight.forms import EditFindingForm, FindingForm, RemedyForm
from neuguong.work.oversight.models import Finding, Visit
from neuguong.work.oversight.services import FindingInput, add_finding, edit_finding, report_remedy


class Findings(ListPage):
    """What was found, as far as the reader may see it."""

    right = (rules.findings, "view")
    spec = lists.FINDINGS
    title = _l("Phát hiện qua kiểm tra, giám sát")

    def get_queryset(self) -> QuerySet[Finding]:
        return queries.findings(self.request.user)


class FindingPage(Page):
    """One finding: what, by whom, by when, how it was mended, who verified it."""

    right = (rules.findings, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        row: Finding = self.found(queries.findings(request.user), pk=pk)
        words, tone = lists.standing(row, request.today)
        is_noted = row.state == FindingState.NOTED
        context = {
            "finding": row,
            "where": lists.where(row),
            "words": words,
            "tone": tone,
            "can_edit": is_noted and rules.visits.can(request.user, "find", row.visit),
            "open_steps": [one for one in FINDINGS.open_to(row, request.user) if one.name != "issue"],
            "step_url": reverse("journal:take", args=[FINDINGS.key, pk]),
            "files": attached_to(row),
            "timeline": timeline(row, FINDINGS),
        }
        return page(request, "oversight/finding.jinja", context)


class AddFinding(FormPage):
    """Write down a shortcoming found at a visit."""

    right = (rules.visits, "find")
    form_class = FindingForm
    template = "oversight/form.jinja"
    title = _l("Ghi phát hiện")
    submit_label = _l("Ghi phát hiện")

    def prepare(self) -> None:
        self.visit: Visit = self.found(Visit.objects.select_related("unit"), pk=self.kwargs["pk"])

    def extra(self) -> dict[str, Any]:
        return {"back": self._page(), "lead": f"{self.visit.unit.name}: {self.visit.theme}"}

    def _page(self) -> str:
        return reverse("oversight:visit", args=[self.visit.pk])

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = add_finding(visit=self.visit, found=FindingInput(**cleaned), actor=request.user, now=request.now)
        words = _("Đã ghi phát hiện %(n)s; có hiệu lực khi cuộc này được kết luận.")
        messages.success(request, words % {"n": made.number})
        return self._page()


class EditFinding(FormPage):
    """Write a finding anew, or drop it, before the visit is concluded."""

    right = (rules.findings, "issue")
    form_class = EditFindingForm
    template = "oversight/form.jinja"
    title = _l("Sửa phát hiện")
    submit_label = _l("Lưu phát hiện")

    def prepare(self) -> None:
        self.row: Finding = self.found(Finding.objects.select_related("visit__unit"), pk=self.kwargs["pk"])
        if self.row.visit.state != VisitState.HELD:
            raise Http404

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in ("text", "recommendation", "due_on", "edition")}

    def extra(self) -> dict[str, Any]:
        return {"back": self._page(), "lead": self.row.visit.unit.name}

    def _page(self) -> str:
        return reverse("oversight:visit", args=[self.row.visit_id])

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        drop, edition = cleaned.pop("drop"), cleaned.pop("edition")
        found = None if drop else FindingInput(**cleaned)
        edit_finding(finding=self.row, found=found, edition=edition, actor=request.user, now=request.now)
        messages.success(request, _("Đã lưu phát hiện.") if found else _("Đã bỏ phát hiện; nhật ký giữ lại nội dung."))
        return self._page()


class Remedy(FormPage):
    """Say how a finding was mended."""

    right = (rules.findings, "remedy")
    form_class = RemedyForm
    template = "oversight/form.jinja"
    title = _l("Báo đã khắc phục")
    submit_label = _l("Gửi kết quả khắc phục")

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        pk = whole(request.GET.get("id", ""))
        if just_taken(FINDINGS.model, {pk}, "remedy", request.user, request.now):
            messages.success(request, done_already(FINDINGS.step("remedy")))
            return HttpResponseRedirect(reverse("oversight:finding", args=[pk]))
        return super().post(request, **kwargs)

    def prepare(self) -> None:
        asked = whole(self.request.GET.get("id", ""))
        self.row: Finding = self.found(Finding.objects.select_related("unit", "body"), pk=asked)

    def initial(self) -> dict[str, Any]:
        return {"remedy": self.row.remedy}

    def extra(self) -> dict[str, Any]:
        return {"back": reverse("oversight:finding", args=[self.row.pk]), "lead": self.row.text}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        files = [store(stream=one, name=one.name, actor=request.user, now=request.now) for one in cleaned["evidence"]]
        report_remedy(finding=self.row, remedy=cleaned["remedy"], files=files, actor=request.user, now=request.now)
        messages.success(request, _("Đã gửi %(unit)s xác nhận.") % {"unit": self.row.body.name})
        return reverse("oversight:finding", args=[self.row.pk])
