"""The rows behind a figure, for whoever may look at its unit. The figure counts all of them; the list shows those the
reader may see, and says so."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from neuguong.base.access.rules import units
from neuguong.base.figures import queries
from neuguong.base.orgs.choices import Level
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import names
from neuguong.base.periods.models import Period
from neuguong.kit.figures import Measure, measure
from neuguong.kit.lists import Listing
from neuguong.kit.views import SIGNED_IN, ListPage


class Rows(ListPage):
    """`?don-vi=` a unit's code, `?ky=` a period's id, `?theo=` an id that the figure is narrowed to, `?rieng=1` only
    what stands at the very unit, `?cap=` a level of units. The slice of the facts says how a row looks, who sees it,
    what narrows it."""

    right = SIGNED_IN
    template = "figures/rows.jinja"
    measure: Measure
    unit: Unit
    period: Period

    def prepare(self) -> None:
        request = self.request
        self.today = request.today
        self.measure = self._measure(self.kwargs["key"])
        seen = units.visible(Unit.objects.all(), request.user)
        self.unit = get_object_or_404(seen, code=request.GET.get("don-vi", ""))
        self.period = get_object_or_404(Period, pk=_id(request.GET.get("ky", "")))
        self.own = request.GET.get("rieng") == "1"
        self.level = request.GET.get("cap", "")
        if self.level and self.level not in map(str, Level.values):
            raise Http404
        self.shown = queries.shown_rows(self.measure.cube)
        self.spec = replace(self.shown.spec, filters=None)  # the figure is the filter
        self.title = str(self.measure.label)
        if request.GET.get("theo"):
            self._narrow(request.GET["theo"])

    def _measure(self, key: str) -> Measure:
        try:
            return measure(key)
        except KeyError:
            raise Http404 from None

    def _narrow(self, asked: str) -> None:
        by, one = self.shown.by, _id(asked)
        name = by.name(one) if by else None
        if by is None or name is None:
            raise Http404
        self.measure, self.title = self.measure.only(by.dim, one), f"{self.title}: {name}"

    def get_queryset(self) -> QuerySet[Any]:
        return self.shown.prepare(self._seen())

    def _seen(self) -> QuerySet[Any]:
        return self.shown.policy.visible(self.behind, self.request.user)

    @cached_property
    def behind(self) -> QuerySet[Any]:
        """All rows behind the figure, whoever asks."""
        found = queries.rows(self.measure, self.unit.pk, self.period, today=self.today, own=self.own)
        unit = self.measure.cube.unit.removesuffix("_id")
        return found.filter(**{f"{unit}__level": int(self.level)}) if self.level else found

    @cached_property
    def unit_name(self) -> str:
        """The unit as it was called on the day whose tree the figure stands in."""
        name = names([self.unit.pk], self.period.tree_on)[self.unit.pk].name
        if self.level:
            return f"{name}, {str(Level(int(self.level)).label).lower()}"
        return _("%(unit)s (trực tiếp tại đơn vị)") % {"unit": name} if self.own else name

    def about(self) -> str:
        return f"{self.unit_name}, {queries.span(self.period)}"

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        if self.own or self.level:
            value = queries.counted(self.measure, self.behind)
        else:
            found = queries.figures([self.measure], self.unit.pk, [self.period], today=self.today)
            value = found[self.measure.key, self.period.pk]
        return {
            "measure": self.measure,
            "unit_name": self.unit_name,
            "period": self.period,
            "span": queries.span(self.period),
            "value": value,
            "total": self.behind.count() if self.measure.sum_of else value,
            "seen": self._seen().count(),
        }


def _id(asked: str) -> int:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
