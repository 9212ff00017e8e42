"""A unit's form of a period as a workbook, what it owes already in it."""

import io
from urllib.parse import quote

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.models import Period
from neuguong.kit.views import Page, Request
from neuguong.work.indicators import rules
from neuguong.work.indicators.models import Value
from neuguong.work.indicators.sheets.prefilled import write_form


class FormWorkbook(Page):
    """The workbook of a unit and a period, for who enters there; brought back, it goes through the door of every
    workbook."""

    right = (rules.units, "enter")

    def get(self, request: Request, code: str, period: int) -> FileResponse:
        unit: Unit = self.found(Unit.objects.all(), code=code)
        chosen = get_object_or_404(Period, pk=period, kind__in=PeriodKind.values)
        owed = rules.values.visible(Value.objects.filter(unit=unit, period=chosen), request.user)
        rows = list(
            owed.select_related("indicator", "unit", "period").order_by(
                "indicator__sector", "indicator__sort_key", "category", "pk"
            )
        )
        if not rows:
            raise Http404(_("Kỳ này đơn vị chưa có số liệu nào phải nhập."))
        stream = io.BytesIO()
        write_form(rows, stream, user=request.user)
        record(unit, "form_workbook", actor=request.user, now=request.now, note=str(chosen))
        stream.seek(0)
        name = f"so-lieu-{unit.code.replace('/', '-')}-{chosen.kind.lower()}-{chosen.year}-{chosen.number}.xlsx"
        return FileResponse(stream, as_attachment=True, filename=quote(name))
