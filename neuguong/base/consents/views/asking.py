"""Requests about one's data: the list, one request with its clock, asking, more time."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.consents import queries, rules, services
from neuguong.base.consents.flow import FLOW
from neuguong.base.consents.forms import AskForm, ExtendForm
from neuguong.base.consents.lists import REQUESTS, TONES
from neuguong.base.consents.models import DataRequest
from neuguong.base.consents.views.parts import sheet_of, speakable
from neuguong.base.journal.queries import timeline
from neuguong.kit.policy import capacity
from neuguong.kit.views import FormPage, ListPage, Page, Request, page


class RequestList(ListPage):
    """What one asked, and what one has to answer."""

    right = (rules.requests, "view")
    spec = REQUESTS
    title = _l("Yêu cầu về dữ liệu")

    def get_queryset(self) -> QuerySet[DataRequest]:
        return DataRequest.objects.select_related("person__home")


class RequestPage(Page):
    """One request: what is asked, the clock, what was answered, and the steps."""

    right = (rules.requests, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        row: DataRequest = self.found(DataRequest.objects.select_related("person__home"), pk=pk)
        may_answer = rules.requests.can(request.user, "answer", row)
        clock = queries.running([row], request.today).get(row.pk)
        context = {
            "row": row,
            "clock": clock,
            "tone": TONES[row.state],
            "is_cautious": queries.clock_of(row).is_cautious,
            "steps": FLOW.open_to(row, request.user),
            "may_extend": may_answer and clock is not None and not row.extended_days,
            "entries": timeline(row, FLOW, {"ask": _("Gửi yêu cầu"), "extend": _("Gia hạn")}),
            "sheet": sheet_of(row.person, request.user) if row.person.user_id == request.user.pk else "",
        }
        return page(request, "consents/request.jinja", context)


class Ask(FormPage):
    """Ask about one's own data, or write down what somebody without a login asks."""

    right = (rules.people, "speak")
    form_class = AskForm
    template = "consents/ask.jinja"
    title = _l("Gửi yêu cầu về dữ liệu")
    submit_label = _l("Gửi yêu cầu")

    def prepare(self) -> None:
        self.person: Any = self.found(speakable(self.request.user), pk=self.kwargs["pk"])

    def initial(self) -> dict[str, Any]:
        return {"kind": self.request.GET.get("loai", "")}

    def extra(self) -> dict[str, Any]:
        return {"person": self.person, "back": sheet_of(self.person, self.request.user)}

    def act(self, cleaned: dict[str, Any]) -> str:
        request = self.request
        made = services.ask(
            person=self.person, **cleaned, by=request.user, now=request.now, capacity=self.person.held_as
        )
        messages.success(request, _("Đã gửi yêu cầu. Người có trách nhiệm đã được báo, hạn trả lời đang chạy."))
        return reverse("consents:request", args=[made.pk])


class Extend(FormPage):
    """Put off the carrying out, once, for a reason."""

    right = (rules.requests, "answer")
    template = "consents/extend.jinja"
    title = _l("Gia hạn thực hiện yêu cầu")
    submit_label = _l("Gia hạn")

    def prepare(self) -> None:
        held = capacity(rules.requests.rule("answer"), self.request.user)
        rows = DataRequest.objects.select_related("person").annotate(held_as=held)
        self.row: Any = self.found(rows, pk=self.kwargs["pk"])

    def make_form(self, data: Any = None, files: Any = None) -> ExtendForm:
        return ExtendForm(data, most=queries.clock_of(self.row).extension_days)

    def extra(self) -> dict[str, Any]:
        return {"row": self.row}

    def act(self, cleaned: dict[str, Any]) -> str:
        request = self.request
        services.extend(request=self.row, **cleaned, by=request.user, now=request.now, capacity=self.row.held_as)
        messages.success(request, _("Đã gia hạn; người yêu cầu đã được báo lý do."))
        return reverse("consents:request", args=[self.row.pk])
