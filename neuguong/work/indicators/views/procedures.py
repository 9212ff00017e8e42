"""The register of administrative procedures: in how many days they are done, and by how much that is less than the law
gives."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.figures.queries import rows
from neuguong.base.journal.queries import timeline
from neuguong.kit.figures import measure
from neuguong.kit.lists import Listing
from neuguong.kit.numbers import NOTHING, number
from neuguong.kit.views import FormPage, ListPage, Page, Request, page
from neuguong.work.indicators import lists, panels, rules
from neuguong.work.indicators.flow import FLOW
from neuguong.work.indicators.forms.procedures import DaysForm
from neuguong.work.indicators.models import ProcedureTime
from neuguong.work.indicators.services.procedures import Days, days_of, set_days
from neuguong.work.indicators.views.asking import Asked, asked_of, chips, path, query_of

RELATED = ("procedure__unit", "unit", "period")
ACTS = {"set_days": _l("Sửa số ngày")}
_BETWEEN = ";"


class Procedures(ListPage):
    """The procedures at a unit and everything under it in a period, with what they amount to."""

    right = (rules.procedure_times, "view")
    spec = lists.PROCEDURE_TIMES
    template = "indicators/procedures.jinja"
    title = _l("Thủ tục hành chính")
    asked: Asked | None

    def prepare(self) -> None:
        self.asked = asked_of(self.request)

    def get_queryset(self) -> QuerySet[ProcedureTime]:
        if self.asked is None:
            return ProcedureTime.objects.none()
        found = rows(measure("procedures"), self.asked.unit.pk, self.asked.period, **self.asked.trees)
        return found.select_related(*RELATED)

    def about(self) -> str:
        return f"{self.asked.name}, {self.asked.period}" if self.asked else ""

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        asked = self.asked
        if asked is None:
            return {"asked": None}
        return {
            "asked": asked,
            "chips": chips(asked),
            "path": path(asked, self.request.user),
            "band": panels.procedure_band(asked.unit, asked.period, **asked.trees),
        }


class ProcedurePage(Page):
    """One procedure at one unit: its days in every period, and who wrote them."""

    right = (rules.procedure_times, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        time: ProcedureTime = self.found(ProcedureTime.objects.select_related(*RELATED), pk=pk)
        others = self.allowed(ProcedureTime.objects.filter(procedure=time.procedure_id, unit=time.unit_id))
        context = {
            "time": time,
            "procedure": time.procedure,
            "periods": [_line(one, pk) for one in others.select_related("period").order_by("-period__starts_on", "pk")],
            "shortened": lists.shortened(time),
            "can_edit": rules.procedure_times.can(request.user, "edit", time),
            "back": reverse("indicators:procedures") + query_of(time.unit.code, time.period_id),
            "timeline": timeline(time, FLOW, ACTS),
        }
        return page(request, "indicators/procedure.jinja", context)


def _line(one: ProcedureTime, shown: int) -> dict[str, Any]:
    days = [NOTHING if day is None else number(day) for day in days_of(one)]
    link = reverse("indicators:procedure", args=[one.pk]) if one.pk != shown else None
    return {"href": link, "cells": [str(one.period), *days, lists.shortened(one)]}


class EditDays(FormPage):
    """Correct the days of a procedure in a period."""

    right = (rules.procedure_times, "edit")
    form_class = DaysForm
    template = "indicators/form.jinja"
    title = _l("Sửa số ngày")
    submit_label = _l("Lưu số ngày")
    time: ProcedureTime

    def prepare(self) -> None:
        self.time = self.found(ProcedureTime.objects.select_related(*RELATED), pk=self.kwargs["pk"])

    def initial(self) -> dict[str, Any]:
        days = days_of(self.time)
        told = _BETWEEN.join("" if one is None else str(one) for one in days)
        return {**dict(zip(("statutory", "committed", "actual"), days, strict=True)), "was": told}

    def extra(self) -> dict[str, Any]:
        words = {"name": self.time.procedure.name, "unit": self.time.unit.name, "period": self.time.period}
        back = reverse("indicators:procedure", args=[self.time.pk])
        return {"lead": _("%(name)s, %(unit)s, %(period)s.") % words, "back": back}

    def act(self, cleaned: dict[str, Any]) -> str:
        days = (cleaned["statutory"], cleaned["committed"], cleaned["actual"])
        was = _days(cleaned["was"]) or days_of(self.time)
        set_days(time=self.time, days=days, was=was, actor=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã lưu số ngày."))
        return reverse("indicators:procedure", args=[self.time.pk])


def _days(text: str) -> Days | None:
    """What the hidden field says; None for anything else."""
    try:
        law, committed, actual = text.split(_BETWEEN)
        return Decimal(law), Decimal(committed), Decimal(actual) if actual else None
    except (ValueError, InvalidOperation):
        return None
