"""The page on which a unit sets what its direct children are to reach."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.queries import names
from neuguong.kit.numbers import number
from neuguong.kit.views import FormPage
from neuguong.work.indicators import queries, rules
from neuguong.work.indicators.forms.targets import TargetsForm
from neuguong.work.indicators.models import Indicator, Target
from neuguong.work.indicators.services.targets import set_targets, settable
from neuguong.work.indicators.views.asking import chips, needed, path
from neuguong.work.indicators.views.reading import cascade_words


class Targets(FormPage):
    """`?don-vi=` whose children, `?ky=` in which period."""

    right = (rules.indicators, "view")
    template = "indicators/targets.jinja"
    title = _l("Mức phải đạt")
    submit_label = _l("Lưu mức phải đạt")

    def prepare(self) -> None:
        self.asked = needed(self.request)
        self.indicator: Indicator = self.found(Indicator.objects.all(), pk=self.kwargs["pk"])
        if not rules.units.can(self.request.user, "set_targets", self.asked.unit):
            raise PermissionDenied
        self.units = settable(self.indicator, self.asked.unit, self.asked.period)
        self.called = {
            pk: one.name for pk, one in names([one.pk for one in self.units], self.asked.period.tree_on).items()
        }

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        rows = Target.objects.filter(indicator=self.indicator, period=self.asked.period, unit__in=self.units)
        return TargetsForm(
            data,
            indicator=self.indicator,
            units=self.units,
            targets={row.unit_id: row for row in rows.order_by("pk")},
            called=self.called,
        )

    def extra(self) -> dict[str, Any]:
        found = queries.cascade(self.indicator, self.asked.unit.pk, self.asked.period)
        return {
            "indicator": self.indicator,
            "asked": self.asked,
            "chips": chips(self.asked),
            "path": path(self.asked, self.request.user),
            "called": self.called,
            "own": queries.shown(found.own) if found.own else "",
            "said": cascade_words(found, self.indicator),
            "back": self._back(),
        }

    def _back(self) -> str:
        return reverse("indicators:detail", args=[self.indicator.pk]) + self.asked.query

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        changed = set_targets(
            unit=self.asked.unit, indicator=self.indicator, period=self.asked.period, given=cleaned["given"],
            seen=cleaned["seen"], decision=cleaned["decision"], actor=request.user, now=request.now,
        )  # fmt: skip
        messages.success(request, _("Đã lưu %(n)s mức phải đạt.") % {"n": number(changed)})
        return self._back()
