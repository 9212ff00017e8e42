"""A member who moves to another cell takes her registration along: it goes on counting where it was made, and what is
still to be decided on it is decided where she lives now. Both cells see it."""

from neuguong.base.orgs.events import MemberMoved
from neuguong.base.orgs.models import Person, Unit
from neuguong.work.commitments.choices import CONFIRMED, Kind, State
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.services.opening import decider_of


def follow_member(event: MemberMoved) -> None:
    """Reaction to `orgs.MemberMoved`: whatever is not confirmed yet waits for the new cell from now on.

    Results recorded and decisions taken up to the day stay the old cell's.
    """
    rows = Commitment.objects.filter(person=event.person_id, kind=Kind.INDIVIDUAL, decider_unit=event.from_unit_id)
    person, cell = Person.objects.get(pk=event.person_id), Unit.objects.get(pk=event.to_unit_id)
    decider = decider_of(kind=Kind.INDIVIDUAL, unit=cell, person=person, on=event.on)
    if decider is not None:
        rows.exclude(state__in=(*CONFIRMED, State.ENDED)).update(decider_unit=decider)
