"""Pages of seals: which periods of a unit are sealed, the act of sealing, and one seal with what has changed since."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.rules import holds
from neuguong.base.figures import queries, services
from neuguong.base.figures.forms import SealForm
from neuguong.base.figures.models import Seal
from neuguong.base.figures.rules import seals, units
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import names
from neuguong.base.periods.models import Period
from neuguong.base.periods.queries import CIVIL
from neuguong.kit.numbers import number, whole
from neuguong.kit.views import FormPage, Page, Request, page

MOST = 200


class SealsOfUnit(Page):
    """`?don-vi=` a unit (one's own if none is named), `?nam=` a year: its periods, open, ended or sealed."""

    right = (units, "view")

    def get(self, request: Request) -> HttpResponse:
        unit = self._unit(request.GET.get("don-vi", ""))
        begun = Period.objects.filter(calendar__code=CIVIL, starts_on__lte=request.today)
        years = sorted({one.year for one in begun if one.kind != "TERM"}, reverse=True)
        year = whole(request.GET.get("nam", ""), request.today.year)
        periods = list(begun.filter(year=year).exclude(kind="TERM").order_by("-ends_on", "starts_on"))
        held = queries.seals_for(unit.pk, periods)
        context = {
            "unit": unit,
            "name": names([unit.pk], request.today)[unit.pk].name,
            "years": [(one, address(unit, nam=one)) for one in years],
            "year": year,
            "rows": [self._row(unit, one, held.get(one.pk)) for one in periods],
            "can_seal": units.can(request.user, "seal", unit),
        }
        return page(request, "figures/seals.jinja", context)

    def _unit(self, code: str) -> Unit:
        if code:
            unit: Unit = self.found(Unit.objects.all(), code=code)
            return unit
        own = [hold.unit_id for hold in holds(self.request.user)]
        found = self.allowed(Unit.objects.filter(pk__in=own)).order_by("level", "pk").first()
        if found is None:
            raise Http404
        return found  # type: ignore[no-any-return]  # allowed gives any model

    def _row(self, unit: Unit, period: Period, seal: Seal | None) -> dict[str, Any]:
        is_own = seal is not None and (seal.unit_id, seal.period_id) == (unit.pk, period.pk)
        return {
            "period": period,
            "seal": seal,
            "is_own": is_own,
            "is_open": period.ends_on >= self.request.today,
            "href": reverse("figures:sealing") + "?" + urlencode({"don-vi": unit.code, "ky": period.pk}),
        }


class Sealing(FormPage):
    """Seal a period of a unit (`?don-vi=`, `?ky=`)."""

    right = (units, "seal")
    form_class = SealForm
    template = "figures/sealing.jinja"
    title = _l("Chốt số liệu")
    submit_label = _l("Chốt số liệu")

    def prepare(self) -> None:
        params = self.request.GET
        self.unit: Unit = self.found(Unit.objects.all(), code=params.get("don-vi", ""))
        self.period = get_object_or_404(Period, pk=whole(params.get("ky", "")[:9]))

    def extra(self) -> dict[str, Any]:
        name = names([self.unit.pk], self.period.tree_on)[self.unit.pk].name
        cancel = address(self.unit, nam=self.period.year)
        return {"name": name, "period": self.period, "span": queries.span(self.period), "cancel_href": cancel}

    def act(self, cleaned: dict[str, Any]) -> str:
        made = services.seal(
            unit=self.unit, period=self.period, actor=self.request.user, now=self.request.now, note=cleaned["note"]
        )
        messages.success(self.request, _("Đã chốt số liệu %(seal)s, mã %(mark)s.") % {"seal": made, "mark": made.mark})
        return reverse("figures:seal", args=[made.pk])


class SealPage(Page):
    """One seal: who, when, its digest, and both values of whatever differs today."""

    right = (seals, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        seal: Seal = self.found(Seal.objects.select_related("unit", "period", "sealed_by"), pk=pk)
        context = {
            "seal": seal,
            "name": names([seal.unit_id], seal.tree_on)[seal.unit_id].name,
            "span": queries.span(seal.period),
            "rows": _differing(seal),
            "most": MOST,
            "all_href": address(seal.unit, nam=seal.period.year),
        }
        return page(request, "figures/seal.jinja", context)


def address(unit: Unit, **more: Any) -> str:
    """The page of a unit's seals."""
    return reverse("figures:seals") + "?" + urlencode({"don-vi": unit.code, **more})


def _differing(seal: Seal) -> list[dict[str, Any]]:
    """A line for each place at which the facts are no longer what was sealed, the reason last."""
    found = queries.differences(seal, queries.periods_inside(seal.period), most=MOST)[:MOST]
    told = queries.explained(seal, found)
    called = names({one.unit_id for one in found}, seal.tree_on)
    periods = Period.objects.in_bulk({one.period_id for one in found})
    return [
        {
            "cells": [
                called[one.unit_id].name,
                f"{periods[one.period_id]}. {what}",
                _amounts(one.sealed),
                _amounts(one.now),
                told.get(one) or _("Chưa có đính chính"),
            ]
        }
        for one, what in zip(found, queries.in_words(found), strict=True)
    ]


def _amounts(said: queries.Amounts) -> str:
    """Sums where there are some, else how many."""
    n, sums = said
    return "; ".join(map(number, sums)) if any(sums) else _("%(n)s dòng") % {"n": number(n)}
