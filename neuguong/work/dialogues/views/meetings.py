"""Pages of dialogues, and of what was promised there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.journal.queries import timeline
from neuguong.base.orgs.models import Unit
from neuguong.kit.lists import Listing
from neuguong.kit.views import FormPage, ListPage, Page, Request, page
from neuguong.work.dialogues import lists, rules
from neuguong.work.dialogues.choices import Outcome
from neuguong.work.dialogues.flow import DIALOGUE_FLOW
from neuguong.work.dialogues.forms import DialogueForm, FinishForm, PeopleForm, promises_in, questions_of
from neuguong.work.dialogues.models import Dialogue, Promise
from neuguong.work.dialogues.services import finish_promise, plan_dialogue, write_dialogue
from neuguong.work.dialogues.views.asked import AtMyUnits, asked_id, living, may, said

ACTS = {"plan": _l("Ghi cuộc đối thoại"), "write": _l("Sửa nội dung"), "finish": _l("Ghi việc đã hứa")}


class Dialogues(ListPage):
    """Dialogues within the reader's reach."""

    right = (rules.dialogues, "view")
    spec = lists.DIALOGUES
    template = "dialogues/dialogues.jinja"

    def get_queryset(self) -> QuerySet[Dialogue]:
        return Dialogue.objects.select_related("unit")

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"can_add": may(self.request.user, "hold")}


class Promises(ListPage):
    """What was promised, within the reader's reach."""

    right = (rules.promises, "view")
    spec = lists.PROMISES
    template = "dialogues/promises.jinja"

    def get_queryset(self) -> QuerySet[Promise]:
        return Promise.objects.select_related("unit", "owner_unit", "dialogue")


class DialoguePage(Page):
    """One dialogue: what was asked, answered and promised."""

    right = (rules.dialogues, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        rows = rules.dialogues.abilities(Dialogue.objects.select_related("unit"), request.user, ["write"])
        row: Any = self.found(rows, pk=pk)
        promises = rules.promises.abilities(row.promises.select_related("unit", "owner_unit"), request.user, ["finish"])
        context = {
            "row": row,
            "tone": lists.DIALOGUE_TONES[row.state],
            "questions": row.questions.all(),
            "promises": [_line(one) for one in promises],
            "open_steps": DIALOGUE_FLOW.open_to(row, request.user),
            "step_url": reverse("journal:take", args=[DIALOGUE_FLOW.key, pk]),
            "timeline": timeline(row, DIALOGUE_FLOW, ACTS),
        }
        return page(request, "dialogues/dialogue.jinja", context)


def _line(one: Any) -> dict[str, Any]:
    owner = (one.owner_unit or one.unit).name
    state = {"text": lists.promise_words(one), "tone": lists.promise_tone(one)}
    href = reverse("dialogues:promise", args=[one.pk])
    return {"href": href, "cells": [one.text, owner, f"{one.due_on:%d/%m/%Y}", state, one.result or "—"]}


class PlanDialogue(AtMyUnits):
    """A dialogue that will be, or was, held."""

    right = (rules.units, "hold")
    form_class = DialogueForm
    title = _l("Ghi cuộc đối thoại, tiếp xúc")
    submit_label = _l("Ghi lại")

    def extra(self) -> dict[str, Any]:
        return {"lead": None, "back": reverse("dialogues:dialogues"), "suggestions": ()}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        row = plan_dialogue(**cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi. Sau khi tổ chức, hãy ghi ý kiến, trả lời và việc đã hứa."))
        return reverse("dialogues:dialogue", args=[row.pk])


class WriteDialogue(Page):
    """Write down a dialogue: how many came, what was asked, what was promised."""

    right = (rules.dialogues, "view")

    def _load(self) -> Dialogue:
        writable = rules.dialogues.rule("hold")(self.request.user) | rules.dialogues.rule("write")(self.request.user)
        row: Dialogue = self.found(Dialogue.objects.select_related("unit").filter(writable), pk=asked_id(self.request))
        return row

    def get(self, request: Request) -> HttpResponse:
        row = self._load()
        form = PeopleForm(initial={"people": row.people, "edition": row.edition})
        return self._answer(row, form, questions_of(row), promises_in(row))

    def post(self, request: Request) -> HttpResponse:
        row, data = self._load(), request.POST
        form, questions, promises = PeopleForm(data), questions_of(row, data), promises_in(row, data)
        if data.get("them_dong") in (questions.prefix, promises.prefix):
            return self._answer(row, form, *(self._with_one_more(row, one, data) for one in (questions, promises)))
        if not all([form.is_valid(), questions.is_valid(), promises.is_valid()]):
            return self._answer(row, form, questions, promises, 422)
        try:
            write_dialogue(
                dialogue=row, people=form.cleaned_data["people"], questions=questions.questions(),
                promises=promises.promises(), edition=form.cleaned_data["edition"], actor=request.user,
                now=request.now,
            )  # fmt: skip
        except ValidationError as error:
            if getattr(error, "code", "") == "edition":
                return self._beside(row, error, questions, promises)
            form.add_error(None, error)
            return self._answer(row, form, questions, promises, 422)
        messages.success(request, _("Đã ghi kết quả. Việc đã hứa được nhắc đến khi làm xong."))
        return HttpResponseRedirect(reverse("dialogues:dialogue", args=[row.pk]))

    def _beside(self, row: Dialogue, error: ValidationError, questions: Any, promises: Any) -> HttpResponse:
        """Her words with what another has saved meanwhile beside them; having seen it, she may save over it."""
        data = self.request.POST.copy()
        data["edition"] = str(row.edition)
        form = PeopleForm(data)
        form.add_error(None, error)
        return self._answer(row, form, questions, promises, 409)

    def _with_one_more(self, row: Dialogue, blocks: Any, data: Any) -> Any:
        """The same blocks with one more empty one, where that button was pressed."""
        if data.get("them_dong") != blocks.prefix:
            return blocks
        more = data.copy()
        more[f"{blocks.prefix}-TOTAL_FORMS"] = str(blocks.total_form_count() + 1)
        return questions_of(row, more) if blocks.prefix == "y-kien" else promises_in(row, more)

    def _answer(self, row: Dialogue, form: Any, questions: Any, promises: Any, status: int = 200) -> HttpResponse:
        names = said(living(Unit.objects.filter(Q(pk=row.unit_id) | Q(level__gte=row.unit.level)), self.request.today))
        context = {"row": row, "form": form, "questions": questions, "promises": promises, "suggestions": names}
        context["saved"] = saved_lines(row) if status == 409 else []
        return page(self.request, "dialogues/dialogue_write.jinja", context, status=status)


def saved_lines(row: Dialogue) -> list[tuple[str, str]]:
    """What is kept of a dialogue, as facts: how many came, what was asked, what is still to be done."""
    asked = [(one.text, one.answer or "—") for one in row.questions.all()]
    promised = [(one.text, f"{one.due_on:%d/%m/%Y}") for one in row.promises.filter(outcome=Outcome.OPEN)]
    return [(_("Số người dự"), str(row.people)), *asked, *promised]


class FinishPromise(FormPage):
    """Say when and how a promise was kept; for others its page to read."""

    right = (rules.promises, "view")
    form_class = FinishForm
    template = "dialogues/promise.jinja"
    title = _l("Việc đã hứa với dân")
    submit_label = _l("Ghi lại")

    def prepare(self) -> None:
        rows = Promise.objects.select_related("dialogue", "unit", "owner_unit")
        self.row: Any = self.found(rules.promises.abilities(rows, self.request.user, ["finish"]), pk=self.kwargs["pk"])

    def initial(self) -> dict[str, Any]:
        row = self.row
        return {"done_on": row.done_on or self.request.today, "result": row.result, "edition": row.edition}

    def extra(self) -> dict[str, Any]:
        shown = {"words": lists.promise_words(self.row), "tone": lists.promise_tone(self.row)}
        sees = rules.dialogues.can(self.request.user, "view", self.row.dialogue)
        return {"row": self.row, "sees_dialogue": sees, **shown}

    def act(self, cleaned: dict[str, Any]) -> str:
        finish_promise(promise=self.row, **cleaned, actor=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã ghi việc đã hứa."))
        return reverse("dialogues:promise", args=[self.row.pk])
