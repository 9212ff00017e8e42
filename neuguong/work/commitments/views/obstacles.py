"""Pages of what blocks the items of registrations: raised, answered, one level up."""

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
from neuguong.kit.numbers import date, whole
from neuguong.kit.views import FormPage, ListPage, Page, Request, page
from neuguong.work.commitments import lists, queries
from neuguong.work.commitments.flow import OBSTACLES
from neuguong.work.commitments.forms.obstacles import AnswerForm, ObstacleForm
from neuguong.work.commitments.models import Item, Obstacle, ObstacleTurn
from neuguong.work.commitments.rules import obstacles, policy
from neuguong.work.commitments.services import answer_obstacle, raise_obstacle

ACTS = {"raise": _l("Nêu vướng mắc"), "climb": _l("Chuyển lên cấp trên vì quá hạn trả lời")}


class Obstacles(ListPage):
    """What blocks, as far as the reader may see it."""

    right = (obstacles, "view")
    spec = lists.OBSTACLES

    def get_queryset(self) -> QuerySet[Obstacle]:
        return queries.obstacles(self.request.user)


class ObstaclePage(Page):
    """One obstacle: what is needed, at whom it lay, the answer."""

    right = (obstacles, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        row: Obstacle = self.found(queries.obstacles(request.user), pk=pk)
        words, tone = lists.obstacle_tone(row, request.today)
        context = {
            "obstacle": row,
            "who": lists.who(row.commitment),
            "words": words,
            "tone": tone,
            "is_readable": policy.can(request.user, "view", row.commitment),
            "turns": [_turn(one, request.today) for one in queries.turns(row)],
            "files": attached_to(row),
            "open_steps": OBSTACLES.open_to(row, request.user),
            "step_url": reverse("journal:take", args=[OBSTACLES.key, pk]),
            "timeline": timeline(row, OBSTACLES, ACTS),
        }
        return page(request, "commitments/obstacle.jinja", context)


def _turn(row: ObstacleTurn, today: Any) -> dict[str, Any]:
    is_late = row.ended_on is None and row.due_on < today
    bad = row.outcome in ("PASSED", "LATE") or is_late
    words = _("Quá hạn, chưa trả lời") if is_late else str(row.get_outcome_display())
    tone = "late" if bad else "good" if row.outcome == "IN_TIME" else "none"
    return {"cells": [row.unit.name, date(row.since), date(row.due_on), {"text": words, "tone": tone}]}


class RaiseObstacle(FormPage):
    """Say what blocks an item."""

    right = (policy, "hinder")
    form_class = ObstacleForm
    template = "commitments/obstacle_form.jinja"
    title = _l("Nêu vướng mắc, kiến nghị")
    submit_label = _l("Gửi vướng mắc")

    def prepare(self) -> None:
        related = ("commitment__person", "commitment__unit", "commitment__decider_unit")
        item = Item.objects.select_related(*related).filter(pk=self.kwargs["pk"]).first()
        if item is None or not policy.can(self.request.user, "hinder", item.commitment):
            raise Http404
        self.item = item

    def make_form(self, data: Any = None, files: Any = None) -> ObstacleForm:
        decider, today = self.item.commitment.decider_unit, self.request.today
        units = queries.supervising(decider.pk, today)
        return ObstacleForm(data, files, units=units, first=decider, today=today)

    def extra(self) -> dict[str, Any]:
        back = reverse("commitments:detail", args=[self.item.commitment_id])
        return {"lead": self.item.deed, "back": back, "days": queries.waiting_days(self.request.today)}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        cleaned["evidence"] = [
            store(stream=one, name=one.name, actor=request.user, now=request.now) for one in cleaned["evidence"]
        ]
        made = raise_obstacle(item=self.item, **cleaned, actor=request.user, now=request.now, today=request.today)
        words = _("Đã gửi %(unit)s, hạn trả lời %(due)s.")
        messages.success(request, words % {"unit": made.owes.name, "due": date(made.answer_due)})
        return reverse("commitments:obstacle", args=[made.pk])


class AnswerObstacle(FormPage):
    """Answer for the unit at which it lies."""

    right = (obstacles, "answer")
    form_class = AnswerForm
    template = "commitments/obstacle_form.jinja"
    title = _l("Trả lời vướng mắc")
    submit_label = _l("Gửi trả lời")

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        pk = whole(request.GET.get("id", ""))
        if just_taken(OBSTACLES.model, {pk}, "answer", request.user, request.now):
            messages.success(request, done_already(OBSTACLES.step("answer")))
            return HttpResponseRedirect(reverse("commitments:obstacle", args=[pk]))
        return super().post(request, **kwargs)

    def prepare(self) -> None:
        asked = whole(self.request.GET.get("id", ""))
        self.row: Obstacle = self.found(Obstacle.objects.select_related("owes"), pk=asked)

    def initial(self) -> dict[str, Any]:
        return {"answer": self.row.answer}

    def extra(self) -> dict[str, Any]:
        return {"lead": self.row.what, "back": reverse("commitments:obstacle", args=[self.row.pk]), "days": 0}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        files = [store(stream=one, name=one.name, actor=request.user, now=request.now) for one in cleaned["evidence"]]
        answer_obstacle(
            obstacle=self.row, answer=cleaned["answer"], evidence=files, actor=request.user, now=request.now
        )
        messages.success(request, _("Đã gửi trả lời tới người nêu vướng mắc."))
        return reverse("commitments:obstacle", args=[self.row.pk])
