"""Clock work of this slice. The queue's clock is UTC."""

from neuguong.kit import clock
from neuguong.kit.jobs import periodic
from neuguong.work.dialogues.services import timing


@periodic("15 23 * * *", "dialogues.escalate")  # 06:15, before the reminders
def escalate(timestamp: int) -> None:
    """Tell one level up of what is overdue."""
    timing.escalate(today=clock.today(), now=clock.now())


@periodic("40 18 * * *", "dialogues.forget")  # 01:40
def forget(timestamp: int) -> None:
    """Erase who sent what is closed long since."""
    timing.forget(today=clock.today(), now=clock.now())
