"""Answering a case, making question and answer public, asking whether the answer satisfied."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.journal.services import record
from neuguong.kit.text import fold, nfc, nfc_lines
from neuguong.work.dialogues import rules
from neuguong.work.dialogues.choices import CaseState, Rating, Timing
from neuguong.work.dialogues.models import Case, Sender
from neuguong.work.dialogues.services.handling import locked, saved_meanwhile, step


@transaction.atomic
def answer_case(
    *, case: Case, answer: str, answered_on: dt.date, answer_number: str, actor: Any, now: dt.datetime
) -> Case:
    """Record the answer: in time or late by its day, whenever it is recorded. ValidationError for an odd day."""
    return _close(case, "answer", answer, answered_on, actor, now, answer_number=nfc(answer_number))


@transaction.atomic
def refuse_case(*, case: Case, reason: str, actor: Any, now: dt.datetime) -> Case:
    """Give the case back with a reason, which its sender reads."""
    return _close(case, "refuse", reason, localdate(now), actor, now)


def _close(case: Case, name: str, words: str, on: dt.date, actor: Any, now: dt.datetime, **values: Any) -> Case:
    row = locked(case)
    if not row.received_on <= on <= localdate(now):
        raise ValidationError({"answered_on": _("Ngày trả lời phải từ ngày tiếp nhận đến hôm nay.")})
    timing = Timing.ON_TIME if on <= row.due_on else Timing.LATE
    step(row, name, actor, now, answer=nfc_lines(words), answered_on=on, timing=timing, **values)
    return Case.objects.get(pk=row.pk)


@transaction.atomic
def publish(*, case: Case, question: str, answer: str, edition: int, actor: Any, now: dt.datetime) -> Case:
    """Make question and answer public, for which the sender gave her word. Journaled without the texts.

    ValidationError where one of them names her, her telephone, address or mail; also (code "edition") if somebody has
    published something else, or has taken it off, since `edition`, the one that the writer had before her.
    """
    row = locked(case)
    capacity = capacity_of(actor, rules.cases, "publish", row)
    words = nfc_lines(question), nfc_lines(answer)
    if row.edition != edition:
        if row.published_on and words == (row.public_question, row.public_answer):
            return row  # pressed twice
        raise saved_meanwhile()
    row.public_question, row.public_answer = words
    for field in ("public_question", "public_answer"):
        if _names_sender(row, getattr(row, field)):
            named = _("Đoạn này còn họ tên, điện thoại, thư điện tử hoặc địa chỉ của người gửi. Hãy bỏ đi rồi gửi lại.")
            raise ValidationError({field: named})
    row.published_on, row.edition = localdate(now), row.edition + 1
    row.validate_constraints()
    row.save(update_fields=["public_question", "public_answer", "published_on", "edition"])
    record(row, "publish", actor=actor, now=now, capacity=capacity)
    return row


def _names_sender(case: Case, text: str) -> bool:
    sender = Sender.objects.filter(case=case).first()
    if sender is None:
        return False
    said, digits = fold(text), "".join(one for one in text if one.isdigit())
    phone = "".join(one for one in sender.phone if one.isdigit())
    plain = (fold(sender.full_name), fold(sender.email), fold(sender.address))
    return any(one and one in said for one in plain) or bool(phone and phone in digits)


@transaction.atomic
def unpublish(*, case: Case, actor: Any, now: dt.datetime) -> Case:
    """Take question and answer off the public page."""
    row = locked(case)
    capacity = capacity_of(actor, rules.cases, "publish", row)
    if row.published_on is not None:
        row.published_on, row.edition = None, row.edition + 1
        row.save(update_fields=["published_on", "edition"])
        record(row, "unpublish", actor=actor, now=now, capacity=capacity)
    return row


@transaction.atomic
def rate(*, case: Case, rating: str) -> bool:
    """The sender's word about the answer, once; whether it was taken. Nothing says who she is, nor when she said it."""
    asked = Case.objects.filter(pk=case.pk, state=CaseState.ANSWERED, rating=Rating.NONE)
    return bool(asked.update(rating=Rating(rating)))
