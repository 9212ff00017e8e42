"""Bring a matter, follow it by its code, say whether the answer satisfied."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from neuguong.base.files.services import store
from neuguong.base.orgs.models import Unit
from neuguong.fronts.portal import gate
from neuguong.fronts.portal.forms import FollowForm, PlaceField, RateForm, SendForm
from neuguong.kit.views import PUBLIC, Page, Request, page
from neuguong.work.dialogues.choices import CaseState, Channel, Rating
from neuguong.work.dialogues.models import Case
from neuguong.work.dialogues.queries import followed, rating_mark, receiving_units, to_rate
from neuguong.work.dialogues.services import Sent, open_case, rate

_PERSON = ("full_name", "words", "phone", "email", "address")
_SUGGESTED = 300


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Send(Page):
    """The form by which a matter is brought, and the slip with its code."""

    right = PUBLIC

    def get(self, request: Request) -> HttpResponse:
        initial = {"mark": gate.new_mark(request.now), "unit": self._asked()}
        return self._answer(SendForm(units=self._units(), initial=initial))

    def post(self, request: Request) -> HttpResponse:
        form = SendForm(request.POST, request.FILES, units=self._units())
        try:
            mark = gate.read_mark(request.POST.get("mark", ""), request.now)
            gate.refuse_machine(request.POST.get("website", ""))
            known = Case.objects.filter(sent=mark.nonce).first()
            if known is not None:
                return self._slip(known)
            if not form.is_valid():
                return self._answer(form, 422)
            gate.let_through(request, mark, form.cleaned_data["answer"], request.now)
            return self._slip(self._open(form.cleaned_data, mark))
        except gate.GateError as refused:
            return self._refuse(form, refused)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self._answer(form, 422)

    def _open(self, cleaned: dict[str, Any], mark: gate.Mark) -> Case:
        now = self.request.now
        files = [store(stream=one, name=one.name, actor=None, now=now) for one in cleaned["papers"]]
        return open_case(
            unit=cleaned["unit"], sent=Sent(**{name: cleaned[name] for name in _PERSON}, files=files),
            channel=Channel.PORTAL, received_on=self.request.today, may_publish=cleaned["may_publish"],
            mark=mark.nonce, actor=None, now=now,
        )  # fmt: skip

    def _slip(self, case: Case) -> HttpResponse:
        """Shown in the answer itself, never at an address: whoever has the code reads the answer."""
        case = Case.objects.select_related("unit", "sender").get(pk=case.pk)
        return page(self.request, "portal/sent.jinja", {"case": case, "code": case.sender.code})

    def _refuse(self, form: SendForm, refused: gate.GateError) -> HttpResponse:
        """The form again with all that was typed, under a fresh mark."""
        fresh = self.request.POST.copy()
        fresh["mark"] = gate.new_mark(self.request.now)
        again = SendForm(fresh, units=self._units())
        again.is_valid()
        again.add_error(None, str(refused))
        return self._answer(again, 429 if gate.is_crowded(self.request.now) else 422)

    def _answer(self, form: SendForm, status: int = 200) -> HttpResponse:
        asks = gate.is_crowded(self.request.now)
        question = gate.question_of(str(form["mark"].value() or "")) if asks else ""
        context = {"form": form, "question": question, "suggestions": self._suggestions()}
        return page(self.request, "portal/send.jinja", context, status=status)

    def _units(self) -> Any:
        return receiving_units(self.request.today)

    def _asked(self) -> Unit | None:
        found: Unit | None = self._units().filter(code=self.request.GET.get("don-vi", "")).first()
        return found

    def _suggestions(self) -> list[str]:
        return [PlaceField.say(unit) for unit in self._units()[:_SUGGESTED]]


@method_decorator([never_cache, sensitive_post_parameters("code")], name="dispatch")
class Follow(Page):
    """What became of a matter, for whoever has its code: where it is, until when, and the answer. Never who sent it."""

    right = PUBLIC

    def get(self, request: Request) -> HttpResponse:
        return page(request, "portal/follow.jinja", {"form": FollowForm(), "case": None})

    def post(self, request: Request) -> HttpResponse:
        form = FollowForm(request.POST)
        if not form.is_valid():
            return self._again(form)
        try:
            gate.look(request, request.now)
        except gate.GateError as refused:
            form.add_error("code", str(refused))
            return self._again(form, 429)
        case = followed(form.cleaned_data["code"])
        if case is None:
            form.add_error("code", _("Không có đơn nào mang mã này. Quý vị xem lại từng chữ trên phiếu."))
            return self._again(form)
        context = {"form": FollowForm(), "case": case, "rating_href": _rating(case)}
        return page(request, "portal/follow.jinja", context)

    def _again(self, form: FollowForm, status: int = 422) -> HttpResponse:
        return page(self.request, "portal/follow.jinja", {"form": form, "case": None}, status=status)


def _rating(case: Case) -> str:
    asks = case.state == CaseState.ANSWERED and case.rating == Rating.NONE
    return reverse("portal:rate", args=[rating_mark(case)]) if asks else ""


@method_decorator(never_cache, name="dispatch")
class Rate(Page):
    """The link of a letter: whether the answer satisfied, once, without a name."""

    right = PUBLIC

    def get(self, request: Request, mark: str) -> HttpResponse:
        return self._answer(self._case(mark), RateForm())

    def post(self, request: Request, mark: str) -> HttpResponse:
        case, form = self._case(mark), RateForm(request.POST)
        if case is None or not form.is_valid():
            return self._answer(case, form, 422 if case else 200)
        rate(case=case, rating=form.cleaned_data["rating"])
        return page(request, "portal/rate.jinja", {"case": None, "form": form})

    def _case(self, mark: str) -> Case | None:
        if not mark or len(mark) > 200:
            raise Http404
        return to_rate(mark)

    def _answer(self, case: Case | None, form: RateForm, status: int = 200) -> HttpResponse:
        return page(self.request, "portal/rate.jinja", {"case": case, "form": form}, status=status)
