"""Clock work: reminders first, then the digests, hour by hour from 07:00 to 19:00 in Vietnam. The queue's clock is
UTC."""

import datetime as dt

from neuguong.base.notices.services import digests, reminders
from neuguong.kit import clock
from neuguong.kit.jobs import job, periodic


@periodic("30 23 * * *", "notices.remind")  # 06:30
def remind(timestamp: int) -> None:
    """Tell people what is due."""
    reminders.remind(today=clock.today(), now=clock.now())


@periodic("0 0-12 * * *", "notices.digests")  # 07:00 to 19:00
def send_digests(timestamp: int) -> None:
    """Send their digest to all whose hour has come, each as a job of its own, so that one failure holds up nobody."""
    on = clock.today().isoformat()
    people = digests.waiting(now=clock.now())
    if people:
        send_digest.batch_defer(*({"user_id": user_id, "on": on} for user_id in people))


@job("notices.digest", attempts=3)  # within the hour; what is still unsent goes with the next round
def send_digest(user_id: int, on: str) -> None:
    """Send one person's digest."""
    digests.send(user_id=user_id, on=dt.date.fromisoformat(on), now=clock.now())
