"""Clock work: reminders first, the digests at 07:00 in Vietnam. The queue's clock is UTC."""

import datetime as dt

from neuguong.base.notices.services import digests, reminders
from neuguong.kit import clock
from neuguong.kit.jobs import job, periodic


@periodic("30 23 * * *", "notices.remind")  # 06:30
def remind(timestamp: int) -> None:
    """Tell people what is due."""
    reminders.remind(today=clock.today(), now=clock.now())


@periodic("0 0 * * *", "notices.digests")  # 07:00
def send_digests(timestamp: int) -> None:
    """Send everybody's digest, each as a job of its own, so that one failure holds up nobody."""
    on = clock.today().isoformat()
    people = digests.waiting(now=clock.now())
    if people:
        send_digest.batch_defer(*({"user_id": user_id, "on": on} for user_id in people))


@job("notices.digest", attempts=7)  # over about five hours; what is still unsent goes with tomorrow's
def send_digest(user_id: int, on: str) -> None:
    """Send one person's digest."""
    digests.send(user_id=user_id, on=dt.date.fromisoformat(on), now=clock.now())
