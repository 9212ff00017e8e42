"""Days as a calendar program reads them (RFC 5545)."""

import datetime as dt
import hashlib

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from neuguong.kit.dated import Dated

_ASK_AGAIN = dt.timedelta(hours=6)


def written(things: list[Dated], now: dt.datetime) -> bytes:
    """The days as one calendar, UTF-8; its addresses are those of this installation (`SITE_ADDRESS`)."""
    whole = Calendar()
    whole.add("prodid", "-//Nêu Gương//Lịch//VI")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", _("Nêu Gương"))
    whole.add("refresh-interval", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for thing in things:
        whole.add_component(_event(thing, now))
    return bytes(whole.to_ical())


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
