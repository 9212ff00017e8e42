"""The calendar for everybody, and moving a deadline for those who keep it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.periods import queries, services
from neuguong.base.periods.choices import CompilingLevel
from neuguong.base.periods.forms import DeadlineForm
from neuguong.base.periods.models import Calendar, Deadline, Holiday, Period
from neuguong.base.periods.rules import keeper, policy
from neuguong.kit.numbers import date
from neuguong.kit.views import SIGNED_IN, FormPage, Page, page


class CalendarPage(Page):
    """The periods, deadlines and days off of one year (`?nam=`), this year unless another is asked for."""

    right = SIGNED_IN

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("nam", "")
        year = int(asked) if asked.isdecimal() and len(asked) == 4 else request.today.year  # type: ignore[attr-defined]
        deadlines = list(self.deadlines(year))
        context = {
            "year": year,
            "years": [period.year for period in queries.years()],
            "calendars": [(calendar, _periods(calendar, year)) for calendar in Calendar.objects.order_by("code")],
            "deadlines": _by_subject(deadlines),
            "levels": sorted({row.level for row in deadlines}, reverse=True),
            "level_labels": dict(CompilingLevel.choices),
            "holidays": _holidays(year),
        }
        return page(request, "periods/calendar.jinja", context)

    def deadlines(self, year: int) -> Iterable[Deadline]:
        rows = policy.abilities(Deadline.objects.filter(period__year=year), self.request.user, ["edit"])
        order = ("period__calendar__code", "period__starts_on", "-period__ends_on", "subject", "-level")
        return rows.select_related("period__calendar").order_by(*order)


def _periods(calendar: Calendar, year: int) -> list[dict[str, Any]]:
    rows = Period.objects.filter(calendar=calendar, year=year).order_by("starts_on", "-ends_on")
    return [{"cells": [str(row), date(row.starts_on), date(row.ends_on), date(row.tree_on)]} for row in rows]


def _by_subject(deadlines: Iterable[Deadline]) -> list[dict[str, Any]]:
    """One line for each subject of a period: the deadline of every level."""
    lines: dict[tuple[int, str], dict[str, Any]] = {}
    for row in deadlines:
        line = lines.setdefault((row.period_id, row.subject), {"row": row, "by_level": {}, "basis": set()})
        line["by_level"][row.level] = row
        line["basis"].add(row.basis)
    return list(lines.values())


def _holidays(year: int) -> list[dict[str, Any]]:
    rows = Holiday.objects.filter(on__year=year).order_by("on")
    return [
        {"cells": [date(row.on), row.name, {"text": _("Làm bù"), "tone": "info"} if row.works else _("Nghỉ")]}
        for row in rows
    ]


class DeadlinePage(FormPage):
    """Move one deadline."""

    right = policy, "edit"
    form_class = DeadlineForm
    template = "periods/deadline.jinja"
    submit_label = _l("Ghi hạn mới")

    @cached_property
    def deadline(self) -> Deadline:
        row: Deadline = self.found(Deadline.objects.select_related("period__calendar"), pk=self.kwargs["pk"])
        return row

    def prepare(self) -> None:
        level = CompilingLevel(self.deadline.level).label
        words = {"subject": self.deadline.get_subject_display(), "period": self.deadline.period, "level": level}
        self.title = _("Hạn %(subject)s, %(period)s, %(level)s") % words

    def initial(self) -> dict[str, Any]:
        return {"due_on": self.deadline.due_on, "basis": self.deadline.basis}

    def extra(self) -> dict[str, Any]:
        return {"deadline": self.deadline, "back": self.back()}

    def back(self) -> str:
        return f"{reverse('periods:list')}?nam={self.deadline.period.year}"

    def act(self, cleaned: dict[str, Any]) -> str:
        due_on: dt.date = cleaned["due_on"]
        services.move_deadline(
            deadline=self.deadline,
            due_on=due_on,
            basis=cleaned["basis"],
            actor=self.request.user,
            now=self.request.now,  # type: ignore[attr-defined]  # set by the clock middleware
            capacity=next((label for _q, label in keeper.grounds(self.request.user)), ""),
        )
        return self.back()
