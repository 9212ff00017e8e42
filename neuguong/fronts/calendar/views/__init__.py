"""Pages of the calendar."""

from neuguong.fronts.calendar.views.feed import Feed, Link
from neuguong.fronts.calendar.views.month import Month

__all__ = ["Feed", "Link", "Month"]
