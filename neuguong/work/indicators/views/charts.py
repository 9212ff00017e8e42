"""The charts of an indicator as files, for whoever may look at it there."""

from django.http import Http404

from neuguong.kit.charts import Chart
from neuguong.kit.charts.files import ChartFile
from neuguong.work.indicators import queries, rules
from neuguong.work.indicators.models import Indicator
from neuguong.work.indicators.views.asking import needed


class IndicatorChart(ChartFile):
    """A chart by the arguments of the indicator's own page."""

    right = (rules.indicators, "view")

    def chart(self) -> Chart:
        one: Indicator = self.found(Indicator.objects.all(), pk=self.kwargs["pk"])
        asked = needed(self.request)
        drawn = queries.chart(self.kwargs["drawing"], one, asked.unit, asked.period, **asked.trees)
        if drawn is None:
            raise Http404
        return drawn
