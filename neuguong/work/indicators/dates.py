"""What of this slice falls on which day: by when a unit enters its numbers of a period."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.kit.dated import Asked, Dated
from neuguong.work.indicators import rules
from neuguong.work.indicators.choices import WRITABLE
from neuguong.work.indicators.models import Value


def dates(asked: Asked) -> Iterator[Dated]:
    """One line a unit, period and deadline: of the units for which one enters, or of one unit."""
    seen = rules.values.visible(Value.objects.filter(expected=True, category=""), asked.user)
    mine = seen.filter(unit=asked.unit_id) if asked.unit_id else seen.filter(rules.writer(asked.user))
    days = mine.filter(due_on__gte=asked.starts_on, due_on__lte=asked.ends_on).order_by()
    owed = days.values_list("due_on", "unit_id", "period_id").annotate(n=Count("pk", filter=Q(state__in=WRITABLE)))
    in_order = owed.order_by("due_on", "unit_id", "period_id")
    found = asked.first(in_order, _("Số liệu chỉ tiêu phải nhập"), lambda row: row[0])
    units = Unit.objects.in_bulk({unit for _on, unit, _period, _n in found})
    periods = Period.objects.in_bulk({period for _on, _unit, period, _n in found})
    for on, unit, period, left in found:
        href = reverse("indicators:entry", args=[units[unit].code, period])
        yield Dated(on, _("Hạn nhập số liệu chỉ tiêu"), f"{units[unit].name}, {periods[period]}", href, not left)
