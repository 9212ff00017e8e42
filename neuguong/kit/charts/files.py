"""Handing a chart over as a file."""

import io
from typing import Any

from django.http import Http404, HttpResponse

from neuguong.kit.charts.drawing import svg
from neuguong.kit.charts.model import Chart
from neuguong.kit.charts.workbook import write_workbook
from neuguong.kit.views import Page, Request

_TYPES = {"svg": "image/svg+xml", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class ChartFile(Page):
    """One chart as a file, `?dang=` svg or xlsx. A slice says which chart, and who may have it: as who sees its page.

    A chart holds sums of units and names nobody, so its leaving is not written down as that of a list of people is.
    """

    def chart(self) -> Chart:
        """The chart as its address asks for it (raise Http404 or PermissionDenied here)."""
        raise NotImplementedError

    def get(self, request: Request, **kwargs: Any) -> HttpResponse:
        form = request.GET.get("dang", "svg")
        if form not in _TYPES:
            raise Http404
        chart = self.chart()
        response = HttpResponse(_written(chart, form), content_type=_TYPES[form])
        response["Content-Disposition"] = f'attachment; filename="{chart.key}-{request.today.isoformat()}.{form}"'
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


def _written(chart: Chart, form: str) -> bytes:
    if form == "svg":
        return svg(chart, standalone=True).encode()
    stream = io.BytesIO()
    write_workbook(chart, stream)
    return stream.getvalue()
