"""Dialogues: planned, written down with questions and promises; promises followed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import record, take_step
from neuguong.base.orgs.models import Unit
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import date
from neuguong.kit.text import nfc
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.choices import DialogueState, Outcome
from neuguong.work.dialogues.flow import DIALOGUE_FLOW
from neuguong.work.dialogues.models import Dialogue, Promise, Question
from neuguong.work.dialogues.services.handling import saved_meanwhile


@dataclass(frozen=True)
class Answered:
    """One thing that was asked or proposed, and the answer. `number` is its place; the same again changes the same."""

    number: int
    text: str
    answer: str = ""


@dataclass(frozen=True)
class Promised:
    """One thing that was promised, by when, and which unit carries it out (None: the one that held the dialogue)."""

    number: int
    text: str
    due_on: dt.date
    owner_unit_id: int | None = None


@transaction.atomic
def plan_dialogue(
    *, unit: Unit, kind: str, topic: str, chair: str, on: dt.date, place: str, actor: Any, now: dt.datetime
) -> Dialogue:
    """A dialogue that will be, or was, held on a day. ValidationError if it stands there already, or without right."""
    capacity = capacity_of(actor, rules.units, "hold", unit) if actor is not None else ""
    try:
        period = periods.year(on.year)
    except Period.DoesNotExist as error:
        raise ValidationError({"on": str(error)}) from error
    row = Dialogue(
        unit=unit, kind=kind, topic=nfc(topic), chair=nfc(chair), on=on, place=nfc(place), period=period
    )  # fmt: skip
    row.validate_constraints()
    row.save()
    record(row, "plan", actor=actor, now=now, capacity=capacity)
    return row


@transaction.atomic
def write_dialogue(
    *,
    dialogue: Dialogue,
    people: int,
    questions: Sequence[Answered],
    promises: Sequence[Promised],
    edition: int,
    actor: Any,
    now: dt.datetime,
) -> Dialogue:
    """Write down a dialogue that was held; a planned one counts as held from then on.

    `edition` is the one the writer had before her: if somebody has saved something else since, nothing is written and a
    ValidationError (code "edition") says so. A promise that is kept already stays as it is, whatever is sent.
    ValidationError also before its day, and without the right.
    """
    row = Dialogue.objects.select_for_update(of=("self",)).get(pk=dialogue.pk)
    if row.edition != edition:
        if _stands(row, people, questions, promises):
            return row  # pressed twice
        raise saved_meanwhile()
    if row.on > localdate(now):
        raise ValidationError(_("Cuộc đối thoại này chưa đến ngày."))
    if row.state == DialogueState.PLANNED:
        outcome = take_step(DIALOGUE_FLOW, row, "hold", actor, now=now, values={"people": people})
        if outcome.refused:
            raise ValidationError([one.reason for one in outcome.refused])
    else:
        record(row, "write", actor=actor, now=now, capacity=capacity_of(actor, rules.dialogues, "write", row))
        Dialogue.objects.filter(pk=row.pk).update(people=people)
    _keep_questions(row, questions)
    _keep_promises(row, promises)
    Dialogue.objects.filter(pk=row.pk).update(edition=F("edition") + 1)
    return Dialogue.objects.get(pk=row.pk)


def _stands(row: Dialogue, people: int, questions: Sequence[Answered], promises: Sequence[Promised]) -> bool:
    """Whether just this is what was saved last."""
    asked = [Answered(one.number, one.text, one.answer) for one in row.questions.all()]
    still_open = row.promises.filter(outcome=Outcome.OPEN)
    promised = [Promised(one.number, one.text, one.due_on, one.owner_unit_id) for one in still_open]
    return (row.people, asked, promised) == (people, list(questions), list(promises))


def _keep_questions(row: Dialogue, questions: Sequence[Answered]) -> None:
    Question.objects.filter(dialogue=row).exclude(number__in=[one.number for one in questions]).delete()
    for one in questions:
        Question.objects.update_or_create(dialogue=row, number=one.number, defaults=asdict(one))


def _keep_promises(row: Dialogue, promises: Sequence[Promised]) -> None:
    still_open = Promise.objects.filter(dialogue=row, outcome=Outcome.OPEN)
    still_open.exclude(number__in=[one.number for one in promises]).delete()
    kept = set(Promise.objects.filter(dialogue=row).exclude(outcome=Outcome.OPEN).values_list("number", flat=True))
    for one in promises:
        if one.number not in kept:
            values = {**asdict(one), "unit_id": row.unit_id, "period_id": row.period_id}
            Promise.objects.update_or_create(dialogue=row, number=one.number, defaults=values)


@transaction.atomic
def finish_promise(
    *, promise: Promise, done_on: dt.date | None, result: str, edition: int, actor: Any, now: dt.datetime
) -> Promise:
    """Say on which day, and how, a promise was kept; None says that it is not kept after all.

    In time or late by that day. Journaled with the dialogue. ValidationError for a day to come, or without the right:
    that of the desk of who promised, or of who carries it out. Also if somebody has saved since `edition`.
    """
    row = Promise.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=promise.pk)
    capacity = capacity_of(actor, rules.promises, "finish", row)
    if done_on is not None and done_on > localdate(now):
        raise ValidationError({"done_on": _("Ngày này chưa tới. Hãy xem lại ngày đã ghi.")})
    if done_on is not None and not result.strip():
        raise ValidationError({"result": _("Hãy ghi đã làm được gì.")})
    if (done_on, nfc(result)) == (row.done_on, row.result):
        return row
    if row.edition != edition:
        raise ValidationError(
            _("Có người vừa ghi việc này. Phần đồng chí viết còn ở dưới đây; hãy mở lại trang để xem bản mới."),
            code="edition",
        )
    change = (_("Hoàn thành ngày"), *(date(day) if day else "" for day in (row.done_on, done_on)))
    row.done_on, row.result = done_on, nfc(result) if done_on else ""
    row.outcome, row.edition = _outcome(row.due_on, done_on), row.edition + 1
    row.save(update_fields=["done_on", "result", "outcome", "edition"])
    note = _("Việc đã hứa %(number)s: %(text)s") % {"number": row.number, "text": row.text}
    record(row.dialogue, "finish", actor=actor, now=now, capacity=capacity, note=note, data={"changes": [change]})
    return row


def _outcome(due_on: dt.date, done_on: dt.date | None) -> Outcome:
    if done_on is None:
        return Outcome.OPEN
    return Outcome.KEPT if done_on <= due_on else Outcome.LATE
