"""One month of one's own or of a unit, as a sheet of weeks or as a list."""

import calendar
import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from neuguong.base.access.rules import holds, units
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Holiday
from neuguong.kit.dated import MOST, Asked, Dated, dated
from neuguong.kit.views import SIGNED_IN, Page, Request, page

FIRST, LAST = 2015, 2100
_PLACES = 8


@dataclass
class Day:
    """One square of the sheet. `is_off`: nobody works; `holiday` is why, if it is no plain weekend."""

    on: dt.date
    is_other: bool
    is_off: bool
    holiday: str = ""
    things: list[Dated] = field(default_factory=list)


class Month(Page):
    """`?thang=2026-11`, `?don-vi=` a unit's own instead of the reader's, `?dang=danh-sach` as a list."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        first, unit = self._first(), self._unit()
        days = _weeks(first)
        asked = Asked(request.user, days[0], days[-1], unit.pk if unit else None)
        things = dated(asked)
        squares = _squares(days, first.month, things)
        context = {
            "first": first,
            "unit": unit,
            "places": self._places(),
            "cut": asked.cut,
            "most": MOST,
            "as_list": request.GET.get("dang") == "danh-sach",
            "weeks": [squares[at : at + 7] for at in range(0, len(squares), 7)],
            "listed": [day for day in squares if day.things and not day.is_other],
            "before": _month(first, -1),
            "after": _month(first, 1),
            "href": self._href,
        }
        return page(request, "calendar/month.jinja", context)

    def _first(self) -> dt.date:
        asked = self.request.GET.get("thang", "")
        if not asked:
            return self.request.today.replace(day=1)
        try:
            first = dt.date.fromisoformat(f"{asked}-01")
        except ValueError:
            raise Http404 from None
        if not FIRST <= first.year <= LAST:
            raise Http404
        return first

    def _unit(self) -> Unit | None:
        asked = self.request.GET.get("don-vi", "")
        return get_object_or_404(units.visible(Unit.objects.all(), self.request.user), code=asked) if asked else None

    def _places(self) -> QuerySet[Unit]:
        """The units that the reader holds a role on: their calendars stand beside her own."""
        ids = {hold.unit_id for hold in holds(self.request.user)}
        return units.visible(Unit.objects.filter(pk__in=ids), self.request.user).order_by("level", "pk")[:_PLACES]

    def _href(self, **changed: Any) -> str:
        """This page with something else in its address; None leaves it out."""
        kept = {key: self.request.GET[key] for key in ("thang", "don-vi", "dang") if key in self.request.GET}
        names = {"month": "thang", "unit": "don-vi", "form": "dang"}
        asked = {**kept, **{names[key]: value for key, value in changed.items()}}
        return "?" + urlencode({key: value for key, value in asked.items() if value})


def _weeks(first: dt.date) -> list[dt.date]:
    """The days of all weeks that touch the month, from Monday on."""
    return [day for week in calendar.Calendar().monthdatescalendar(first.year, first.month) for day in week]


def _month(first: dt.date, step: int) -> str:
    other = (first + dt.timedelta(days=31)) if step > 0 else (first - dt.timedelta(days=1))
    return f"{other:%Y-%m}"


def _squares(days: list[dt.date], month: int, things: list[Dated]) -> list[Day]:
    marked = {row.on: row for row in Holiday.objects.filter(on__gte=days[0], on__lte=days[-1])}
    squares = {on: Day(on, on.month != month, _is_off(on, marked.get(on)), _called(marked.get(on))) for on in days}
    for thing in things:
        squares[thing.on].things.append(thing)
    return list(squares.values())


def _is_off(day: dt.date, marked: Holiday | None) -> bool:
    return not marked.works if marked else day.weekday() >= 5


def _called(marked: Holiday | None) -> str:
    return marked.name if marked else ""
