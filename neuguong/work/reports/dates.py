"""What of this slice falls on which day: reports to hand in."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.access.choices import Role
from neuguong.base.access.rules import at
from neuguong.kit.dated import Asked, Dated
from neuguong.work.reports import rules
from neuguong.work.reports.choices import SENT
from neuguong.work.reports.models import Report

_office = at(Role.SECRETARY, Role.STAFF, Role.APPROVER)


def dates(asked: Asked) -> Iterator[Dated]:
    """Deadlines of the reports of one's own office, or of a unit."""
    seen = rules.policy.visible(Report.objects.select_related("unit", "period"), asked.user)
    rows = seen.filter(unit=asked.unit_id) if asked.unit_id else seen.filter(_office(asked.user))
    for row in asked.of(rows, "due_on"):
        title = f"{row.unit.name}, {row.period}"
        yield Dated(row.due_on, _("Hạn báo cáo"), title, reverse("reports:detail", args=[row.pk]), row.state in SENT)
