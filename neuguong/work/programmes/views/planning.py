"""Pages on which plans are asked for, written, issued and carried out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from neuguong.base.files.services import store
from neuguong.base.orgs.models import Person, Unit
from neuguong.base.orgs.queries import children
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import whole
from neuguong.kit.views import FormPage, Page, Request, page, require
from neuguong.work.programmes import queries, rules
from neuguong.work.programmes.forms import (
    EditionForm,
    FinishForm,
    IssueForm,
    OpenPlansForm,
    UnitField,
    people_choices,
    tasks_of,
)
from neuguong.work.programmes.models import Plan, PlanTask
from neuguong.work.programmes.services import Paper, finish_task, issue_plan, open_plans, write_plan

SUGGESTED = 200


def _asked_id(request: Any) -> int:
    asked = request.GET.get("id") or request.POST.get("id") or "0"
    return whole(asked)


class OpenPlans(FormPage):
    """Ask a unit and everything under it for a plan of the year."""

    right = (rules.units, "open_plans")
    form_class = OpenPlansForm
    template = "programmes/form.jinja"
    title = _l("Giao xây dựng kế hoạch")
    submit_label = _l("Giao xây dựng kế hoạch")

    def prepare(self) -> None:
        today = self.request.today
        self.units: QuerySet[Unit] = queries.living(self.allowed(Unit.objects.all()), today)
        self.first = self.units.first()
        require(self.first is not None)

    def make_form(self, data: Any = None, files: Any = None) -> OpenPlansForm:
        today = self.request.today
        year = periods.containing(today, "YEAR")
        ids = [one.pk for one in periods.years()]
        return OpenPlansForm(
            data,
            units=self.units,
            programmes=queries.seen_from(self.first, year),
            periods=Period.objects.filter(pk__in=ids).order_by("-year"),
            initial={"programme": self.request.GET.get("chuong-trinh"), "unit": self.first, "period": year},
        )

    def extra(self) -> dict[str, Any]:
        lead = _("Mỗi cấp ủy, chi bộ, cơ quan từ đơn vị này trở xuống có một dòng phải ban hành kế hoạch.")
        names = [UnitField.say(unit) for unit in self.units[:SUGGESTED]]
        return {"lead": lead, "back": reverse("programmes:plans"), "suggestions": names}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = open_plans(**cleaned, day=request.today, actor=request.user, now=request.now)
        year, programme = cleaned["period"].year, cleaned["programme"]
        words = ngettext(
            "Đã giao thêm %(n)s đơn vị xây dựng kế hoạch năm %(year)s.",
            "Đã giao thêm %(n)s đơn vị xây dựng kế hoạch năm %(year)s.",
            made,
        )
        messages.success(request, words % {"n": made, "year": year})
        return f"{reverse('programmes:plans')}?year={year}&programme={programme.pk}"


class EditPlan(Page):
    """Write the tasks of a plan; kept as a draft until its paper is recorded."""

    right = (rules.plans, "write")

    def _load(self) -> Plan:
        rows = Plan.objects.select_related("programme", "unit", "period")
        row: Plan = self.found(rows, pk=_asked_id(self.request))
        return row

    def _people(self, row: Plan) -> list[tuple[int, str]]:
        today = self.request.today
        posts = Q(appointments__unit=row.unit_id, appointments__valid__contains=today)
        chosen = Q(plan_tasks__plan=row)
        people = Person.objects.filter(posts | Q(home=row.unit_id) | chosen).distinct()
        return people_choices(people.order_by("sort_key", "pk"))

    def _answer(self, row: Plan, form: EditionForm, tasks: Any, status: int = 200) -> HttpResponse:
        near = children(row.unit_id, self.request.today)[:SUGGESTED]
        names = [UnitField.say(unit) for unit in (row.unit, *near)]
        context = {"plan": row, "form": form, "tasks": tasks, "suggestions": names}
        return page(self.request, "programmes/plan_edit.jinja", context, status=status)

    def get(self, request: Request) -> HttpResponse:
        row = self._load()
        return self._answer(row, EditionForm(initial={"edition": row.edition}), tasks_of(row, self._people(row)))

    def post(self, request: Request) -> HttpResponse:
        row, data = self._load(), request.POST.copy()
        people = self._people(row)
        if data.get("them_dong"):
            total = data.get("viec-TOTAL_FORMS", "0")
            data["viec-TOTAL_FORMS"] = str(whole(total) + 1)
            return self._answer(row, EditionForm(data), tasks_of(row, people, data))
        form, tasks = EditionForm(data), tasks_of(row, people, data)
        if not (form.is_valid() & tasks.is_valid()):
            return self._answer(row, form, tasks, 422)
        try:
            write_plan(
                plan=row, tasks=tasks.inputs(), edition=form.cleaned_data["edition"], actor=request.user,
                now=request.now,
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
            return self._answer(row, form, tasks, 409 if error.code == "edition" else 422)
        return self._go(row, send=data.get("ban_hanh") == "1")

    def _go(self, row: Plan, *, send: bool) -> HttpResponse:
        if send:
            return redirect(f"{reverse('programmes:plan_issue')}?id={row.pk}")
        messages.success(self.request, _("Đã lưu dự thảo. Khi kế hoạch được ký, hãy bấm “Ghi ban hành”."))
        return HttpResponseRedirect(reverse("programmes:plan", args=[row.pk]))


class IssuePlan(FormPage):
    """Record the paper in which a plan was issued."""

    right = (rules.plans, "issue")
    form_class = IssueForm
    template = "programmes/form.jinja"
    title = _l("Ghi ban hành kế hoạch")
    submit_label = _l("Ghi ban hành")

    def prepare(self) -> None:
        rows = Plan.objects.select_related("programme", "unit", "period", "document")
        self.row: Plan = self.found(rows, pk=_asked_id(self.request))

    def initial(self) -> dict[str, Any]:
        paper = self.row.document
        if paper:
            return {"number": paper.number, "issued_on": paper.issued_on, "summary": paper.summary}
        words = {"programme": self.row.programme.title, "year": self.row.period.year}
        return {"summary": (_("Kế hoạch năm %(year)s thực hiện: %(programme)s") % words)[:500]}

    def extra(self) -> dict[str, Any]:
        words = {"unit": self.row.unit.name, "period": str(self.row.period).lower()}
        lead = _("%(unit)s, %(period)s. Văn bản này vào sổ văn bản của đơn vị.") % words
        return {"lead": lead, "back": reverse("programmes:plan", args=[self.row.pk]), "suggestions": ()}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        file = cleaned.pop("file")
        if file:
            file = store(stream=file, name=file.name, actor=request.user, now=request.now)
        issue_plan(plan=self.row, paper=Paper(**cleaned, file=file or None), actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi ban hành kế hoạch số %(number)s.") % {"number": cleaned["number"]})
        return reverse("programmes:plan", args=[self.row.pk])


class FinishTask(FormPage):
    """Say when a task was done."""

    right = (rules.tasks, "finish")
    form_class = FinishForm
    template = "programmes/form.jinja"
    title = _l("Ghi hoàn thành nhiệm vụ")
    submit_label = _l("Ghi lại")

    def prepare(self) -> None:
        self.task: PlanTask = self.found(PlanTask.objects.select_related("plan__unit"), pk=self.kwargs["pk"])

    def initial(self) -> dict[str, Any]:
        return {"done_on": self.task.done_on or self.request.today}

    def extra(self) -> dict[str, Any]:
        return {"lead": self.task.text, "back": self._plan(), "suggestions": ()}

    def _plan(self) -> str:
        return reverse("programmes:plan", args=[self.task.plan_id])

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        finish_task(task=self.task, done_on=cleaned["done_on"], actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi nhiệm vụ %(number)s.") % {"number": self.task.number})
        return self._plan()
