"""Pages on which something goes on: unfinished items into a new registration, a post into other hands."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.journal.queries import done_already, just_taken
from neuguong.base.orgs.models import Appointment
from neuguong.kit.forms import InputForm
from neuguong.kit.numbers import date, number, whole
from neuguong.kit.views import FormPage, Request
from neuguong.work.commitments.choices import RUNNING
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.forms import CarryForm
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import closing, policy
from neuguong.work.commitments.services import carry_over, end_with_post, unfinished

_RELATED = ("unit", "period", "person", "appointment", "decider_unit")


class CarryOver(FormPage):
    """Take unfinished items of earlier years, or of the head before, into a registration that is being written."""

    right = (policy, "write")
    form_class = CarryForm
    template = "commitments/carry_over.jinja"
    title = _l("Chuyển tiếp nội dung chưa xong")
    submit_label = _l("Chuyển tiếp vào bản đăng ký")

    def prepare(self) -> None:
        self.row: Commitment = self.found(Commitment.objects.select_related(*_RELATED), pk=self.kwargs["pk"])
        self.items = list(unfinished(self.row))

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        self.prepare()
        return self.answer(self.make_form()) if self.items else self._none()

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        self.prepare()
        return super().post(request, **kwargs) if self.items else self._none()

    def _none(self) -> HttpResponse:
        """Nothing is left to carry: also what a second click finds."""
        messages.info(self.request, _("Không còn nội dung dở dang nào để chuyển tiếp."))
        return HttpResponseRedirect(reverse("commitments:edit") + f"?id={self.row.pk}")

    def make_form(self, data: Any = None, files: Any = None) -> CarryForm:
        until: dt.date = max(self.row.period.ends_on, self.request.today)
        return CarryForm(data, items=self.items, until=until)

    def extra(self) -> dict[str, Any]:
        return {"commitment": self.row}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        form: Any = self.make_form(request.POST)
        form.is_valid()
        made = carry_over(
            commitment=self.row, deadlines=form.deadlines(), actor=request.user, now=request.now, today=request.today
        )
        messages.success(request, _("Đã chuyển tiếp %(n)s nội dung.") % {"n": number(len(made))})
        return reverse("commitments:edit") + f"?id={self.row.pk}"


class EndPost(FormPage):
    """End the registration of a head who has left his post; says who follows him and owes one now."""

    right = (closing, "end")
    form_class = InputForm
    template = "commitments/end_post.jinja"
    title = _l("Kết thúc do thôi chức vụ")
    submit_label = _l("Kết thúc bản đăng ký")

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        pk = whole(request.GET.get("id", ""))
        for step in ("end", "leave"):
            if just_taken(FLOW.model, {pk}, step, request.user, request.now):
                messages.success(request, done_already(FLOW.step(step)))
                return HttpResponseRedirect(reverse("commitments:detail", args=[pk]))
        return super().post(request, **kwargs)

    def prepare(self) -> None:
        rows = Commitment.objects.select_related(*_RELATED)
        self.row: Commitment = self.found(rows, pk=whole(self.request.GET.get("id", "")))

    def extra(self) -> dict[str, Any]:
        today = self.request.today
        posts = Appointment.objects.filter(unit=self.row.unit, is_head=True, valid__contains=today)
        step = FLOW.step("end" if self.row.state in RUNNING else "leave")
        post: Any = self.row.appointment
        return {
            "commitment": self.row, "step": step, "left_on": date(post.valid.upper),
            "next": posts.exclude(person=self.row.person_id).select_related("person").order_by("-valid", "pk").first(),
        }  # fmt: skip

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        following = end_with_post(commitment=self.row, actor=request.user, now=request.now, today=request.today)
        messages.success(request, _("Đã kết thúc bản đăng ký của đồng chí %(who)s.") % {"who": self.row.person})
        if following is not None:
            words = _("Đồng chí %(who)s phải đăng ký năm %(year)s; hạn %(day)s.")
            told = {"who": following.person, "year": self.row.period.year, "day": date(following.due_on)}
            messages.info(request, words % told)
        return reverse("commitments:detail", args=[self.row.pk])
