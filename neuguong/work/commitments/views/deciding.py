"""Pages on which a cell's or a committee's decision is recorded, for one registration or for many."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from neuguong.base.files.services import store
from neuguong.base.journal.queries import done_already, just_taken
from neuguong.base.journal.services import Outcome
from neuguong.base.orgs.models import Appointment, Person, Unit
from neuguong.kit.numbers import whole
from neuguong.kit.views import FormPage, Request
from neuguong.work.commitments.choices import Kind
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.forms import RulingForm, SupervisorField
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.queries import Supervising, supervising
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services import Ruling, decide


class _Decide(FormPage):
    """The decision of one body on the registrations named by `id`, which must all be its own to decide."""

    form_class = RulingForm
    template = "commitments/decide.jinja"
    action: str

    @property
    def step(self) -> str:
        raise NotImplementedError

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        if not self._asked():
            messages.warning(request, _("Hãy chọn ít nhất một bản đăng ký trong danh sách, rồi bấm lại."))
            return HttpResponseRedirect(reverse("commitments:queue"))
        return super().get(request, **kwargs)

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        ids = set(self._asked())
        now = request.now
        if ids and just_taken(FLOW.model, ids, self.step, request.user, now) == ids:
            messages.success(request, done_already(FLOW.step(self.step)))
            return HttpResponseRedirect(self._onward(ids))
        return super().post(request, **kwargs)

    def _onward(self, ids: Collection[int]) -> str:
        return reverse("commitments:detail", args=[*ids]) if len(ids) == 1 else reverse("commitments:queue")

    def _asked(self) -> list[int]:
        given = self.request.GET.getlist("id") + self.request.GET.getlist("chon")
        return [whole(one) for one in given if one.isdecimal()]

    def prepare(self) -> None:
        ids = self._asked()
        rows = Commitment.objects.select_related("person", "unit", "decider_unit", "supervisor", "period")
        self.rows = list(self.allowed(rows.filter(pk__in=ids), self.action).order_by("unit__sort_key", "pk"))
        rest = rows.filter(pk__in=ids).exclude(pk__in=[row.pk for row in self.rows])
        self.left_out = list(self.allowed(rest, "view").order_by("unit__sort_key", "pk"))
        self.refused = len(set(ids)) - len(self.rows) - len(self.left_out)
        if not self.rows:
            raise Http404
        first = self.rows[0].decider_unit
        self.others = [row for row in self.rows if row.decider_unit_id != first.pk]
        self.rows = [row for row in self.rows if row.decider_unit_id == first.pk]
        self.unit: Unit = first

    def make_form(self, data: Any = None, files: Any = None) -> RulingForm:
        today = self.request.today
        people = Person.objects.filter(appointments__unit=self.unit, appointments__valid__contains=today)
        people = people.exclude(pk__in=[row.person_id for row in self.rows if row.person_id]).distinct()
        posts = Appointment.objects.filter(unit=self.unit, valid__contains=today, person__in=people.values("pk"))
        chair = posts.filter(Q(is_head=True) | Q(title__istartswith="phó")).order_by("-is_head", "pk").first()
        heads = [row for row in self.rows if row.kind == Kind.HEAD] if self.step == "approve" else []
        return RulingForm(
            data, files, people=people.order_by("sort_key", "pk"), heads=heads, units=self._supervising(),
            note_required=FLOW.step(self.step).note == "required",
            number_required=any(row.kind != Kind.INDIVIDUAL for row in self.rows),
            initial={"meeting_on": today, "presided_by": chair and chair.person_id},
        )  # fmt: skip

    def extra(self) -> dict[str, Any]:
        step = FLOW.step(self.step)
        near = self._supervising().offered() if self.step == "approve" else ()
        return {
            "rows": self.rows, "others": self.others, "refused": self.refused, "left_out": self.left_out,
            "unit": self.unit, "step": step, "title": step.label, "submit_label": step.label,
            "suggestions": [SupervisorField.say(unit) for unit in near],
        }  # fmt: skip

    def _supervising(self) -> Supervising:
        return supervising(self.unit.pk, self.request.today)

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        form: Any = self.make_form(request.POST, request.FILES)
        form.is_valid()
        minutes = None
        if cleaned["minutes"]:
            minutes = store(
                stream=cleaned["minutes"], name=cleaned["minutes"].name, actor=request.user, now=request.now
            )
        ruling = Ruling(
            meeting_on=cleaned["meeting_on"], number=cleaned["number"], minutes=minutes,
            presided_by=cleaned["presided_by"], note=cleaned["note"], supervisors=form.supervisors(),
        )  # fmt: skip
        rows: QuerySet[Commitment] = Commitment.objects.filter(pk__in=[row.pk for row in self.rows])
        outcome = decide(
            commitments=rows,
            step=self.step,
            ruling=ruling,
            unit=self.unit,
            actor=request.user,
            now=request.now,
            today=request.today,
        )
        return self._told(outcome)

    def _told(self, outcome: Outcome) -> str:
        if outcome.refused and not outcome.moved:
            raise ValidationError([one.reason for one in outcome.refused])
        done = len(outcome.moved)
        words = ngettext("Đã ghi quyết định cho %(n)s bản đăng ký.", "Đã ghi quyết định cho %(n)s bản đăng ký.", done)
        messages.success(self.request, words % {"n": done})
        names = {row.pk: str(row.person or row.unit) for row in self.rows}
        for one in outcome.refused:
            messages.warning(self.request, f"{names[one.id]}: {one.reason}")
        return self._onward([row.pk for row in self.rows])


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
