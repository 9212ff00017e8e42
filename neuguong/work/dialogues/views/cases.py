"""The list of cases, one case, its letter."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.queries import attached_to
from neuguong.base.journal.queries import timeline
from neuguong.kit.lists import Listing
from neuguong.kit.views import ListPage, Page, Request, page
from neuguong.work.dialogues import lists, rules
from neuguong.work.dialogues.choices import OPEN, CaseState, Rating
from neuguong.work.dialogues.documents import PAPERS, answer_letter
from neuguong.work.dialogues.flow import CASE_FLOW
from neuguong.work.dialogues.models import Case, Sender
from neuguong.work.dialogues.queries import rating_mark, rule_on, working_days_left
from neuguong.work.dialogues.views.asked import hand_over, may

ACTS = {
    "receive": _l("Tiếp nhận"), "sort": _l("Sửa phân loại"), "escalate": _l("Báo cấp trên"),
    "publish": _l("Công khai hỏi đáp"), "unpublish": _l("Thôi công khai"), "forget": _l("Xóa thông tin người gửi"),
}  # fmt: skip


class Cases(ListPage):
    """The cases that the reader may see; nobody who sent one is named."""

    right = (rules.cases, "view")
    spec = lists.CASES
    template = "dialogues/cases.jinja"

    def get_queryset(self) -> QuerySet[Case]:
        return Case.objects.select_related(*lists.CASE_UNITS)

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"can_add": may(self.request.user, "receive")}


class CasePage(Page):
    """One case: its clock, its steps, the answer; who sent it for the desk in charge alone."""

    right = (rules.cases, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        rows = Case.objects.select_related("unit", "intake_unit", "escalated_to", "merged_into")
        able = rules.cases.abilities(rows, request.user, ["sort", "publish", "letter"])
        case: Any = self.found(able, pk=pk)
        sender = rules.senders.visible(Sender.objects.filter(case=case), request.user).first()
        rule = rule_on(case.received_on)
        context = {
            "case": case,
            "words": lists.case_words(case),
            "tone": lists.case_tone(case),
            "left": self._left(case),
            "rule": rule,
            "days": rule.complex_days if case.is_complex else rule.days,
            "sender": sender,
            "files": list(attached_to(sender)) if sender else [],
            "open_steps": CASE_FLOW.open_to(case, request.user),
            "step_url": reverse("journal:take", args=[CASE_FLOW.key, pk]),
            "rating_href": self._rating(case),
            "merged": case.merged.order_by("pk"),
            "papers": [(one.upper(), reverse("dialogues:case_letter", args=[pk, one])) for one in PAPERS],
            "timeline": timeline(case, CASE_FLOW, ACTS),
        }
        return page(request, "dialogues/case.jinja", context)

    def _left(self, case: Case) -> str:
        if case.state not in OPEN:
            return ""
        left = working_days_left(case, self.request.today)
        words = _("còn %(n)s ngày làm việc") if left >= 0 else _("quá hạn %(n)s ngày làm việc")
        return words % {"n": abs(left)}

    def _rating(self, case: Case) -> str:
        asks = case.state == CaseState.ANSWERED and case.rating == Rating.NONE
        return reverse("portal:rate", args=[rating_mark(case)]) if asks else ""


class CaseLetter(Page):
    """The answer as a letter, to be numbered and signed."""

    right = (rules.cases, "letter")

    def get(self, request: Request, pk: int, suffix: str) -> FileResponse:
        case: Case = self.found(Case.objects.select_related("unit"), pk=pk)
        if suffix not in PAPERS:
            raise Http404
        sender = rules.senders.visible(Sender.objects.filter(case=case), request.user).first()
        href = reverse("portal:rate", args=[rating_mark(case)])
        paper = answer_letter(case, sender, rating_href=href, on=request.today)
        return hand_over(suffix, f"tra loi {case.number}", paper, request.now)
