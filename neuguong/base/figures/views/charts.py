"""The charts of a figure as files, for whoever may look at its unit."""

from django.http import Http404
from django.utils.functional import cached_property

from neuguong.base.figures import queries
from neuguong.base.figures.views.asked import Asked
from neuguong.kit.charts import Chart
from neuguong.kit.charts.files import ChartFile
from neuguong.kit.figures import Measure
from neuguong.kit.views import SIGNED_IN


class FigureChart(ChartFile):
    """A chart of a figure by the arguments of the figure's own page; a heat table takes its whole by `?tren=`, a
    measure's key."""

    right = SIGNED_IN

    @cached_property
    def asked(self) -> Asked:
        return Asked.of(self.request, self.kwargs["key"])

    def chart(self) -> Chart:
        asked, kind = self.asked, self.kwargs["drawing"]
        drawn: Chart | None = None
        if kind == queries.TREND:
            drawn = asked.trend()
        elif kind == queries.COMPARISON:
            drawn = asked.comparison()
        elif kind == queries.COVERAGE:
            drawn = asked.coverage(self._whole())
        if drawn is None:
            raise Http404
        return drawn

    def _whole(self) -> Measure:
        return Asked.measure_of(self.request.GET.get("tren", ""))
