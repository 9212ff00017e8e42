"""Pages of the visits: their list, one visit, what was seen there; a check of a head's breakthrough."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.files.queries import attached_to
from neuguong.base.files.services import store
from neuguong.base.journal.queries import just_taken, timeline
from neuguong.kit.documents import FILE_FORMATS
from neuguong.kit.lists import Listing
from neuguong.kit.numbers import number, whole
from neuguong.kit.papers import paper_file
from neuguong.kit.views import FormPage, ListPage, Page, Request, page, require
from neuguong.work.commitments.choices import Taken
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy as registrations
from neuguong.work.commitments.services import paper_taken
from neuguong.work.oversight import lists, queries, rules
from neuguong.work.oversight.choices import Answer, VisitKind, VisitState
from neuguong.work.oversight.documents import minutes_paper
from neuguong.work.oversight.flow import VISITS
from neuguong.work.oversight.forms import ScheduleForm, SeenForm
from neuguong.work.oversight.models import CheckLine, Visit
from neuguong.work.oversight.services import Seen, hold_visit, record_check, schedule_visit
from neuguong.work.oversight.services.visiting import breakthrough_checklist
from neuguong.work.oversight.views.plans import bodies

ACTS = {
    "add": _l("Lập cuộc ngoài kế hoạch"),
    "rewrite": _l("Sửa kết quả"),
    "find": _l("Ghi phát hiện"),
    "edit_finding": _l("Sửa phát hiện"),
    "drop_finding": _l("Bỏ phát hiện"),
}
ANSWER_TONES = {Answer.MET: "good", Answer.PARTLY: "warn", Answer.NOT_MET: "late", Answer.NOT_SEEN: "none"}


class Visits(ListPage):
    """Visits that the reader may see."""

    right = (rules.visits, "view")
    spec = lists.VISITS
    template = "oversight/visits.jinja"

    def get_queryset(self) -> QuerySet[Visit]:
        return queries.visits(self.request.user)

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        return {"can_plan": bodies(self.request.user, self.request.today).exists()}


class VisitPage(Page):
    """One visit: what was planned, seen, answered and found; its journal."""

    right = (rules.visits, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        rows = rules.visits.abilities(queries.full_visit(request.user), request.user, ["hold", "find"])
        visit: Any = self.found(rows, pk=pk)
        steps = VISITS.open_to(visit, request.user)
        context = {
            "visit": visit,
            "where": lists.where(visit),
            "tone": lists.TONES[visit.state],
            "steps": stepper(visit),
            "open_steps": steps,
            "step_url": reverse("journal:take", args=[VISITS.key, pk]),
            "can_rewrite": visit.can_hold and visit.state == VisitState.HELD,
            "can_find": visit.can_find and visit.body_id != visit.unit_id,
            "lines": [_line(one) for one in visit.lines.all()],
            "findings": [finding_line(one, request.today) for one in visit.seen],
            "files": attached_to(visit),
            "plan_href": _plan_href(visit, request.user),
            "papers": [(one.upper(), reverse("oversight:minutes", args=[pk, one])) for one in FILE_FORMATS],
            "timeline": timeline(visit, VISITS, ACTS),
        }
        return page(request, "oversight/visit.jinja", context)


def _plan_href(visit: Visit, user: Any) -> str | None:
    seen = visit.plan is not None and rules.plans.can(user, "view", visit.plan)
    return reverse("oversight:plan", args=[visit.plan_id]) if seen else None


def stepper(visit: Visit) -> list[dict[str, Any]]:
    """The stages of a visit, with who and when."""
    order = [VisitState.PLANNED, VisitState.HELD, VisitState.CONCLUDED]
    at = order.index(VisitState(visit.state)) + 1 if visit.state in order else 0
    stages: list[tuple[str, Any, Any]] = [
        (_("Lên lịch"), visit.body.name, visit.planned_on),
        (_("Tiến hành"), visit.lead or None, visit.held_on),
        (_("Kết luận"), None, None),
    ]
    return [
        {"label": label, "who": who, "at": day, "state": "done" if n < at else "current" if n == at else "todo"}
        for n, (label, who, day) in enumerate(stages)
    ]


def _line(line: CheckLine) -> dict[str, Any]:
    said = {"text": str(line.get_answer_display()), "tone": ANSWER_TONES[Answer(line.answer)]} if line.answer else "—"
    return {"cells": [f"{line.number}. {line.question}", said, line.note]}


def finding_line(row: Any, today: Any) -> dict[str, Any]:
    """A finding as a line of a table: what, recommendation, by when, how it stands."""
    words, tone = lists.standing(row, today)
    cells = [row.text, row.recommendation, f"{row.due_on:%d/%m/%Y}", {"text": words, "tone": tone}]
    return {"href": reverse("oversight:finding", args=[row.pk]), "cells": cells}


class Schedule(FormPage):
    """A visit beside any plan."""

    right = (rules.units, "plan")
    form_class = ScheduleForm
    template = "oversight/form.jinja"
    title = _l("Cuộc kiểm tra, giám sát ngoài kế hoạch")
    submit_label = _l("Đưa vào lịch")

    def prepare(self) -> None:
        self.bodies = bodies(self.request.user, self.request.today)
        require(self.bodies.exists())

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        allowed = queries.reach(self.bodies, self.request.today)
        return ScheduleForm(data, bodies=self.bodies, allowed=allowed, initial={"body": self.bodies.first()})

    def extra(self) -> dict[str, Any]:
        return {"back": reverse("oversight:list")}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = schedule_visit(**cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã đưa vào lịch và báo cho %(unit)s.") % {"unit": made.unit.name})
        return reverse("oversight:visit", args=[made.pk])


def _seen(form: Any, request: Any) -> Seen:
    given = form.cleaned_data
    files = [store(stream=one, name=one.name, actor=request.user, now=request.now) for one in given["evidence"]]
    names = ("held_on", "conclusion", "lead", "place")
    told = {name: given[name] for name in names}
    return Seen(**told, attended=given.get("attended"), lines=form.answers(), files=files)


class Hold(FormPage):
    """Write down what was seen; until the visit is concluded it may be written anew."""

    right = (rules.visits, "hold")
    form_class = SeenForm
    template = "oversight/form.jinja"
    title = _l("Ghi kết quả kiểm tra, giám sát")
    submit_label = _l("Lưu kết quả")

    def prepare(self) -> None:
        asked = whole(self.request.GET.get("id", ""))
        self.visit: Visit = self.found(Visit.objects.select_related("unit", "body"), pk=asked)

    def make_form(self, data: Any = None, files: Any = None) -> SeenForm:
        visit = self.visit
        kept = {name: getattr(visit, name) for name in ("edition", "lead", "place", "attended", "conclusion")}
        initial = {**kept, "held_on": visit.held_on or min(visit.planned_on, self.request.today)}
        self.form = SeenForm(data, files, lines=list(visit.lines.all()), initial=initial)
        if visit.kind != VisitKind.VOTERS:
            del self.form.fields["attended"]
        return self.form

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        self.prepare()
        is_old = whole(request.POST.get("edition", "")) < self.visit.edition
        if is_old and just_taken(VISITS.model, {self.visit.pk}, "hold", request.user, request.now):
            return HttpResponseRedirect(self._page())  # pressed twice
        return super().post(request, **kwargs)

    def extra(self) -> dict[str, Any]:
        words = {"kind": self.visit.get_kind_display(), "unit": self.visit.unit.name}
        return {"back": self._page(), "lead": f"{_('%(kind)s tại %(unit)s') % words}: {self.visit.theme}"}

    def _page(self) -> str:
        return reverse("oversight:visit", args=[self.visit.pk])

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        seen = _seen(self.form, request)
        hold_visit(visit=self.visit, seen=seen, edition=cleaned["edition"], actor=request.user, now=request.now)
        messages.success(request, _("Đã lưu kết quả. Ghi từng phát hiện (nếu có), rồi bấm “Kết luận”."))
        return self._page()


class Check(FormPage):
    """A check of a head's breakthrough by the unit that supervises it."""

    right = (registrations, "supervise")
    form_class = SeenForm
    template = "oversight/form.jinja"
    title = _l("Ghi giám sát nội dung đột phá")
    submit_label = _l("Lưu kết quả")

    def prepare(self) -> None:
        rows = Commitment.objects.select_related("person", "unit", "supervisor", "period")
        self.row: Commitment = self.found(rows, pk=self.kwargs["pk"])
        self.item = queries.breakthrough_of(self.row)
        require(self.item is not None)

    def make_form(self, data: Any = None, files: Any = None) -> SeenForm:
        lines = [CheckLine(number=n, question=one) for n, one in enumerate(breakthrough_checklist().splitlines(), 1)]
        self.form = SeenForm(data, files, lines=lines, initial={"edition": 0, "held_on": self.request.today})
        del self.form.fields["attended"]
        return self.form

    def extra(self) -> dict[str, Any]:
        assert self.item is not None  # required by prepare
        words = {"who": self.row.person, "unit": self.row.unit.name, "deed": self.item.deed}
        lead = _("Đồng chí %(who)s, %(unit)s: %(deed)s") % words
        return {"back": reverse("commitments:detail", args=[self.row.pk]), "lead": lead}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        assert self.item is not None  # required by prepare
        made = record_check(
            commitment=self.row, seen=_seen(self.form, request), theme=self.item.deed[:300], actor=request.user,
            now=request.now,
        )  # fmt: skip
        count = number(queries.checks_of(self.row, request.user).count())
        messages.success(request, _("Đã ghi lần giám sát thứ %(n)s của nội dung đột phá này.") % {"n": count})
        return reverse("oversight:visit", args=[made.pk])


class Minutes(Page):
    """The minutes of a visit, as a paper."""

    right = (rules.visits, "view")

    def get(self, request: Request, pk: int, suffix: str) -> FileResponse:
        visit: Visit = self.found(queries.full_visit(request.user), pk=pk)
        day = visit.held_on or visit.planned_on
        people = [visit.person_id, visit.commitment.person_id if visit.commitment else None]
        answer = paper_file(minutes_paper(visit), f"bien-ban {visit.unit.code} {day.isoformat()}", suffix, request.now)
        paper_taken(
            unit=visit.unit, year=day.year, paper=Taken.CHECK, suffix=suffix, people=people, actor=request.user,
            now=request.now,
        )  # fmt: skip
        return answer
