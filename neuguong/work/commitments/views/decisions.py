"""A decision as a paper, on the screen and as a file; and why registrations came back, counted by unit."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse

from neuguong.base.access.queries import widest_scope
from neuguong.base.access.rules import units
from neuguong.base.orgs.models import Unit
from neuguong.base.periods import queries as periods
from neuguong.kit.documents import FILE_FORMATS, render_html
from neuguong.kit.numbers import whole
from neuguong.kit.papers import paper_file
from neuguong.kit.views import Page, Request, page
from neuguong.work.commitments import panels, queries
from neuguong.work.commitments.choices import Taken
from neuguong.work.commitments.documents import decision_paper
from neuguong.work.commitments.models import Decision
from neuguong.work.commitments.rules import decisions
from neuguong.work.commitments.services import paper_taken


class DecisionPage(Page):
    """One decision: the paper, its files, and the minutes that came with it."""

    right = (decisions, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        decision: Decision = self.found(
            Decision.objects.select_related("unit", "presided_by", "minutes", "clerk"), pk=pk
        )
        decided = queries.decided(decision, request.user)
        context = {
            "decision": decision,
            "decided": decided,
            "sheet": render_html(decision_paper(decision, decided)),
            "files": [(one.upper(), reverse("commitments:decision_file", args=[pk, one])) for one in FILE_FORMATS],
        }
        return page(request, "commitments/decision.jinja", context)


class DecisionFile(Page):
    """The same paper as DOCX, PDF or XLSX."""

    right = (decisions, "view")

    def get(self, request: Request, pk: int, suffix: str) -> FileResponse:
        decision: Decision = self.found(Decision.objects.select_related("unit", "presided_by"), pk=pk)
        found = queries.decided(decision, request.user)
        name = f"quyet-dinh {decision.number or decision.meeting_on.isoformat()}"
        answer = paper_file(decision_paper(decision, found), name, suffix, request.now)
        paper_taken(
            unit=decision.unit, year=decision.meeting_on.year, paper=Taken.DECISION, suffix=suffix, actor=request.user,
            people=[decision.presided_by_id, *found.rows.order_by().values_list("person", flat=True)], now=request.now,
        )  # fmt: skip
        return answer


class Returns(Page):
    """Why registrations of a unit and all under it were sent back in a year; `?don-vi=` and `?nam=`."""

    right = (units, "view")

    def get(self, request: Request) -> HttpResponse:
        user: Any = request.user
        asked = request.GET.get("don-vi", "")
        widest = None if asked else widest_scope(user, request.today)
        lookup: dict[str, Any] = {"code": asked} if asked or not widest else {"pk": widest.unit_id}
        unit: Unit = self.found(Unit.objects.all(), **lookup)
        years = [one for one in periods.years() if one.year <= request.today.year]
        period = next((one for one in years if one.year == whole(request.GET.get("nam", ""), request.today.year)), None)
        if period is None:
            raise Http404
        context = {
            "unit": unit, "period": period, "years": [one.year for one in years],
            "reasons": panels.return_reasons(unit, period, request.today),
            "table": panels.returns_by_unit(unit, period, request.today),
        }  # fmt: skip
        return page(request, "commitments/returns.jinja", context)
