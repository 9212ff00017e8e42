"""Pages of the yearly plan: its list, one plan, and what is written into it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.services import store
from neuguong.base.journal.queries import done_already, just_taken, timeline
from neuguong.base.orgs.models import Unit
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.documents import FILE_FORMATS
from neuguong.kit.lists import Listing
from neuguong.kit.numbers import number, whole
from neuguong.kit.papers import paper_file
from neuguong.kit.views import FormPage, ListPage, Page, Request, page, require
from neuguong.work.oversight import lists, queries, rules
from neuguong.work.oversight.choices import PlanState
from neuguong.work.oversight.documents import plan_paper
from neuguong.work.oversight.flow import PLANS
from neuguong.work.oversight.forms import AddVisitsForm, EditPlanForm, IssueForm, PlanForm
from neuguong.work.oversight.models import Plan, Visit
from neuguong.work.oversight.services import Paper, PlanInput, add_plan, add_visits, edit_plan, issue_plan
from neuguong.work.programmes.queries import living_first

ACTS = {
    "add": _l("Lập kế hoạch"),
    "edit": _l("Sửa dự thảo"),
    "add_visits": _l("Thêm nơi được kiểm tra, giám sát"),
    "seed": _l("Ghi số gốc để bốc thăm"),
    "freeze": _l("Chốt danh sách và bốc thăm"),
    "drop_draw": _l("Bỏ lần bốc thăm"),
}


def bodies(user: Any, today: Any) -> QuerySet[Unit]:
    """The units for which the reader may plan, the living first."""
    return living_first(rules.units.visible(Unit.objects.all(), user, "plan"), today)


class Plans(ListPage):
    """Plans of the bodies whose work the reader may see."""

    right = (rules.plans, "view")
    spec = lists.PLANS
    template = "oversight/plans.jinja"

    def get_queryset(self) -> QuerySet[Plan]:
        return queries.plans(self.request.user)

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"can_plan": bodies(self.request.user, self.request.today).exists()}


class PlanPage(Page):
    """One plan: whom it looks at, how they were chosen, how far it has come."""

    right = (rules.plans, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        rows = rules.plans.abilities(queries.plans(request.user), request.user, ["write"]).select_related("file")
        plan: Any = self.found(rows, pk=pk)
        visits = queries.visits(request.user).filter(plan=plan).order_by("planned_on", "unit__sort_key", "pk")
        context = {
            "plan": plan,
            "tone": lists.TONES[plan.state],
            "visits": [_line(one) for one in visits],
            "draws": list(plan.draws.select_related("root").order_by("pk")),
            "open_steps": PLANS.open_to(plan, request.user),
            "step_url": reverse("journal:take", args=[PLANS.key, pk]),
            "papers": [(one.upper(), reverse("oversight:plan_file", args=[pk, one])) for one in FILE_FORMATS],
            "timeline": timeline(plan, PLANS, ACTS),
        }
        return page(request, "oversight/plan.jinja", context)


def _line(row: Visit) -> dict[str, Any]:
    state = {"text": str(row.get_state_display()), "tone": lists.TONES[row.state]}
    day = row.held_on or row.planned_on
    cells = [lists.where(row), str(row.get_kind_display()), row.theme, f"{day:%d/%m/%Y}", state]
    return {"href": reverse("oversight:visit", args=[row.pk]), "cells": cells}


class AddPlan(FormPage):
    """Begin the plan of a year."""

    right = (rules.units, "plan")
    form_class = PlanForm
    template = "oversight/form.jinja"
    title = _l("Lập kế hoạch kiểm tra, giám sát")
    submit_label = _l("Lưu dự thảo")

    def prepare(self) -> None:
        self.units = bodies(self.request.user, self.request.today)
        require(self.units.exists())

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        years = Period.objects.filter(pk__in=[one.pk for one in periods.years()]).order_by("-year")
        this = periods.containing(self.request.today, "YEAR")
        return PlanForm(data, units=self.units, periods=years, initial={"unit": self.units.first(), "period": this})

    def extra(self) -> dict[str, Any]:
        return {"back": reverse("oversight:plans")}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        unit, period = cleaned.pop("unit"), cleaned.pop("period")
        made = add_plan(unit=unit, period=period, content=PlanInput(**cleaned), actor=request.user, now=request.now)
        messages.success(request, _("Đã lập dự thảo. Việc tiếp theo: ghi nơi được kiểm tra, giám sát hoặc bốc thăm."))
        return reverse("oversight:plan", args=[made.pk])


class _OfPlan(FormPage):
    """A form about one plan that the reader may write."""

    right = (rules.plans, "write")
    template = "oversight/form.jinja"
    plan: Plan

    def prepare(self) -> None:
        pk = self.kwargs.get("pk") or whole(self.request.GET.get("id", ""))
        self.plan = self.found(Plan.objects.select_related("unit", "period"), pk=pk)

    def extra(self) -> dict[str, Any]:
        return {"back": self._page(), "lead": f"{self.plan.title}, {self.plan.unit.name}"}

    def _page(self) -> str:
        return reverse("oversight:plan", args=[self.plan.pk])


class EditPlan(_OfPlan):
    """Write a draft anew."""

    form_class = EditPlanForm
    title = _l("Sửa dự thảo kế hoạch")
    submit_label = _l("Lưu dự thảo")

    def initial(self) -> dict[str, Any]:
        names = ("body_kind", "title", "themes", "checklist", "edition")
        return {name: getattr(self.plan, name) for name in names}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        edition = cleaned.pop("edition")
        content = PlanInput(**cleaned)
        edit_plan(plan=self.plan, content=content, edition=edition, actor=request.user, now=request.now)
        messages.success(request, _("Đã lưu dự thảo."))
        return self._page()


class AddVisits(_OfPlan):
    """Say whom the plan looks at."""

    form_class = AddVisitsForm
    title = _l("Thêm nơi được kiểm tra, giám sát")
    submit_label = _l("Thêm vào kế hoạch")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return AddVisitsForm(data, allowed=queries.reach([self.plan.unit], self.request.today))

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = add_visits(plan=self.plan, **cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã thêm %(n)s cuộc vào kế hoạch.") % {"n": number(made)})
        return self._page()


class IssuePlan(_OfPlan):
    """Record the decision by which a plan was issued."""

    right = (rules.plans, "issue")
    form_class = IssueForm
    title = _l("Ghi ban hành kế hoạch")
    submit_label = _l("Ghi ban hành")

    def post(self, request: Request, **kwargs: Any) -> Any:
        pk = whole(request.GET.get("id", ""))
        if just_taken(PLANS.model, {pk}, "issue", request.user, request.now):
            messages.success(request, done_already(PLANS.step("issue")))
            return HttpResponseRedirect(reverse("oversight:plan", args=[pk]))
        return super().post(request, **kwargs)

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        file = cleaned.pop("file")
        kept = store(stream=file, name=file.name, actor=request.user, now=request.now) if file else None
        issue_plan(plan=self.plan, paper=Paper(**cleaned, file=kept), actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi ban hành kế hoạch số %(number)s.") % {"number": cleaned["number"]})
        return self._page()


class PlanFile(Page):
    """The plan with its list, as a paper."""

    right = (rules.plans, "view")

    def get(self, request: Request, pk: int, suffix: str) -> FileResponse:
        plan: Plan = self.found(Plan.objects.select_related("unit", "period"), pk=pk)
        visits = queries.visits(request.user).filter(plan=plan).order_by("planned_on", "unit__sort_key", "pk")
        on = plan.issued_on if plan.state == PlanState.ISSUED else None
        draws = plan.draws.select_related("root", "dropped_by").order_by("pk")
        paper = plan_paper(plan, list(visits), list(draws), on=on)
        return paper_file(paper, f"ke-hoach-giam-sat {plan.period.year} {plan.unit.code}", suffix, request.now)
