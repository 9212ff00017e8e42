"""What must be said first on the pages of a registration: why it came back, and for whom somebody writes."""

from typing import Any

from neuguong.base.journal.models import Entry
from neuguong.base.journal.queries import last_step
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.models import Commitment

_BACK = ("send_back", "ask_again")


def sent_back(commitment: Commitment) -> Entry | None:
    """The return it has not been answered since, with its reason; None if nothing came back (no query then)."""
    if commitment.state not in (State.RETURNED, State.APPROVED):
        return None
    last = last_step(commitment)
    return last if last and last.step in _BACK and last.note else None


def acting_for(commitment: Commitment, user: Any) -> str:
    """The registrant in whose place `user` would write; "" for one's own, and for a collective, which has no hand."""
    person = commitment.person
    return "" if person is None or person.user_id == user.pk else str(person)
