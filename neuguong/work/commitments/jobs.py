"""Clock work of this slice. The queue's clock is UTC."""

from neuguong.kit import clock
from neuguong.kit.jobs import periodic
from neuguong.work.commitments.services import climb_unanswered


@periodic("15 23 * * *", "commitments.climb")  # 06:15, before the reminders of the day
def climb(timestamp: int) -> None:
    """Obstacles that nobody answered in time go one level up."""
    climb_unanswered(today=clock.today(), now=clock.now())
