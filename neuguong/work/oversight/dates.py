"""What of this slice falls on which day: visits, and remedies to carry out."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.access.rules import at
from neuguong.kit.dated import Asked, Dated
from neuguong.work.oversight import rules
from neuguong.work.oversight.choices import DONE, STANDING, FindingState, VisitState
from neuguong.work.oversight.models import Finding, Visit

_body = at(*rules.BODY, unit="body_id")


def dates(asked: Asked) -> Iterator[Dated]:
    """Visits that one's own body makes or that are made to oneself; remedies that one owes. Of a unit: both."""
    of_unit = Q(unit=asked.unit_id) | Q(body=asked.unit_id)
    seen = rules.visits.visible(Visit.objects.select_related("unit"), asked.user)
    mine = of_unit if asked.unit_id else _body(asked.user) | rules.concerned(asked.user)
    for visit in asked.of(seen.filter(mine).exclude(state=VisitState.CANCELLED), "planned_on"):
        title = f"{visit.unit.name}: {visit.theme}"
        href = reverse("oversight:visit", args=[visit.pk])
        yield Dated(visit.planned_on, visit.get_kind_display(), title, href, visit.state in DONE)
    found = rules.findings.visible(Finding.objects.select_related("unit"), asked.user).filter(state__in=STANDING)
    owed = found.filter(of_unit if asked.unit_id else rules.concerned(asked.user))
    for one in asked.of(owed, "due_on"):
        href = reverse("oversight:finding", args=[one.pk])
        yield Dated(one.due_on, _("Hạn khắc phục"), one.unit.name, href, one.state == FindingState.VERIFIED)
