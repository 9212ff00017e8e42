"""Pages on which a cell's or a committee's decision is recorded, for one registration or for thousands in one act."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from neuguong.base.files.models import StoredFile
from neuguong.base.files.services import store
from neuguong.base.journal.queries import done_already, just_taken
from neuguong.base.journal.services import Outcome
from neuguong.base.orgs.models import Appointment, Person
from neuguong.kit.forms import InputForm
from neuguong.kit.numbers import number, whole
from neuguong.kit.views import FormPage, Request
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.forms import ReturnForm, RulingForm, SupervisorField
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.queries import Supervising, supervising
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services import decide, send_back
from neuguong.work.commitments.views.choosing import Chosen, asked_ids, chosen, seen_in


class _Bulk(FormPage):
    """One step on many registrations of one body: all of them, or explained item by item and nothing written.

    Its form carries what the page has shown (`ban`), so that nothing is decided unseen.
    """

    action: str
    about: Chosen
    words: str

    @property
    def step(self) -> str:
        raise NotImplementedError

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        if not request.GET.get("tat-ca") and not asked_ids(request):
            messages.warning(request, _("Hãy chọn ít nhất một bản đăng ký trong danh sách, rồi bấm lại."))
            return HttpResponseRedirect(reverse("commitments:queue"))
        self.prepare()
        return self.answer(self.make_form()) if self.about.rows else self._nothing()

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        ids = set(seen_in(request.POST.get("ban", ""))) or set(asked_ids(request))
        if ids and just_taken(FLOW.model, ids, self.step, request.user, request.now) == ids:
            messages.success(request, done_already(FLOW.step(self.step)))
            return HttpResponseRedirect(self._onward(ids))
        self.prepare()
        if not self.about.rows:
            return self._nothing()
        form = self.make_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.answer(form, 422)
        try:
            outcome = self.take(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.answer(form, 422)
        return self._explained(outcome) if outcome.refused else self._done(outcome)

    def prepare(self) -> None:
        self.about = chosen(self.request, self.action, FLOW.step(self.step).source)

    def take(self, form: Any) -> Outcome:
        """Call the service."""
        raise NotImplementedError

    def asked(self) -> QuerySet[Commitment]:
        """Everything the page has shown, whatever became of it meanwhile."""
        return Commitment.objects.filter(pk__in=self.about.editions or [row.pk for row in self.about.rows])

    def extra(self) -> dict[str, Any]:
        step = FLOW.step(self.step)
        return {"about": self.about, "step": step, "title": step.label, "submit_label": self._button()}

    def _button(self) -> str:
        count, label = len(self.about.rows), str(FLOW.step(self.step).label)
        if count == 1:
            return label
        rest = self.about.left_out or self.about.hidden
        words = _("%(step)s %(n)s bản còn lại") if rest else _("%(step)s %(n)s bản")
        return words % {"step": label, "n": number(count)}

    def _explained(self, outcome: Outcome) -> HttpResponse:
        """Nothing was written: what stands in the way, each with its reason, and the same form for the rest."""
        self.about = self.about.without(outcome.refused, self.request.user)
        if not self.about.rows and len(outcome.refused) == 1:
            messages.warning(self.request, outcome.refused[0].reason)
            return HttpResponseRedirect(self._onward([outcome.refused[0].id]))
        if not self.about.rows:
            for row, reason in self.about.left_out:
                messages.warning(self.request, f"{row.person or row.unit}: {reason}")
            return HttpResponseRedirect(reverse("commitments:queue"))
        form = self.make_form(self.request.POST, self.request.FILES)
        form.is_valid()
        return self.answer(form, 409)

    def _nothing(self) -> HttpResponse:
        """Nothing is left to act on: said beside the queue to whoever may see what it was; not there for others."""
        if not self.about.left_out and not self.request.GET.get("tat-ca"):
            raise Http404
        for row, reason in self.about.left_out:
            messages.warning(self.request, f"{row.person or row.unit}: {reason}")
        messages.warning(self.request, _("Không còn bản nào chờ đồng chí thực hiện việc này."))
        return HttpResponseRedirect(self._onward([row.pk for row, _reason in self.about.left_out]))

    def _onward(self, ids: Collection[int]) -> str:
        """Where one came from, if the address says so (`next`: the page of a cell)."""
        wanted = self.request.GET.get("next", "")
        if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
            return wanted
        return reverse("commitments:detail", args=[*ids]) if len(ids) == 1 else reverse("commitments:queue")

    def _done(self, outcome: Outcome) -> HttpResponse:
        messages.success(self.request, self.words % {"n": number(len(outcome.moved))})
        return HttpResponseRedirect(self._onward(outcome.moved))


class _Decide(_Bulk):
    """The decision of one body."""

    form_class = RulingForm
    template = "commitments/decide.jinja"

    @property
    def words(self) -> str:  # type: ignore[override]  # translated when it is said
        return _("Đã ghi quyết định cho %(n)s bản đăng ký.")

    def make_form(self, data: Any = None, files: Any = None) -> RulingForm:
        today, rows, unit = self.request.today, self.about.rows, self.about.unit
        people = Person.objects.filter(appointments__unit=unit, appointments__valid__contains=today)
        people = people.exclude(pk__in=[row.person_id for row in rows if row.person_id]).distinct()
        posts = Appointment.objects.filter(unit=unit, valid__contains=today, person__in=people.values("pk"))
        chair = posts.filter(Q(is_head=True) | Q(title__istartswith="phó")).order_by("-is_head", "pk").first()
        return RulingForm(
            data, files, rows=rows, people=people.order_by("sort_key", "pk"), units=self._supervising(), today=today,
            gives_supervisors=self.step == "approve", note_required=FLOW.step(self.step).note == "required",
            initial={"meeting_on": today, "presided_by": chair and chair.person_id},
        )  # fmt: skip

    def answer(self, form: InputForm, status: int = 200) -> HttpResponse:  # type: ignore[override]  # our forms only
        self.kept = self._kept_minutes(form)
        return super().answer(form, status)

    def extra(self) -> dict[str, Any]:
        near = self._supervising().offered() if self.step == "approve" else ()
        return {**super().extra(), "kept": self.kept, "suggestions": [SupervisorField.say(unit) for unit in near]}

    def _supervising(self) -> Supervising:
        return supervising(self.about.unit.pk if self.about.unit else 0, self.request.today)

    def _kept_minutes(self, form: Any) -> StoredFile | None:
        """The minutes that came with a form which is shown again: kept already, so that nobody sends them twice."""
        if self.request.method != "POST":
            return None
        try:
            return self._minutes()
        except ValidationError as error:
            form.add_error("minutes", error)
            return None

    def _minutes(self) -> StoredFile | None:
        request: Any = self.request
        sent = request.FILES.get("minutes")
        if sent:
            return store(stream=sent, name=sent.name, actor=request.user, now=request.now)
        known = StoredFile.objects.filter(pk=whole(request.POST.get("da_nhan", "")), added_by=request.user)
        return known.first()

    def take(self, form: Any) -> Outcome:
        request: Any = self.request
        try:
            minutes = self._minutes()
        except ValidationError as error:
            raise ValidationError({"minutes": error.messages}) from error
        assert self.about.unit is not None  # there are rows
        return decide(
            commitments=self.asked(), step=self.step, ruling=form.ruling(minutes), unit=self.about.unit,
            actor=request.user, now=request.now, today=request.today, seen=self.about.editions,
        )  # fmt: skip


class Approve(_Decide):
    """Approve registrations."""

    right = (policy, "decide")
    action = "decide"
    step = "approve"


class Confirm(_Decide):
    """Confirm results: achieved, partly, not achieved."""

    right = (policy, "confirm")
    action = "confirm"

    @property
    def step(self) -> str:
        asked = self.request.GET.get("buoc", "confirm_achieved")
        if asked not in ("confirm_achieved", "confirm_partly", "confirm_not_achieved"):
            raise Http404(_("Không có bước này."))
        return asked


class SendBack(_Bulk):
    """Send registrations back, with reasons that are counted."""

    right = (policy, "decide")
    action = "decide"
    step = "send_back"
    form_class = ReturnForm
    template = "commitments/send_back.jinja"

    @property
    def words(self) -> str:  # type: ignore[override]  # translated when it is said
        return _("Đã trả lại %(n)s bản đăng ký cùng lý do.")

    def make_form(self, data: Any = None, files: Any = None) -> ReturnForm:
        return ReturnForm(data, rows=self.about.rows)

    def take(self, form: Any) -> Outcome:
        request: Any = self.request
        return send_back(
            commitments=self.asked(), reasons=form.common(), own=form.own(), actor=request.user, now=request.now,
            seen=self.about.editions,
        )  # fmt: skip
