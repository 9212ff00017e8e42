"""The compartment's own page with its counts, one denunciation, its steps, its files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.rules import units
from neuguong.base.figures.queries import figures, span
from neuguong.base.journal.queries import timeline
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import containing
from neuguong.kit.numbers import whole
from neuguong.kit.views import SIGNED_IN, Request, page
from neuguong.work.denunciations import lists, queries, rules
from neuguong.work.denunciations.content import Doing, PaperName, law_on, read
from neuguong.work.denunciations.flow import FLOW
from neuguong.work.denunciations.forms import StepForm
from neuguong.work.denunciations.measures import MEASURES
from neuguong.work.denunciations.models import Act, Denunciation, Evidence
from neuguong.work.denunciations.services import act, look, open_paper
from neuguong.work.denunciations.storage import cipher
from neuguong.work.denunciations.views.parts import Closed, ClosedForm, Kept
from neuguong.work.programmes.queries import places

ACTS = {
    "receive": _l("Tiếp nhận"),
    "amend": _l("Sửa nội dung"),
    "look": _l("Mở xem"),
    "assign": _l("Giao người xử lý"),
}
TERMS = {"RECEIVED": "CHECK", "ACCEPTED": "SETTLE", "CONCLUDED": "FINISH"}


class Home(Kept):
    """How many there are, for whoever looks at the unit; and the denunciations that were given to the reader."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        found = places(request.user)
        unit = self._unit(found)
        context = {
            "places": found,
            "unit": unit,
            "closed": cipher.closed(),
            "band": self._band(unit) if unit else [],
            "span": span(self.year) if unit else "",
            "rows": [_line(row) for row in queries.mine(request.user)],
            "waiting": [
                (row, reverse("denunciations:assign", args=[row.pk])) for row in queries.given_by(request.user)
            ],
            "can_receive": queries.receiving(request.user, request.today).exists(),
            "can_entrust": rules.units.visible(Unit.objects.all(), request.user, "entrust").exists(),
        }
        return page(request, "denunciations/home.jinja", context)

    def _unit(self, found: list[Unit]) -> Unit | None:
        asked = self.request.GET.get("don-vi", "")
        if asked:
            return get_object_or_404(units.visible(Unit.objects.all(), self.request.user), code=asked)
        return found[0] if found else None

    @property
    def year(self) -> Period:
        try:
            return containing(self.request.today, "YEAR")
        except Period.DoesNotExist as error:
            raise Http404(str(error)) from error

    def _band(self, unit: Unit) -> list[dict[str, Any]]:
        values = figures(list(MEASURES), unit.pk, [self.year], today=self.request.today)
        return [
            {
                "value": values[one.key, self.year.pk],
                "caption": str(one.label),
                "zero_reason": str(one.zero),
                "tone": "late" if one.key == "denunciations_overdue" else None,
            }
            for one in MEASURES
        ]


def _line(row: Denunciation) -> dict[str, Any]:
    state = {"text": str(row.get_state_display()), "tone": lists.TONES.get(row.state)}
    cells = [str(row), row.unit.name, f"{row.received_on:%d/%m/%Y}", state, f"{row.due_on:%d/%m/%Y}"]
    return {"href": reverse("denunciations:detail", args=[row.pk]), "cells": cells}


class Detail(Closed):
    """One denunciation, for those it was given to. Opening it is journaled."""

    right = (rules.denunciations, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        row: Denunciation = self.found(Denunciation.objects.select_related("unit", "received_by"), pk=pk)
        actor: Any = request.user
        told = look(denunciation=row, actor=actor, now=request.now)
        law = law_on(row.received_on)
        term = TERMS.get(row.state)
        context = {
            "row": row,
            "told": told,
            "tone": lists.TONES.get(row.state, "none"),
            "law": law,
            "term": law.terms[term] if term else None,
            "is_verified": law.is_verified(term) if term else True,
            "steps": FLOW.open_to(row, actor),
            "step_url": reverse("journal:take", args=[FLOW.key, pk]),
            "papers": [(one, read(PaperName, one.sealed)) for one in row.papers.select_related("added_by")],
            "acts": [_act(one) for one in row.acts.select_related("by").order_by("-on", "-pk")],
            "handlers": [one.user for one in row.handlers.select_related("user").order_by("pk")],
            "can_write": rules.denunciations.can(actor, "write", row),
            "timeline": timeline(row, FLOW, ACTS),
        }
        return page(request, "denunciations/detail.jinja", context)


def _act(one: Act) -> dict[str, Any]:
    doing = read(Doing, one.sealed)
    paper = _("%(day)s, văn bản số %(paper)s") if doing.paper else "%(day)s"
    return {
        "who": str(one.by), "capacity": "", "what": str(FLOW.step(one.step).label), "note": doing.words, "changes": [],
        "at": paper % {"day": f"{one.on:%d/%m/%Y}", "paper": doing.paper},
    }  # fmt: skip


class TakeStep(ClosedForm):
    """One step of the law: its day, its paper, its words."""

    right = (rules.denunciations, "write")
    form_class = StepForm

    def prepare(self) -> None:
        asked = {**self.request.GET.dict(), **self.request.POST.dict()}
        self.row: Denunciation = self.found(Denunciation.objects.all(), pk=whole(asked.get("id", "0")))
        try:
            self.step = FLOW.step(asked.get("buoc", ""))
        except KeyError:
            raise Http404 from None
        self.title = self.submit_label = self.step.label

    def initial(self) -> dict[str, Any]:
        return {"on": self.request.today}

    def extra(self) -> dict[str, Any]:
        back = reverse("denunciations:detail", args=[self.row.pk])
        lead = f"{self.row}. {self.step.says}"
        hidden = [("id", self.row.pk), ("buoc", self.step.name)]
        return {"lead": lead, "back": back, "groups": None, "now_stands": None, "hidden": hidden}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        act(denunciation=self.row, step=self.step.name, **cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi “%(step)s”.") % {"step": self.step.label})
        return reverse("denunciations:detail", args=[self.row.pk])


class OpenPaper(Closed):
    """The bytes of one file, decrypted on the way out."""

    right = (rules.denunciations, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        paper = get_object_or_404(Evidence.objects.select_related("denunciation"), pk=pk)
        self.found(Denunciation.objects.all(), pk=paper.denunciation_id)
        actor: Any = request.user
        try:
            named, content = open_paper(paper=paper, actor=actor, now=request.now)
        except FileNotFoundError:
            raise Http404(_("Tệp này không còn trên máy chủ.")) from None
        response = HttpResponse(content, content_type=named.content_type)
        response["Content-Disposition"] = f'attachment; filename="tep-{paper.pk}"'
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response["X-Content-Type-Options"] = "nosniff"
        return response
