"""Looking at a denunciation, and taking the steps of the law."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.accounts.models import User
from neuguong.base.journal.services import record, take_step
from neuguong.work.denunciations import rules
from neuguong.work.denunciations.content import Doing, Told, due, law_on, read, seal
from neuguong.work.denunciations.flow import FLOW
from neuguong.work.denunciations.models import Act, Denunciation


@transaction.atomic
def look(*, denunciation: Denunciation, actor: User, now: dt.datetime) -> Told:
    """What was told. Every look is journaled. ValidationError without the right; `cipher.Closed` where no key opens."""
    capacity = capacity_of(actor, rules.denunciations, "view", denunciation)
    told = read(Told, denunciation.sealed)
    record(denunciation, "look", actor=actor, now=now, capacity=capacity)
    return told


@transaction.atomic
def act(
    *, denunciation: Denunciation, step: str, on: dt.date, words: str, paper: str, actor: User, now: dt.datetime
) -> Denunciation:
    """Take a step of the law on a day, with its paper and words, which are sealed; the next term runs from that day.

    ValidationError for a day to come or before the last act, and for whatever refuses the step.
    """
    row = Denunciation.objects.select_for_update(of=("self",)).get(pk=denunciation.pk)
    _check_day(row, on, now)
    outcome = take_step(FLOW, row, step, actor, now=now, values=_terms(row, step, on))
    if outcome.refused:
        raise ValidationError([one.reason for one in outcome.refused])
    Act.objects.create(denunciation=row, step=step, on=on, by=actor, at=now, sealed=seal(Doing(words, paper)))
    return Denunciation.objects.get(pk=row.pk)


def _check_day(row: Denunciation, on: dt.date, now: dt.datetime) -> None:
    if on > timezone.localdate(now):
        raise ValidationError({"on": _("Ngày này chưa tới. Hãy xem lại ngày đã ghi.")})
    last = row.acts.order_by("on").values_list("on", flat=True).last() or row.received_on
    if on < last:
        raise ValidationError({"on": _("Ngày này trước việc đã ghi gần nhất (%(day)s).") % {"day": f"{last:%d/%m/%Y}"}})


def _terms(row: Denunciation, step: str, on: dt.date) -> dict[str, object]:
    """What the step does to the term that runs."""
    law = law_on(row.received_on)
    match step:
        case "prolong":
            return {"due_on": due(law, "CHECK_LONG", row.received_on), "extensions": 1}
        case "accept":
            return {"due_on": due(law, "SETTLE", on), "extensions": 0}
        case "extend":
            return {"due_on": due(law, "EXTEND", row.due_on), "extensions": row.extensions + 1}
        case "pause":
            return {"paused_on": on}
        case "resume" if row.paused_on is not None:
            return {"due_on": row.due_on + (on - row.paused_on), "paused_on": None}
        case "conclude":
            return {"due_on": due(law, "FINISH", on)}
    return {}
