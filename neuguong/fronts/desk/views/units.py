"""The tree, and the page of one unit."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.access.rules import holds, units
from neuguong.base.figures.queries import TreeChoice, span, tree_choice
from neuguong.base.orgs.choices import CELLS
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import ancestors, children, heads, names, people_of, search_units
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.fronts.desk import rules
from neuguong.kit.numbers import whole
from neuguong.kit.views import Page, Request, fragment_of, page
from neuguong.work.commitments import panels
from neuguong.work.commitments.rules import units as of_year
from neuguong.work.dialogues import panels as listening
from neuguong.work.programmes.models import Plan
from neuguong.work.reports.rules import units as compiling

FOUND = 50
MANY = 40  # sub-units; with more of them, what is drawn of them comes after the page


class Tree(Page):
    """Where one may look: one's own units and what lies directly below; a search that ignores diacritics."""

    right = (units, "view")

    def get(self, request: Request) -> HttpResponse:
        today = request.today
        words = request.GET.get("q", "").strip()
        found = list(self.allowed(search_units(words))[:FOUND]) if words else []
        held = Unit.objects.filter(pk__in={hold.unit_id for hold in holds(request.user)})
        mine = self.allowed(held).order_by("level", "sort_key", "pk")
        person = getattr(request.user, "person", None)
        roots = list(mine) or ([person.home] if person and person.home else [])
        branches = [(unit, list(self.allowed(children(unit.pk, today)))) for unit in roots]
        context = {"words": words, "found": found, "branches": branches, "limit": FOUND}
        return page(request, "desk/tree.jinja", context)


class UnitPage(Page):
    """One unit in a year: coverage, progress, sub-units, heads' breakthroughs, people.

    The lower half of a large unit's page (block "more") comes by itself after the upper one; without script a link
    with `them=1` leads to the whole.
    """

    right = (units, "view")

    def get(self, request: Request, code: str) -> HttpResponse:
        today = request.today
        able = of_year.abilities(Unit.objects.all(), request.user, ["open_year", "type", "ledger"])
        unit: Any = self.found(compiling.abilities(able, request.user, ["press", "ask"]), code=code)
        period = _period(request.GET.get("nam", ""), today)
        tree = tree_choice(request.GET.dict(), request.path, unit.pk, period, today)
        common: dict[str, Any] = {"unit": unit, "period": period, "tree": tree, "is_cell": unit.kind in CELLS}
        if fragment_of(request) == MORE:
            return page(request, "desk/unit.jinja", common | _more(request, unit, period, tree), block=MORE)
        upper = common | _upper(request, unit, period, tree)
        is_whole = bool(request.GET.get("them")) or len((upper["sub_units"] or {"rows": ()})["rows"]) <= MANY
        upper["whole_href"] = "" if is_whole else f"?{urlencode({**request.GET.dict(), 'them': 1})}"
        return page(request, "desk/unit.jinja", upper | (_more(request, unit, period, tree) if is_whole else {}))


MORE = "more"


def _upper(request: Request, unit: Any, period: Period, tree: TreeChoice) -> dict[str, Any]:
    today = request.today
    called = names([unit.pk], tree.on)
    return {
        "can_open_year": unit.can_open_year and period.ends_on >= today,
        "name": called[unit.pk].name if unit.pk in called else unit.name,
        "years": [one.year for one in periods.years() if one.year <= today.year],
        "path": _path(unit, period, tree, request.user),
        "tree_date": period.tree_on if period.year != today.year and not tree.is_todays else None,
        "span": span(period, tree.on),
        "band": panels.band(unit, period, today, in_today_tree=tree.is_todays),
        "sub_units": panels.sub_units(unit, period, today, in_today_tree=tree.is_todays),
        "heads": heads([unit.pk], today),
        "people": _people(unit, request.user, today) if unit.kind in CELLS else [],
        "plans": Plan.objects.filter(unit=unit, period=period).select_related("programme", "document").order_by("pk"),
    }


def _more(request: Request, unit: Any, period: Period, tree: TreeChoice) -> dict[str, Any]:
    today, is_todays = request.today, tree.is_todays
    return {
        "charts": panels.charts(unit, period, today, in_today_tree=is_todays),
        "breakthroughs": panels.heads_breakthroughs(unit, period, request.user),
        "listening": [] if unit.kind in CELLS else listening.band(unit, period, today, in_today_tree=is_todays),
    }


def _period(asked: str, today: Any) -> Period:
    try:
        return periods.year(whole(asked, today.year))
    except Period.DoesNotExist as error:
        raise Http404(_("Năm này chưa được mở.")) from error


def _path(unit: Unit, period: Period, tree: TreeChoice, user: Any) -> list[dict[str, Any]]:
    above = ancestors(unit.pk, tree.on)
    called = names([one.pk for one in above], tree.on)
    seen = set(units.visible(Unit.objects.filter(pk__in=[one.pk for one in above]), user).values_list("pk", flat=True))
    return [
        {
            "label": called[one.pk].name,
            "href": unit_page(one.code, period, tree) if one.pk in seen else None,
        }
        for one in above
    ] + [{"label": unit.name}]


def unit_page(code: str, period: Period, tree: TreeChoice) -> str:
    """The page of another unit, in the same year and the same choice of tree."""
    return reverse("desk:unit", args=[code]) + f"?nam={period.year}" + ("&cay=nay" if tree.is_todays else "")


def _people(unit: Unit, user: Any, today: Any) -> list[dict[str, Any]]:
    rows = rules.people.visible(people_of(unit.pk, today), user)
    return [
        {"href": reverse("desk:person", args=[one.pk]), "cells": [one.full_name, str(one.get_standing_display())]}
        for one in rows
    ]
