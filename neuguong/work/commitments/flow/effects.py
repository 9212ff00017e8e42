"""What follows a step, in the same transaction and set-based: versions, items' status, timing, notices."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, Value, When
from django.utils import timezone

from neuguong.work.commitments import notices
from neuguong.work.commitments.choices import ItemStatus, Timing
from neuguong.work.commitments.flow.terms import link_additions
from neuguong.work.commitments.flow.versions import keep_handed_in, keep_unkept
from neuguong.work.commitments.models import Commitment, Item


def begun(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """What was dropped with a withdrawn registration is to be done again, as far as it stays written there."""
    Item.objects.filter(commitment__in=ids, status=ItemStatus.DROPPED).update(status=ItemStatus.PLANNED)


def submitted(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """Keep what was handed in; the first time, say whether it was in time."""
    day = timezone.localdate(now)
    Commitment.objects.filter(pk__in=ids, timing=Timing.NONE).update(
        submitted_on=day,
        timing=Case(When(due_on__lt=day, then=Value(Timing.LATE.value)), default=Value(Timing.ON_TIME.value)),
    )
    keep_handed_in(ids, actor, now)
    notices.to_decide(ids, now)


def sent_back(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """Tell the registrants why; what is returned is kept, whoever handed it in, to compare the next with it."""
    keep_unkept(ids, now)
    notices.returned(ids, now)


def approved(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """The items are in force and tracked from now on; years that were opened meanwhile add to a term."""
    Item.objects.filter(commitment__in=ids, status=ItemStatus.PLANNED).update(status=ItemStatus.OPEN)
    link_additions("term", ids)
    notices.approved(ids, now)


def reported(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """Ask the deciders to confirm."""
    notices.to_confirm(ids, now)


def asked_again(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """Tell the registrants what is missing."""
    notices.asked_again(ids, note, now)


def confirmed(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """The items are over, whatever the result."""
    Item.objects.filter(commitment__in=ids, status=ItemStatus.OPEN).update(status=ItemStatus.DONE)
    Commitment.objects.filter(pk__in=ids).update(comment=Value(note), edition=F("edition") + 1)
    notices.confirmed(ids, now)


def ended(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """What was in force is no longer, with the result so far."""
    Item.objects.filter(commitment__in=ids, status=ItemStatus.OPEN).update(status=ItemStatus.CUT)
    notices.ended(ids, now)


def withdrawn(ids: Sequence[int], actor: Any, note: str, now: dt.datetime) -> None:
    """Items never came into force."""
    Item.objects.filter(commitment__in=ids, status=ItemStatus.PLANNED).update(status=ItemStatus.DROPPED)
