"""The calendar for everybody; opening years and moving a deadline for those who keep it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.base.periods import queries, services
from neuguong.base.periods.choices import CompilingLevel, PeriodKind
from neuguong.base.periods.forms import DeadlineForm, OpenForm
from neuguong.base.periods.models import Deadline, Holiday, Period
from neuguong.base.periods.rules import capacity_to_keep, policy
from neuguong.kit.numbers import date
from neuguong.kit.views import SIGNED_IN, FormPage, Page, Request, page, require


class CalendarPage(Page):
    """The periods, deadlines and days off of one year (`?nam=`), this year unless another is asked for."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        asked = request.GET.get("nam", "")
        year = int(asked) if asked.isdecimal() and len(asked) == 4 else request.today.year
        context = {
            "year": year,
            "other_years": [period.year for period in queries.years() if period.year != year],
            "calendars": self.calendars(year),
            "level_labels": [label for _level, label in reversed(CompilingLevel.choices)],
            "holidays": _holidays(year),
            "can_open": capacity_to_keep(request.user) is not None,
        }
        return page(request, "periods/calendar.jinja", context)

    def calendars(self, year: int) -> list[dict[str, Any]]:
        """Every calendar that has the year: its periods, and a line of deadlines for each subject of a period."""
        found: dict[int, dict[str, Any]] = {}
        periods = Period.objects.filter(year=year).exclude(kind=PeriodKind.TERM).select_related("calendar")
        for row in periods.order_by("calendar__code", "starts_on", "-ends_on"):
            one = found.setdefault(row.calendar_id, {"calendar": row.calendar, "periods": [], "deadlines": {}})
            one["periods"].append({"cells": [str(row), date(row.starts_on), date(row.ends_on), date(row.tree_on)]})
        deadlines = policy.abilities(Deadline.objects.filter(period__year=year), self.request.user, ["edit"])
        order = ("period__starts_on", "-period__ends_on", "subject", "-level")
        for due in deadlines.select_related("period").order_by(*order):
            lines = found[due.period.calendar_id]["deadlines"]
            lines.setdefault((due.period_id, due.subject), []).append(due)
        return [{**one, "deadlines": [_line(rows) for rows in one["deadlines"].values()]} for one in found.values()]


def _line(rows: list[Deadline]) -> dict[str, Any]:
    """One subject of one period: the deadline of every level, each a link for whoever may move it."""
    by_level = {row.level: row for row in rows}
    return {"cells": [_matter(rows[0]), *(_due(by_level.get(level)) for level in reversed(CompilingLevel.values))]}


def _matter(row: Deadline) -> str:
    return _("%(subject)s %(period)s") % {"subject": row.get_subject_display(), "period": _in_words(row.period)}


def _in_words(words: object) -> str:
    """As it stands inside a sentence, its first letter small."""
    text = str(words)
    return text[:1].lower() + text[1:]


def _due(row: Any) -> str | dict[str, str]:
    if row is None:
        return "—"
    return {"text": date(row.due_on), "href": reverse("periods:deadline", args=[row.pk]) if row.can_edit else ""}


def _holidays(year: int) -> list[dict[str, Any]]:
    rows = Holiday.objects.filter(on__year=year).order_by("on")
    return [
        {"cells": [date(row.on), row.name, {"text": _("Làm bù"), "tone": "info"} if row.works else _("Nghỉ")]}
        for row in rows
    ]


class OpenPage(FormPage):
    """Open further years: a coming one, or those of an older ledger that is to be loaded (`?nam=`)."""

    right = policy, "open"
    form_class = OpenForm
    template = "periods/open.jinja"
    title = _l("Mở năm")
    submit_label = _l("Mở năm")
    request: Any  # carries `today` and `now`

    def prepare(self) -> None:
        self.capacity = capacity_to_keep(self.request.user)
        require(self.capacity is not None)

    def make_form(self, data: Any = None, files: Any = None) -> OpenForm:
        return OpenForm(data, initial={"first": self.proposed()}, this_year=self.request.today.year)

    def proposed(self) -> int:
        """The year asked for, else the one after the last that is open."""
        asked = self.request.GET.get("nam", "")
        if asked.isdecimal() and len(asked) == 4:
            return int(asked)
        return max([period.year for period in queries.years()], default=self.request.today.year - 1) + 1

    def extra(self) -> dict[str, Any]:
        return {"back": reverse("periods:list")}

    def act(self, cleaned: dict[str, Any]) -> str:
        first, last = cleaned["first"], cleaned["last"] or cleaned["first"]
        services.open_years(
            years=range(first, last + 1), now=self.request.now, actor=self.request.user, capacity=self.capacity or ""
        )
        messages.success(self.request, _("Đã mở %(years)s.") % {"years": _span(first, last)})
        return f"{reverse('periods:list')}?nam={last}"


def _span(first: int, last: int) -> str:
    words = {"first": first, "last": last}
    return _("năm %(first)s") % words if first == last else _("các năm %(first)s-%(last)s") % words


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
        self.title = _("Hạn %(matter)s: %(level)s") % {
            "matter": _in_words(_matter(self.deadline)),
            "level": _in_words(level),
        }

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
            now=self.request.now,
            capacity=capacity_to_keep(self.request.user) or "",
        )
        return self.back()
