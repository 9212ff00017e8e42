"""Pages of reception days: the schedule, planning a year, one more day, what became of a day."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from neuguong.base.journal.queries import timeline
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.lists import Listing
from neuguong.kit.views import FormPage, ListPage, Page, Request, page
from neuguong.work.dialogues import lists, rules
from neuguong.work.dialogues.flow import RECEPTION_FLOW
from neuguong.work.dialogues.forms import ExtraForm, HoldForm, PlanForm
from neuguong.work.dialogues.models import Reception
from neuguong.work.dialogues.queries import duty_of
from neuguong.work.dialogues.services import add_reception, hold_reception, plan_receptions
from neuguong.work.dialogues.views.asked import AtMyUnits, asked_id, may

MOST = 120  # a year of weeks, twice
ACTS = {"plan": _l("Xếp lịch")}


class Receptions(ListPage):
    """Reception days within the reader's reach."""

    right = (rules.receptions, "view")
    spec = lists.RECEPTIONS
    template = "dialogues/receptions.jinja"

    def get_queryset(self) -> QuerySet[Reception]:
        return Reception.objects.select_related("unit", "host")

    def extra(self, listing: Listing[Any]) -> dict[str, Any]:
        user = self.request.user
        planned = RECEPTION_FLOW.takeable(Reception.objects.order_by("on", "pk"), "publish", user)
        ids = list(planned.values_list("pk", flat=True)[:MOST])
        ask = reverse("journal:step", args=[RECEPTION_FLOW.key, "publish"])
        onward = {"next": reverse("dialogues:receptions")}
        href = f"{ask}?{urlencode({'ids': ids, **onward}, doseq=True)}" if ids else ""
        return {"can_add": may(user, "hold"), "planned": len(ids), "publish_href": href}


class ReceptionPage(Page):
    """One reception day."""

    right = (rules.receptions, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        row: Reception = self.found(Reception.objects.select_related("unit", "host"), pk=pk)
        context = {
            "row": row,
            "words": lists.reception_words(row),
            "tone": lists.reception_tone(row),
            "duty": duty_of(row.unit, row.on),
            "open_steps": RECEPTION_FLOW.open_to(row, request.user),
            "step_url": reverse("journal:take", args=[RECEPTION_FLOW.key, pk]),
            "timeline": timeline(row, RECEPTION_FLOW, ACTS),
        }
        return page(request, "dialogues/reception.jinja", context)


class PlanReceptions(AtMyUnits):
    """Plan the days of a year that the rules demand of the unit's head."""

    right = (rules.units, "hold")
    form_class = PlanForm
    title = _l("Xếp lịch tiếp công dân cả năm")
    submit_label = _l("Xếp lịch")

    def initial(self) -> dict[str, Any]:
        return {"period": periods.containing(self.request.today, "YEAR"), "weekday": 1}

    def more(self) -> dict[str, Any]:
        ids = [one.pk for one in periods.years() if one.ends_on >= self.request.today]
        return {"periods": Period.objects.filter(pk__in=ids).order_by("year")}

    def extra(self) -> dict[str, Any]:
        duties = [(unit, duty_of(unit, self.request.today)) for unit in self.units[:5]]
        lead = "; ".join(
            _("%(unit)s: ít nhất %(n)s ngày mỗi %(every)s (%(basis)s)")
            % {"unit": unit.name, "n": duty.times, "every": duty.get_every_display(), "basis": duty.basis}
            for unit, duty in duties if duty
        )  # fmt: skip
        return {"lead": lead or None, "back": reverse("dialogues:receptions"), "suggestions": ()}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        made = plan_receptions(**cleaned, actor=request.user, now=request.now)
        words = ngettext("Đã xếp thêm %(n)s buổi. Hãy công bố lịch.", "Đã xếp thêm %(n)s buổi. Hãy công bố lịch.", made)
        messages.success(request, words % {"n": made})
        return f"{reverse('dialogues:receptions')}?year={cleaned['period'].year}&state=PLANNED"


class AddReception(AtMyUnits):
    """One more day, beside what the rules demand."""

    right = (rules.units, "hold")
    form_class = ExtraForm
    title = _l("Thêm buổi tiếp công dân đột xuất")
    submit_label = _l("Thêm buổi tiếp")

    def extra(self) -> dict[str, Any]:
        return {"lead": None, "back": reverse("dialogues:receptions"), "suggestions": ()}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        period = periods.year(cleaned["on"].year)
        row = add_reception(**cleaned, period=period, actor=request.user, now=request.now)
        messages.success(request, _("Đã thêm buổi tiếp."))
        return reverse("dialogues:reception", args=[row.pk])


class HoldReception(FormPage):
    """Record who received how many."""

    right = (rules.receptions, "hold")
    form_class = HoldForm
    template = "dialogues/form.jinja"
    title = _l("Ghi kết quả tiếp công dân")
    submit_label = _l("Ghi kết quả")

    def prepare(self) -> None:
        self.row: Reception = self.found(Reception.objects.select_related("unit", "host"), pk=asked_id(self.request))

    def initial(self) -> dict[str, Any]:
        return {"held_by": "HEAD"}

    def extra(self) -> dict[str, Any]:
        back = reverse("dialogues:reception", args=[self.row.pk])
        return {"lead": f"{self.row}, {self.row.unit.name}", "back": back, "suggestions": (), "id": self.row.pk}

    def act(self, cleaned: dict[str, Any]) -> str:
        hold_reception(reception=self.row, **cleaned, actor=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã ghi kết quả buổi tiếp."))
        return reverse("dialogues:reception", args=[self.row.pk])
