"""Giving a word and taking it back: each purpose on a page of its own, with the whole text."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.consents import queries, rules, services
from neuguong.base.consents.choices import Purpose
from neuguong.base.consents.forms import GiveForm, PaperForm
from neuguong.base.consents.models import Consent
from neuguong.base.consents.views.parts import sheet_of, speakable
from neuguong.base.files.services import store
from neuguong.kit.policy import capacity
from neuguong.kit.views import FormPage, Page, Request, page


class Give(FormPage):
    """Agree to one purpose; for somebody without a login the signed paper is taken in."""

    right = (rules.people, "speak")
    template = "consents/give.jinja"
    title = _l("Đồng ý sử dụng dữ liệu cá nhân")

    def prepare(self) -> None:
        if self.kwargs["purpose"] not in Purpose.values:
            raise Http404
        self.person: Any = self.found(speakable(self.request.user), pk=self.kwargs["pk"])
        self.is_own = self.person.user_id == self.request.user.pk
        self.submit_label = _("Đồng ý") if self.is_own else _("Ghi sự đồng ý")
        held = {one.purpose: one for one in queries.wordings(self.request.today)}
        self.wording = held[self.kwargs["purpose"]]

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        initial = {"version": self.wording.version}
        if self.is_own:
            return GiveForm(data, initial=initial)
        return PaperForm(data, files, initial=initial)

    def extra(self) -> dict[str, Any]:
        return {
            "person": self.person,
            "is_own": self.is_own,
            "purpose": Purpose(self.wording.purpose).label,
            "wording": self.wording,
            "back": sheet_of(self.person, self.request.user),
        }

    @transaction.atomic
    def act(self, cleaned: dict[str, Any]) -> str:
        request, paper = self.request, cleaned.get("evidence")
        services.give(
            person=self.person,
            purpose=self.wording.purpose,
            version=cleaned["version"],
            by=request.user,
            now=request.now,
            given_on=cleaned.get("given_on"),
            evidence=store(stream=paper.file, name=paper.name, actor=request.user, now=request.now) if paper else None,
            capacity=self.person.held_as,
        )
        messages.success(request, _("Đã ghi sự đồng ý. Rút lại được bất cứ lúc nào."))
        return sheet_of(self.person, request.user)


class Withdraw(Page):
    """Take a word back: GET asks, POST does."""

    right = (rules.consents, "withdraw")

    def get(self, request: Request, pk: int) -> HttpResponse:
        consent = self._consent(pk)
        context = {"consent": consent, "back": sheet_of(consent.person, request.user)}
        return page(request, "consents/withdraw.jinja", context)

    def post(self, request: Request, pk: int) -> HttpResponse:
        consent = self._consent(pk)
        services.withdraw(consent=consent, by=request.user, now=request.now, capacity=consent.held_as)
        messages.success(request, _("Đã rút sự đồng ý. Từ lúc này các trang và bản in sau không còn dùng dữ liệu ấy."))
        return HttpResponseRedirect(sheet_of(consent.person, request.user))

    def _consent(self, pk: int) -> Any:
        held = capacity(rules.consents.rule("withdraw"), self.request.user)
        return self.found(Consent.objects.select_related("person").annotate(held_as=held), pk=pk)
