"""Papers with people in them go out of the house: who took them; for the list at the office also, on what it rests."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from neuguong.base.consents.models import Consent
from neuguong.base.journal.models import Entry
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.periods.models import Period
from neuguong.work.commitments.choices import Taken
from neuguong.work.commitments.queries import POSTED, TAKEN, last_posted
from neuguong.work.commitments.rules import units

_AGAIN = dt.timedelta(minutes=1)


@transaction.atomic
def post_list(
    *,
    unit: Unit,
    period: Period,
    paper: str,
    form: str,
    named: int,
    without: int,
    consents: Sequence[Consent],
    actor: Any,
    now: dt.datetime,
) -> Entry:
    """Write in the unit's journal that its list of the year was issued: on what paper, in what form ("pdf", "html"),
    how many are named and how many are not, who they are, and each consent with its version. PermissionDenied without
    the right.

    The same list issued by the same person within a minute is the same act: a button pressed twice.
    """
    if not units.can(actor, "post", unit):
        raise PermissionDenied
    data = {
        "year": period.year, "paper": paper, "form": form, "named": named, "without": without,
        "consents": [[one.person_id, one.pk, one.version] for one in consents],
        "people": sorted({one.person_id for one in consents}),
    }  # fmt: skip
    last = last_posted(unit)
    if last and last.actor_id == actor.pk and last.data == data and now - last.at < _AGAIN:
        return last
    return record(unit, POSTED, actor=actor, now=now, data=data)


def paper_taken(
    *,
    unit: Unit,
    year: int,
    paper: Taken,
    suffix: str,
    people: Iterable[int | None],
    actor: Any,
    now: dt.datetime,
) -> Entry:
    """Write in the unit's journal that a paper of the year with people in it was taken as a file, and their ids: each
    of them reads on her own page who took it (`queries.papers_of`)."""
    named = sorted({one for one in people if one})
    data = {"year": year, "paper": paper, "form": suffix, "people": named}
    return record(unit, TAKEN, actor=actor, now=now, data=data)
