"""One's own days in the calendar of a phone: a secret address, and what a program reads there (RFC 5545)."""

import datetime as dt
import hashlib

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from icalendar import Calendar, Event

from neuguong.base.accounts import services
from neuguong.base.accounts.models import CalendarLink
from neuguong.kit.dated import Asked, Dated, dated
from neuguong.kit.views import PUBLIC, SIGNED_IN, Page, Request, page

BEHIND, AHEAD = dt.timedelta(days=31), dt.timedelta(days=366)
_ASK_AGAIN = dt.timedelta(hours=6)


@method_decorator(never_cache, name="dispatch")
class Link(Page):
    """Make the secret address, make another, end it. It is on the answer to the act and nowhere else."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        return self._answer("")

    def post(self, request: Request) -> HttpResponse:
        if "close" in request.POST:
            services.close_calendar(user=request.user)
            messages.success(request, _("Đã bỏ đường dẫn lịch. Nơi nào đang dùng đường dẫn ấy không đọc được nữa."))
            return HttpResponseRedirect(reverse("calendar:link"))
        key = services.open_calendar(user=request.user, now=request.now)
        return self._answer(f"{settings.SITE_ADDRESS}{reverse('calendar:feed', args=[key])}")

    def _answer(self, address: str) -> HttpResponse:
        link = CalendarLink.objects.filter(user=self.request.user).first()
        return page(self.request, "calendar/link.jinja", {"address": address, "link": link})


@method_decorator(never_cache, name="dispatch")
class Feed(Page):
    """The owner's own days, from a month ago to a year ahead, as she would see them signed in. Whoever has the address
    reads them, so the key is as good as a password and whatever is wrong with one is not told."""

    right = PUBLIC

    def get(self, request: Request, key: str) -> HttpResponse:
        user = services.calendar_owner(key)
        if user is None:
            raise Http404
        things = dated(Asked(user, request.today - BEHIND, request.today + AHEAD))
        answer = HttpResponse(_calendar(things, request.now), content_type="text/calendar; charset=utf-8")
        answer.headers["Content-Disposition"] = "attachment; filename=neu-guong.ics"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer


def _calendar(things: list[Dated], now: dt.datetime) -> bytes:
    whole = Calendar()
    whole.add("prodid", "-//Nêu Gương//Lịch//VI")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", _("Nêu Gương"))
    whole.add("refresh-interval", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for thing in things:
        whole.add_component(_event(thing, now))
    return whole.to_ical()


def _event(thing: Dated, now: dt.datetime) -> Event:
    """A whole day that keeps nobody from other things; the same thing on another day is the same event, moved."""
    event = Event()
    named = hashlib.sha256(f"{thing.href}|{thing.what}|{thing.title}".encode()).hexdigest()
    event.add("uid", f"{named[:32]}@neu-guong")
    event.add("dtstamp", now)
    event.add("dtstart", thing.on)
    event.add("dtend", thing.on + dt.timedelta(days=1))
    done = f" ({_('xong')})" if thing.is_done else ""
    event.add("summary", f"{thing.what}{done}: {thing.title}")
    event.add("url", f"{settings.SITE_ADDRESS}{thing.href}")
    event.add("transp", "TRANSPARENT")
    return event
