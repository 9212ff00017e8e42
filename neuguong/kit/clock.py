"""The one place where the wall clock is read.

Views and jobs call these and pass the result down; everything below takes time as an argument. The demo sets
`NEUGUONG_TODAY` so that everybody sees the same day; the time of day still runs.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def today() -> dt.date:
    """The current day in Vietnam (Asia/Ho_Chi_Minh), or the day the demo is seen from."""
    fixed: dt.date | None = settings.NEUGUONG_TODAY
    return fixed or timezone.localdate()


def now() -> dt.datetime:
    """The current instant as Vietnam's clocks show it: aware, and its date is always `today()`."""
    instant = timezone.localtime()
    fixed: dt.date | None = settings.NEUGUONG_TODAY
    if fixed is None:
        return instant
    return instant + (fixed - instant.date())
