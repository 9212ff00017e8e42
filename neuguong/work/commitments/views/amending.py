"""Pages of amendments: proposing one, reading it with what it changes, recording the decision on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.services import store
from neuguong.base.journal.queries import done_already, just_taken, timeline
from neuguong.base.orgs.models import Appointment, Person
from neuguong.kit.numbers import whole
from neuguong.kit.views import FormPage, Page, Request, page
from neuguong.work.commitments.choices import AmendmentState
from neuguong.work.commitments.flow import AMENDING
from neuguong.work.commitments.forms import AmendForm, RulingForm, items_of
from neuguong.work.commitments.models import Amendment, Commitment
from neuguong.work.commitments.queries import supervising
from neuguong.work.commitments.rules import amendments, policy
from neuguong.work.commitments.services import changes_of, decide_amendments, propose_amendment

_RELATED = ("commitment__person", "commitment__unit", "commitment__period", "commitment__decider_unit", "proposed_by")
TONES = {
    AmendmentState.PROPOSED: "warn", AmendmentState.APPROVED: "good", AmendmentState.REFUSED: "late",
    AmendmentState.WITHDRAWN: "none",
}  # fmt: skip


class Amend(Page):
    """Propose other items for an approved registration: the present ones stand in the form, to be changed."""

    right = (policy, "amend")

    def get(self, request: Request, pk: int) -> HttpResponse:
        row = self._load(pk)
        there = Amendment.objects.filter(commitment=row, state=AmendmentState.PROPOSED).first()
        if there is not None:
            messages.info(request, _("Bản đăng ký này đang có một đề nghị điều chỉnh chờ quyết định."))
            return HttpResponseRedirect(reverse("commitments:amendment", args=[there.pk]))
        return self._answer(row, AmendForm(initial={"edition": row.edition}), items_of(row))

    def post(self, request: Request, pk: int) -> HttpResponse:
        row = self._load(pk)
        data = request.POST.copy()
        if data.get("them_dong"):
            data["viec-TOTAL_FORMS"] = str(whole(data.get("viec-TOTAL_FORMS", "0")) + 1)
            return self._answer(row, AmendForm(data), items_of(row, data))
        form, items = AmendForm(data), items_of(row, data)
        if not (form.is_valid() & items.is_valid()):
            return self._answer(row, form, items, 422)
        try:
            made = propose_amendment(
                commitment=row, items=items.inputs(), reason=form.cleaned_data["reason"],
                edition=form.cleaned_data["edition"], actor=request.user, now=request.now, today=request.today,
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
            return self._answer(row, form, items, 409 if getattr(error, "code", "") == "edition" else 422)
        messages.success(request, _("Đã gửi đề nghị điều chỉnh tới %(unit)s.") % {"unit": row.decider_unit})
        return HttpResponseRedirect(reverse("commitments:amendment", args=[made.pk]))

    def _load(self, pk: int) -> Commitment:
        rows = Commitment.objects.select_related("unit", "period", "person", "decider_unit")
        return self.found(rows, pk=pk)  # type: ignore[no-any-return]  # found gives any model

    def _answer(self, row: Commitment, form: AmendForm, items: Any, status: int = 200) -> HttpResponse:
        context = {"commitment": row, "form": form, "items": items}
        return page(self.request, "commitments/amend.jinja", context, status=status)


class AmendmentPage(Page):
    """One amendment: why, what it changes, who decided, and its journal."""

    right = (amendments, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        made: Amendment = self.found(Amendment.objects.select_related(*_RELATED, "decision", "decided_by"), pk=pk)
        context = {
            "amendment": made,
            "commitment": made.commitment,
            "differences": changes_of(made),
            "tone": TONES[AmendmentState(made.state)],
            "open_steps": AMENDING.open_to(made, request.user),
            "step_url": reverse("journal:take", args=[AMENDING.key, pk]),
            "timeline": timeline(made, AMENDING, {"propose": _l("Đề nghị điều chỉnh")}),
        }
        return page(request, "commitments/amendment.jinja", context)


class DecideAmendment(FormPage):
    """The decision of the body on one amendment; `?id=` and `?buoc=approve` or `refuse`."""

    right = (amendments, "decide")
    form_class = RulingForm
    template = "commitments/decide_amendment.jinja"

    @property
    def step(self) -> str:
        asked = self.request.GET.get("buoc", "approve")
        if asked not in ("approve", "refuse"):
            raise Http404(_("Không có bước này."))
        return asked

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        pk = whole(request.GET.get("id", ""))
        if just_taken(AMENDING.model, {pk}, self.step, request.user, request.now):
            messages.success(request, done_already(AMENDING.step(self.step)))
            return HttpResponseRedirect(reverse("commitments:amendment", args=[pk]))
        return super().post(request, **kwargs)

    def prepare(self) -> None:
        rows = Amendment.objects.filter(state=AmendmentState.PROPOSED).select_related(*_RELATED)
        self.amendment: Amendment = self.found(rows, pk=whole(self.request.GET.get("id", "")))

    def make_form(self, data: Any = None, files: Any = None) -> RulingForm:
        today, row = self.request.today, self.amendment.commitment
        posts = Appointment.objects.filter(unit=row.decider_unit, valid__contains=today).exclude(person=row.person_id)
        chair = posts.filter(Q(is_head=True) | Q(title__istartswith="phó")).order_by("-is_head", "pk").first()
        people = Person.objects.filter(pk__in=posts.values("person"))
        return RulingForm(
            data, files, rows=[row], people=people.order_by("sort_key", "pk"), today=today,
            units=supervising(row.decider_unit_id, today), note_required=AMENDING.step(self.step).note == "required",
            initial={"meeting_on": today, "presided_by": chair and chair.person_id},
        )  # fmt: skip

    def extra(self) -> dict[str, Any]:
        step = AMENDING.step(self.step)
        return {
            "amendment": self.amendment, "commitment": self.amendment.commitment, "step": step, "title": step.label,
            "submit_label": step.label, "differences": changes_of(self.amendment),
        }  # fmt: skip

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        form: Any = self.make_form(request.POST, request.FILES)
        form.is_valid()
        sent = cleaned["minutes"]
        minutes = store(stream=sent, name=sent.name, actor=request.user, now=request.now) if sent else None
        outcome = decide_amendments(
            amendments=Amendment.objects.filter(pk=self.amendment.pk), step=self.step, ruling=form.ruling(minutes),
            unit=self.amendment.commitment.decider_unit, actor=request.user, now=request.now, today=request.today,
        )  # fmt: skip
        if outcome.refused:
            raise ValidationError([one.reason for one in outcome.refused])
        messages.success(request, _("Đã ghi quyết định về đề nghị điều chỉnh."))
        return reverse("commitments:amendment", args=[self.amendment.pk])
