"""A whole cell on one page: who has written what, and what is done for many at once."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from neuguong.base.journal.queries import done_already, just_taken
from neuguong.base.journal.services import Outcome, take_steps
from neuguong.base.orgs.choices import CELLS
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import people_of
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import number, whole
from neuguong.kit.views import Page, Request, page
from neuguong.work.commitments.cell import Member, address, members, who_decides
from neuguong.work.commitments.choices import IN_HAND, Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy, units
from neuguong.work.commitments.services import begun

_GROUPS = {
    "chua-viet": _l("Chưa viết"),
    "do-dang": _l("Còn thiếu"),
    "san-sang": _l("Có thể trình"),
    "cho-duyet": _l("Chờ duyệt"),
    "da-duyet": _l("Đã duyệt"),
}
NAMED = 20


class CellPage(Page):
    """The base of the pages of one cell in a year: for whoever may type for its members."""

    right = (units, "type")
    unit: Unit
    period: Period

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.code = kwargs.get("code", "")

    def prepare(self) -> None:
        """Find the cell, by its code or its number, and the year; 404 for another kind of unit and a year not open."""
        named = Q(code=self.code) | Q(pk=whole(self.code))
        self.unit = self.found(Unit.objects.filter(kind__in=CELLS), pk__in=Unit.objects.filter(named).values("pk"))
        try:
            self.period = periods.year(whole(self.request.GET.get("nam", ""), self.request.today.year))
        except Period.DoesNotExist as error:
            raise Http404(_("Năm này chưa được mở.")) from error

    def back(self) -> HttpResponse:
        return HttpResponseRedirect(address(self.unit, self.period))

    def decide_href(self, ids: list[int]) -> str:
        """The page on which the cell's decision on these is recorded, from which one comes back here; "" for none."""
        asked = [*(("id", pk) for pk in ids), ("next", address(self.unit, self.period))]
        return f"{reverse('commitments:approve')}?{urlencode(asked)}" if ids else ""

    def its(self, ids: list[int]) -> QuerySet[Commitment]:
        """The members' registrations of that year at the cell, of those named."""
        here = Commitment.objects.filter(unit=self.unit, period=self.period, kind=Kind.INDIVIDUAL)
        return policy.visible(here.filter(pk__in=ids), self.request.user)


class Cell(CellPage):
    """All members of a cell in a year. A post begins the registration of somebody who has none (`nguoi`)."""

    def get(self, request: Request, code: str) -> HttpResponse:
        self.prepare()
        everybody = members(self.unit, self.period, request.user, request.today)
        counted = Counter(one.group for one in everybody)
        wanted = request.GET.get("loc", "")
        shown = [one for one in everybody if wanted not in _GROUPS or one.group == wanted]
        own = next((one for one in everybody if one.is_own and one.row), None)
        context: dict[str, Any] = {
            "unit": self.unit, "period": self.period, "here": address(self.unit, self.period),
            "years": [one.year for one in periods.years() if abs(one.year - self.period.year) < 2],
            "members": shown, "total": len(everybody),
            "groups": [(key, words, counted[key]) for key, words in _GROUPS.items()], "wanted": wanted,
            "opened": whole(request.GET.get("mo", "")), "own_is_decided": _own(own, request.today),
            "can_copy": any(one.row is None or (one.row.state in IN_HAND and not one.items) for one in everybody),
            "decide_href": self.decide_href([one.row.pk for one in everybody if one.row and one.can_decide]),
            "to_decide": sum(one.can_decide for one in everybody),
        }  # fmt: skip
        return page(request, "commitments/cell.jinja", context)

    def post(self, request: Request, code: str) -> HttpResponse:
        self.prepare()
        person = people_of(self.unit.pk, request.today).filter(pk=whole(request.POST.get("nguoi", ""))).first()
        if person is None or self.period.year < request.today.year:
            raise Http404
        try:
            row = begun(
                person=person, unit=self.unit, period=self.period, actor=request.user, now=request.now,
                today=request.today,
            )  # fmt: skip
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            return self.back()
        return HttpResponseRedirect(address(self.unit, self.period, row))


def _own(own: Member | None, today: Any) -> str:
    """Who decides the reader's own registration, which she cannot tick."""
    return who_decides(own.row, today) if own and own.row else ""


class Batch(CellPage):
    """What is done with the ticked members: handed in (`trinh`), or brought to the cell's decision (`quyet-dinh`)."""

    def post(self, request: Request, code: str) -> HttpResponse:
        self.prepare()
        ids = [whole(one) for one in request.POST.getlist("chon")]
        if not ids:
            messages.warning(request, _("Hãy chọn ít nhất một đồng chí trong danh sách, rồi bấm lại."))
            return self.back()
        rows = self.its(ids).select_related("person")
        if request.POST.get("viec") == "quyet-dinh":
            return self._to_decide(rows)
        self._hand_in({row.pk: str(row.person) for row in rows})
        return self.back()

    def _to_decide(self, rows: QuerySet[Commitment]) -> HttpResponse:
        waiting = [row.pk for row in rows if row.state == State.SUBMITTED]
        if not waiting:
            messages.warning(self.request, _("Chưa có bản nào đã trình trong số đã chọn."))
            return self.back()
        return HttpResponseRedirect(self.decide_href(waiting))

    def _hand_in(self, names: dict[int, str]) -> None:
        """Those that are whole are handed in; of the rest each is named with what it lacks."""
        user, now = self.request.user, self.request.now
        outcome = take_steps(FLOW, Commitment.objects.filter(pk__in=list(names)), "submit", user, now=now)
        again = just_taken(FLOW.model, [one.id for one in outcome.refused], "submit", user, now)
        done = len(outcome.moved)
        if done:
            words = ngettext("Đã trình %(n)s bản đăng ký.", "Đã trình %(n)s bản đăng ký.", done)
            messages.success(self.request, words % {"n": number(done)})
        if again:
            messages.success(self.request, done_already(FLOW.step("submit")))
        left = [one for one in outcome.refused if one.id not in again]
        self._explain(Outcome(outcome.moved, left), names)

    def _explain(self, outcome: Outcome, names: dict[int, str]) -> None:
        for one in outcome.refused[:NAMED]:
            messages.warning(
                self.request, _("Chưa trình: %(who)s. %(why)s") % {"who": names[one.id], "why": one.reason}
            )
        more = len(outcome.refused) - NAMED
        if more > 0:
            messages.warning(self.request, _("Và %(n)s bản khác chưa trình được.") % {"n": number(more)})
