"""Pages of who may handle denunciations, and of giving one to somebody: what they show is never what was told."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.kit.views import FormPage, Request, page, require
from neuguong.work.denunciations import queries, rules
from neuguong.work.denunciations.forms import AssignForm, EndForm, EntrustForm
from neuguong.work.denunciations.models import Denunciation, Trust
from neuguong.work.denunciations.services import assign, end_trust, entrust
from neuguong.work.denunciations.views.parts import Kept


class Trusts(Kept):
    """Who is entrusted, by which decision."""

    right = (rules.trusts, "view")

    def get(self, request: Request) -> HttpResponse:
        can_end = set(rules.trusts.visible(Trust.objects.all(), request.user, "end").values_list("pk", flat=True))
        context = {
            "rows": [_line(one, one.pk in can_end) for one in queries.trusts(request.user)],
            "can_entrust": rules.units.visible(Unit.objects.all(), request.user, "entrust").exists(),
        }
        return page(request, "denunciations/trusts.jinja", context)


def _line(one: Trust, can_end: bool) -> dict[str, Any]:
    until = f"{one.valid.upper:%d/%m/%Y}" if one.valid.upper else ""
    decision = _("Số %(number)s ngày %(day)s, %(signer)s ký") % {
        "number": one.decision, "day": f"{one.signed_on:%d/%m/%Y}", "signer": one.signer,
    }  # fmt: skip
    cells: list[Any] = [str(one.user), one.unit.name, decision, f"{one.valid.lower:%d/%m/%Y}", until]
    return {"href": reverse("denunciations:end_trust", args=[one.pk]) if can_end else None, "cells": cells}


class _Form(Kept, FormPage):
    template = "denunciations/form.jinja"
    back = "denunciations:trusts"
    lead: Any = ""

    def extra(self) -> dict[str, Any]:
        return {"lead": self.lead, "back": reverse(self.back), "groups": None, "now_stands": None}


class Entrust(_Form):
    """Record the decision by which somebody may handle denunciations."""

    right = (rules.units, "entrust")
    title = _l("Giao quyền xử lý tố cáo")
    submit_label = _l("Ghi quyết định")
    lead = _l("Quyền này tách khỏi mọi vai trò; cán bộ quản trị không có và không cấp được.")

    def prepare(self) -> None:
        self.units = queries.living(self.allowed(Unit.objects.all()), self.request.today)
        require(self.units.exists())

    def make_form(self, data: Any = None, files: Any = None) -> EntrustForm:
        return EntrustForm(data, units=self.units, initial={"starts_on": self.request.today})

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = entrust(**cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi quyết định giao quyền cho đồng chí %(name)s.") % {"name": made.user})
        return reverse("denunciations:trusts")


class EndTrust(_Form):
    """Say from which day somebody is not entrusted any more."""

    right = (rules.trusts, "end")
    form_class = EndForm
    title = _l("Thôi quyền xử lý tố cáo")
    submit_label = _l("Ghi thôi quyền")

    def prepare(self) -> None:
        self.trust: Trust = self.found(Trust.objects.select_related("user", "unit"), pk=self.kwargs["pk"])
        self.lead = str(self.trust)

    def initial(self) -> dict[str, Any]:
        return {"on": self.request.today}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        end_trust(trust=self.trust, on=cleaned["on"], actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi thôi quyền."))
        return reverse("denunciations:trusts")


class Assign(_Form):
    """Give a denunciation, known by its number alone, to somebody entrusted at its unit."""

    right = (rules.denunciations, "assign")
    title = _l("Giao người xử lý")
    submit_label = _l("Giao")
    back = "denunciations:home"

    def prepare(self) -> None:
        self.row: Denunciation = self.found(Denunciation.objects.select_related("unit"), pk=self.kwargs["pk"])
        self.lead = f"{self.row}, {self.row.unit.name}"

    def make_form(self, data: Any = None, files: Any = None) -> AssignForm:
        return AssignForm(data, people=queries.entrusted_at(self.row.unit_id, self.request.today))

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        assign(denunciation=self.row, user=cleaned["user"], actor=request.user, now=request.now)
        messages.success(request, _("Đã giao %(file)s.") % {"file": self.row})
        if rules.is_handler(request.user, self.row):
            return reverse("denunciations:detail", args=[self.row.pk])
        return reverse(self.back)
