"""Pages that show: the indicators of a unit in a period, one indicator, who has handed in what, and who has not."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.rules import units
from neuguong.base.figures.queries import coverage, href
from neuguong.base.files.queries import attached_to
from neuguong.base.journal.queries import timeline
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.kit.charts import Heat
from neuguong.kit.figures import measure
from neuguong.kit.lists import Listing
from neuguong.kit.numbers import number, whole
from neuguong.kit.views import ListPage, Page, Request, page
from neuguong.work.indicators import lists, panels, queries, rules
from neuguong.work.indicators.flow import FLOW
from neuguong.work.indicators.measures import AMOUNT, WAITING
from neuguong.work.indicators.models import Indicator, Value
from neuguong.work.indicators.queries import WIDTHS, Standing, Total, in_words, shown
from neuguong.work.indicators.views.asking import Asked, asked_of, chips, needed, path, query_of

TREND = 6  # periods


def recorded_in(kind: str) -> list[str]:
    """How often an indicator may be recorded to have a number in a period of that kind."""
    return [one.value for one in WIDTHS[: WIDTHS.index(PeriodKind(kind)) + 1]]


class Indicators(ListPage):
    """The indicators that a unit knows in a period: number, provisional number, target, trend, who is missing."""

    right = (rules.indicators, "view")
    template = "indicators/list.jinja"

    def prepare(self) -> None:
        self.asked = asked_of(self.request)
        query = self.asked.query if self.asked else ""
        self.spec = lists.indicator_list(self.standings, query, panels.missing_page(query))
        self.title = _("Chỉ tiêu, %(period)s") % {"period": str(self.asked.period).lower()} if self.asked else ""

    def get_queryset(self) -> QuerySet[Indicator]:
        if self.asked is None:
            return Indicator.objects.none()
        known = queries.in_force(self.asked.unit.pk, self.asked.period)
        return known.filter(every__in=recorded_in(self.asked.period.kind))

    @cached_property
    def standings(self) -> dict[int, Standing]:
        """Of the whole catalogue at once: a file asks for more than a page, and the statement is the same."""
        if self.asked is None:
            return {}
        return queries.standings(self.get_queryset(), self.asked.unit.pk, self.asked.period, **self.asked.trees)

    def about(self) -> str:
        return f"{self.asked.name}, {self.asked.span}" if self.asked else ""

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        asked = self.asked
        return {
            "asked": asked,
            "chips": chips(asked) if asked else [],
            "path": path(asked, self.request.user) if asked else [],
            "completeness": reverse("indicators:completeness") + asked.query if asked else "",
            "entry": entry_page(self.request.user, asked) if asked else "",
        }


def entry_page(user: Any, asked: Asked) -> str:
    """The address of the unit's form of the period; "" for whoever does not enter there."""
    if not rules.units.can(user, "enter", asked.unit):
        return ""
    return reverse("indicators:entry", args=[asked.unit.code, asked.period.pk])


class IndicatorPage(Page):
    """One indicator at a unit in a period: its numbers and whose they are, sub-units, targets, the periods before."""

    right = (rules.indicators, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        one: Indicator = self.found(Indicator.objects.select_related("issuer"), pk=pk)
        asked = needed(request)
        standing = queries.standings([one], asked.unit.pk, asked.period, **asked.trees)[one.pk]
        value = self._value(standing.total)
        context = {
            "indicator": one,
            "asked": asked,
            "chips": chips(asked),
            "path": path(asked, request.user),
            "standing": standing,
            "band": band(standing, asked),
            "missing": missing_of(one, asked),
            "value": value,
            "value_words": shown(value) if value else "",
            "evidence": attached_to(value) if value else [],
            "timeline": timeline(value, FLOW) if value else [],
            "children": self._children(one, asked, standing),
            "cascade": cascade_words(queries.cascade(one, asked.unit.pk, asked.period), one),
            "targets": self._targets(one, asked),
            "series": series_of(one, asked),
            "charts": queries.charts(one, asked.unit, asked.period, **asked.trees),
            "list_href": reverse("indicators:list") + asked.query,
            "about": (one, asked.unit, asked.period),
        }
        return page(request, "indicators/detail.jinja", context)

    def _value(self, total: Total) -> Value | None:
        """The unit's own row with its people, as far as the reader may read it."""
        if total.own is None:
            return None
        rows = rules.values.visible(Value.objects.filter(pk=total.own.pk), self.request.user, "read")
        return rows.select_related("indicator", "entered_by", "decided_by", "decider_unit").first()

    def _children(self, one: Indicator, asked: Asked, standing: Standing) -> dict[str, Any] | None:
        def query(code: str) -> str:
            return query_of(code, asked.period.pk, asked.tree.is_todays)

        return panels.children(one, asked.unit, asked.period, asked.tree.on, query, standing, **asked.trees)

    def _targets(self, one: Indicator, asked: Asked) -> str:
        """The address of the page on which targets are set; "" for whoever does not set them here."""
        may = rules.units.can(self.request.user, "set_targets", asked.unit)
        return reverse("indicators:targets", args=[one.pk]) + asked.query if may else ""


def band(standing: Standing, asked: Asked) -> list[dict[str, Any]]:
    """The large numbers of an indicator's page, each the link to its rows where it is made of rows of one period."""
    total, one = standing.total, standing.total.indicator

    def link(key: str, count: int) -> str | None:
        if total.periods > 1 or not count:
            return None
        return href(key, asked.unit.code, asked.period.pk, one.pk, in_today_tree=asked.tree.is_todays)

    trend = standing.trend and _("So với kỳ trước: %(trend)s") % {"trend": standing.trend}
    caption = _("Số đã duyệt của %(n)s đơn vị") % {"n": number(total.approved.count)}
    found = [_large(shown(total), caption, trend, link(AMOUNT.key, total.approved.count))]
    if total.waiting.count:
        words = {"n": number(total.waiting.count)}
        caption = _("Tạm tính, chờ duyệt của %(n)s đơn vị; chưa cộng vào số đã duyệt") % words
        found.append(_large(in_words(one, total.waiting), caption, "", link(WAITING.key, total.waiting.count)))
    if standing.target:
        done = _("So với mức: %(share)s") % {"share": queries.achieved(standing.against)}
        found.append(_large(shown(standing.target), _("Mức phải đạt"), done, None))
    return found


def _large(words: str, caption: str, share: str, link: str | None) -> dict[str, Any]:
    """A number as `ui/figure.jinja` takes it; a ratio's numerator and denominator go under it, in small."""
    large, mark, pair = words.partition(" (")
    said = [pair[:-1] if mark else "", share]
    return {"value": large, "caption": caption, "href": link, "share": "; ".join(one for one in said if one) or None}


def missing_of(one: Indicator, asked: Asked) -> tuple[str, str] | None:
    """How many units owe the number, in words, and the address of their list; None if all have handed it in."""
    todays = asked.tree.is_todays
    owing = queries.missing_units(asked.unit.pk, asked.period, asked.tree.today, one, in_today_tree=todays).count()
    words = _("Còn thiếu số của %(n)s đơn vị") % {"n": number(owing)}
    return (words, panels.missing_page(asked.query, one)) if owing else None


def cascade_words(found: queries.Cascade, one: Indicator) -> list[str]:
    """What the children were given against what the unit is to reach, sentence by sentence; [] where nothing is set."""
    if found.below.number is None:
        return []
    said = [
        _("Mức giao cho %(n)s đơn vị trực thuộc cộng lại là %(sum)s.")
        % {"n": number(found.below.count), "sum": in_words(one, found.below)}
    ]
    if found.gap is not None and found.gap != 0:
        words = {"gap": queries.difference(one, found.gap)}
        said.append(
            _("Còn %(gap)s so với mức của đơn vị chưa giao xuống.") % words
            if found.gap > 0
            else _("Mức giao xuống nhiều hơn mức của đơn vị %(gap)s.") % words
        )
    if found.unset:
        said.append(_("%(n)s đơn vị chưa được giao mức.") % {"n": number(found.unset)})
    return said


def series_of(one: Indicator, asked: Asked) -> list[dict[str, Any]]:
    """The indicator over the last periods of the kind, newest first, as the rows of `plain_table`."""
    periods = queries.up_to(asked.period, TREND + 1)
    told = queries.series(one, asked.unit.pk, periods, **asked.trees)
    earlier: list[Total | None] = [None, *(total for _period, total in told)]
    rows = [
        {
            "href": query_of(asked.unit.code, period.pk, asked.tree.is_todays),
            "cells": [
                str(period),
                shown(total),
                Standing(total, None, before).trend or "—",
                number(total.approved.count),
            ],
        }
        for (period, total), before in zip(told, earlier, strict=False)
        if total.approved.count or period == asked.period
    ]
    return rows[::-1][:TREND]


class Completeness(Page):
    """Who should report in a period, who did, on time or late, who has not: of a unit and each of its sub-units."""

    right = (units, "view")

    def get(self, request: Request) -> HttpResponse:
        asked = needed(request)
        unit, period, trees = asked.unit, asked.period, asked.trees
        parts = [one for one in queries.within(period) if one != period]
        owing = queries.missing_units(unit.pk, period, request.today, in_today_tree=asked.tree.is_todays).count()

        def at(code: str) -> str:
            return query_of(code, period.pk, asked.tree.is_todays)

        def during(part: Period) -> str:
            return query_of(unit.code, part.pk, asked.tree.is_todays)

        context = {
            "asked": asked,
            "chips": chips(asked),
            "path": path(asked, request.user),
            "band": panels.band(unit, period, **trees),
            "parts": panels.by_period(unit, parts, during, **trees) if parts else None,
            "children": panels.completeness(unit, period, asked.tree.on, at, **trees),
            "heat": self._heat(asked),
            "owing": owing,
            "missing_href": panels.missing_page(asked.query),
            "list_href": reverse("indicators:list") + asked.query,
        }
        return page(request, "indicators/completeness.jinja", context)

    def _heat(self, asked: Asked) -> Heat | None:
        """Of a year: what share each sub-unit has handed in, by quarter."""
        if asked.period.kind != PeriodKind.YEAR:
            return None
        done, owed = measure("values_handed_in"), measure("values_should")
        return coverage(done, owed, asked.unit, asked.period, **asked.trees)


class Missing(ListPage):
    """The units that owe a number in the period or a part of it, with which indicators; `?chi-tieu=` of one alone."""

    right = (units, "view")
    template = "indicators/missing.jinja"
    title = _l("Đơn vị còn thiếu số")
    indicator: Indicator | None = None

    def prepare(self) -> None:
        self.asked = needed(self.request)
        wanted = self.request.GET.get("chi-tieu", "")
        if wanted:
            known = rules.indicators.visible(Indicator.objects.all(), self.request.user)
            self.indicator = get_object_or_404(known, pk=whole(wanted))
        self.spec = lists.missing_list(f"&ky={self.asked.period.pk}")

    def get_queryset(self) -> QuerySet[Unit]:
        asked = self.asked
        todays = asked.tree.is_todays
        return queries.missing_units(
            asked.unit.pk, asked.period, asked.tree.today, self.indicator, in_today_tree=todays
        )

    def about(self) -> str:
        named = f"{self.indicator.name}, " if self.indicator else ""
        return f"{named}{self.asked.name}, {self.asked.span}"

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        back = reverse("indicators:detail", args=[self.indicator.pk]) if self.indicator else reverse("indicators:list")
        return {"asked": self.asked, "indicator": self.indicator, "back": back + self.asked.query}
