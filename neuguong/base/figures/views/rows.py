"""The rows behind a figure, for whoever may look at its unit. The figure counts all of them; the list shows those the
reader may see, and says so."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from neuguong.base.figures import queries
from neuguong.base.figures.lists import provenance
from neuguong.base.figures.queries.provenance import with_provenance
from neuguong.base.figures.views.asked import Asked
from neuguong.base.orgs.choices import Level
from neuguong.base.orgs.queries import names
from neuguong.kit.charts import Chart
from neuguong.kit.lists import Listing
from neuguong.kit.views import SIGNED_IN, ListPage


class Rows(ListPage):
    """See `Asked`; and `?rieng=1` only what stands at the very unit, `?cap=` a level of units. The slice of the facts
    says how a row looks, who sees it, what narrows it."""

    right = SIGNED_IN
    template = "figures/rows.jinja"
    asked: Asked

    def prepare(self) -> None:
        request = self.request
        self.asked = Asked.of(request, self.kwargs["key"])
        self.own = request.GET.get("rieng") == "1"
        self.level = request.GET.get("cap", "")
        if self.level and self.level not in map(str, Level.values):
            raise Http404
        self.shown = queries.shown_rows(self.asked.measure.cube)
        spec, model = self.shown.spec, self.asked.measure.cube.model
        self.spec = replace(spec, filters=None, columns=(*spec.columns, *provenance(model)))  # the figure is the filter
        label = str(self.asked.measure.label)
        self.title = f"{label}: {self.asked.only_name}" if self.asked.only_name else label

    def get_queryset(self) -> QuerySet[Any]:
        return with_provenance(self.shown.prepare(self._seen()))

    def _seen(self) -> QuerySet[Any]:
        return self.shown.policy.visible(self.behind, self.request.user)

    @cached_property
    def behind(self) -> QuerySet[Any]:
        """All rows behind the figure, whoever asks."""
        asked = self.asked
        found = queries.rows(
            asked.measure,
            asked.unit.pk,
            asked.period,
            today=asked.today,
            in_today_tree=asked.in_today_tree,
            own=self.own,
        )
        unit = asked.measure.cube.unit.removesuffix("_id")
        return found.filter(**{f"{unit}__level": int(self.level)}) if self.level else found

    @cached_property
    def unit_name(self) -> str:
        """The unit as it was called on the day whose tree the figure stands in."""
        pk = self.asked.unit.pk
        name = names([pk], self.asked.on)[pk].name
        if self.level:
            return f"{name}, {str(Level(int(self.level)).label).lower()}"
        return _("%(unit)s (trực tiếp tại đơn vị)") % {"unit": name} if self.own else name

    def about(self) -> str:
        return f"{self.unit_name}, {self.asked.span}"

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        asked = self.asked
        charts: list[Chart] = []
        sealed = None
        if self.own or self.level:
            value: Any = queries.counted(asked.measure, self.behind)
        else:
            trend, beside = asked.trend(), asked.comparison()
            charts, value = [trend, beside] if beside else [trend], trend.points[-1].value
            if not asked.in_today_tree:
                sealed = queries.sealed_otherwise(asked.measure, asked.unit.pk, asked.period, value)
        return {
            "measure": asked.measure,
            "unit_name": self.unit_name,
            "period": asked.period,
            "span": asked.span,
            "value": value,
            "sealed": sealed,
            "total": self.behind.count() if asked.measure.sum_of else value,
            "seen": self._seen().count(),
            "charts": charts,
            "tree": queries.tree_choice(
                self.request.GET.dict(), self.request.path, asked.unit.pk, asked.period, asked.today
            ),
        }
