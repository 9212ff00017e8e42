"""Pages that show: programmes of a year, the registers, one programme, one plan with its tasks and journal."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.rules import units
from neuguong.base.figures.queries import span
from neuguong.base.journal.queries import timeline
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import names
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.lists import Listing
from neuguong.kit.views import ListPage, Page, Request, page
from neuguong.work.programmes import lists, panels, queries, rules
from neuguong.work.programmes.choices import PlanState
from neuguong.work.programmes.flow import FLOW
from neuguong.work.programmes.models import Communication, Document, Plan, PlanTask, Programme

SHOWN = 5
ACTS = {
    "add": _l("Thêm chương trình"),
    "open_plans": _l("Giao xây dựng kế hoạch"),
    "finish_task": _l("Ghi hoàn thành nhiệm vụ"),
}


def may(user: Any, action: str) -> bool:
    """Whether there is a unit at which the reader may do it: what the page's main button asks."""
    return bool(rules.units.visible(Unit.objects.all(), user, action).exists())


def year_asked(request: Any, otherwise: int = 0) -> Period:
    """The year in the address, else that year, else this one; 404 for one that was never opened."""
    asked = request.GET.get("nam", "")
    try:
        return periods.year(int(asked) if asked.isdecimal() and len(asked) == 4 else otherwise or request.today.year)
    except Period.DoesNotExist as error:
        raise Http404(str(error)) from error


def unit_asked(request: Any) -> Unit | None:
    """The unit in the address, if any; 404 for one whose figures are not the reader's to see."""
    asked = request.GET.get("don-vi", "")
    return get_object_or_404(units.visible(Unit.objects.all(), request.user), code=asked) if asked else None


class Programmes(Page):
    """What runs in a year as seen from a unit, what carries out what, and how far plans have come."""

    right = (rules.programmes, "view")

    def get(self, request: Request) -> HttpResponse:
        period, today = year_asked(request), request.today
        places = queries.places(request.user)
        unit = self._unit(places)
        found = list(self.allowed(queries.seen_from(unit, period))[: queries.MOST + 1])
        context = {
            "period": period,
            "years": [one.year for one in periods.years() if one.year <= today.year + 1],
            "places": places,
            "unit": unit,
            "unit_name": names([unit.pk], period.tree_on)[unit.pk].name if unit else "",
            "branches": queries.as_tree(found[: queries.MOST]),
            "most": queries.MOST if len(found) > queries.MOST else 0,
            "span": span(period),
            "band": panels.band(unit, period, today) if unit else [],
            "coverage": panels.coverage(unit, period, today) if unit else None,
            "standards": queries.standards_in(period),
            "plans": queries.owed(request.user)[:SHOWN],
            "tasks": queries.tasks_of(request.user)[:SHOWN],
            "can_add": may(request.user, "register"),
            "can_open": may(request.user, "open_plans"),
        }
        return page(request, "programmes/list.jinja", context)

    def _unit(self, places: list[Unit]) -> Unit | None:
        return unit_asked(self.request) or (places[0] if places else None)


class ProgrammePage(Page):
    """One programme: what it carries out, what carries it out, and how far the plans for it have come in a year, seen
    from the reader's place (`?don-vi=`, `?nam=`)."""

    right = (rules.programmes, "view")

    @cached_property
    def programme(self) -> Programme:
        related = ("issuer", "document__file", "parent")
        row: Programme = self.found(Programme.objects.select_related(*related), pk=self.kwargs["pk"])
        return row

    def get(self, request: Request, pk: int) -> HttpResponse:
        one = self.programme
        unit, period, today = self._unit(), self._period(), request.today
        mine = rules.plans.visible(Plan.objects.filter(programme=one, period=period), request.user)
        context = {
            "programme": one,
            "unit": unit,
            "unit_name": names([unit.pk], period.tree_on)[unit.pk].name if unit else "",
            "period": period,
            "plan_years": self._plan_years(period),
            "span": span(period),
            "band": panels.band(unit, period, today, one) if unit else [],
            "coverage": panels.coverage(unit, period, today, one) if unit else None,
            "years": years_of(one),
            "parts": one.parts.select_related("issuer").order_by("first_year", "issuer__level", "pk"),
            "plans": mine.select_related("unit", "document").order_by("unit__level", "unit__sort_key", "pk")[:SHOWN],
            "tone": lists.tone,
            "state_words": lists.state_words,
            "paper": lists.file_of(one.document) if one.document else None,
            "can_add": may(request.user, "register"),
            "can_open": may(request.user, "open_plans"),
            "timeline": timeline(one, FLOW, ACTS),
        }
        return page(request, "programmes/detail.jinja", context)

    def _unit(self) -> Unit | None:
        return unit_asked(self.request) or next(iter(queries.places(self.request.user)), None)

    def _period(self) -> Period:
        """The year in the address; else this year, or the last one in which plans were asked for."""
        latest = self.programme.plans.order_by("-period__year").values_list("period__year", flat=True).first()
        today = self.request.today
        return year_asked(self.request, min(latest or today.year, today.year))

    def _plan_years(self, shown: Period) -> list[int]:
        found = self.programme.plans.order_by().values_list("period__year", flat=True).distinct()
        return sorted({*found, shown.year})


def years_of(programme: Programme) -> str:
    """The years in which it runs, in words."""
    first, last = programme.first_year, programme.last_year
    if last is None:
        return _("từ năm %(first)s") % {"first": first}
    return str(first) if first == last else f"{first}-{last}"


class Documents(ListPage):
    """The register of issued documents of all units."""

    right = (rules.documents, "view")
    spec = lists.DOCUMENTS
    template = "programmes/documents.jinja"

    def get_queryset(self) -> QuerySet[Document]:
        return Document.objects.select_related("unit")

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"can_add": may(self.request.user, "register")}


class Plans(ListPage):
    """The plans that the reader may see, written or still owed."""

    right = (rules.plans, "view")
    spec = lists.PLANS
    template = "programmes/plans.jinja"

    def get_queryset(self) -> QuerySet[Plan]:
        return Plan.objects.select_related("unit", "period", "programme", "document")

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"can_open": may(self.request.user, "open_plans")}


class Communications(ListPage):
    """The communication activities that the reader may see."""

    right = (rules.communications, "view")
    spec = lists.COMMUNICATIONS
    template = "programmes/communications.jinja"

    def get_queryset(self) -> QuerySet[Communication]:
        return Communication.objects.select_related("unit")

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"can_add": may(self.request.user, "communicate")}


class PlanPage(Page):
    """One plan: its tasks, its paper, its journal, and the steps open to the reader."""

    right = (rules.plans, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        plan: Plan = get_object_or_404(queries.full_plan(request.user), pk=pk)
        steps = FLOW.open_to(plan, request.user)
        context = {
            "plan": plan,
            "tone": lists.tone(plan),
            "state_words": lists.state_words(plan),
            "steps": stepper(plan),
            "open_steps": steps,
            "step_url": reverse("journal:take", args=[FLOW.key, pk]),
            "can_write": any(step.name in ("write", "issue") for step in steps),
            "tasks": [_task(task, request.today) for task in plan.tasks.all()],
            "paper": lists.file_of(plan.document) if plan.document else None,
            "timeline": timeline(plan, FLOW, ACTS),
        }
        return page(request, "programmes/plan.jinja", context)


def stepper(plan: Plan) -> list[dict[str, Any]]:
    """The stages of a plan, with the paper and the day it was issued."""
    at = list(PlanState.values).index(plan.state)
    paper = plan.document if plan.state == PlanState.ISSUED else None
    stages: list[tuple[Any, Any, Any]] = [
        (_("Giao xây dựng"), _("hạn ban hành"), plan.due_on),
        (_("Dự thảo"), None, None),
        (_("Ban hành"), paper and paper.number, paper and paper.issued_on),
    ]
    return [
        {"label": label, "who": who, "at": day, "state": "done" if n <= at else "current" if n == at + 1 else "todo"}
        for n, (label, who, day) in enumerate(stages)
    ]


def _task(task: PlanTask, today: dt.date) -> dict[str, Any]:
    """One line of the table of tasks; late is computed from the day."""
    owners = [str(one) for one in (task.owner_unit, task.owner) if one]
    if task.done_on:
        status = {"text": _("Hoàn thành %(day)s") % {"day": f"{task.done_on:%d/%m/%Y}"}, "tone": "good"}
    elif task.due_on < today and task.plan.state == PlanState.ISSUED:
        status = {"text": _("Quá hạn"), "tone": "late"}
    else:
        status = {"text": _("Chưa hoàn thành"), "tone": "none"}
    link = reverse("programmes:task", args=[task.pk]) if getattr(task, "can_finish", False) else None
    return {
        "href": link,
        "cells": [task.text, ", ".join(owners) or _("Chưa giao"), f"{task.due_on:%d/%m/%Y}", status],
    }
