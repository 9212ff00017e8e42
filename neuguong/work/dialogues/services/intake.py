"""Taking a case in, at the desk or by the public page."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.accounts.services import ALPHABET
from neuguong.base.files.models import StoredFile
from neuguong.base.files.services import attach
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.text import nfc, nfc_lines
from neuguong.work.dialogues import notices, rules
from neuguong.work.dialogues.choices import Channel
from neuguong.work.dialogues.models import Case, Sender
from neuguong.work.dialogues.queries import due_of

CODE_LENGTH = 12


@dataclass(frozen=True)
class Sent:
    """Who sends what: name, where to answer her, and her own words."""

    full_name: str
    words: str
    phone: str = ""
    email: str = ""
    address: str = ""
    files: Sequence[StoredFile] = ()


@transaction.atomic
def open_case(
    *,
    unit: Unit,
    sent: Sent,
    channel: str,
    received_on: dt.date,
    may_publish: bool,
    mark: str,
    actor: Any,
    now: dt.datetime,
    book_number: str = "",
) -> Case:
    """Take a case in at `unit`; without an `actor` it came by the public page. The desk is told of that one.

    `mark` names the form that was sent: the same form again gives the case that it made. ValidationError without the
    right, for a day to come or in a year that is not open, for a number that stands in the book already.
    """
    capacity = capacity_of(actor, rules.units, "receive", unit) if actor is not None else ""
    known = Case.objects.filter(sent=mark).first()
    if known is not None:
        return known
    case = Case(
        unit=unit, intake_unit=unit, channel=channel, received_on=received_on, period=_year(received_on, now),
        may_publish=may_publish, sent=mark, book_number=nfc(book_number),
    )  # fmt: skip
    case.due_on = due_of(case)
    case.validate_constraints()
    case.save()
    _keep_sender(case, sent)
    record(case, "receive", actor=actor, now=now, capacity=capacity)
    if channel == Channel.PORTAL:
        notices.arrived([case.pk], now)
    return case


def _keep_sender(case: Case, sent: Sent) -> None:
    sender = Sender.objects.create(
        case=case,
        code="".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH)),
        full_name=nfc(sent.full_name),
        phone=nfc(sent.phone),
        email=sent.email,
        address=nfc(sent.address),
        words=nfc_lines(sent.words),
    )
    for file in sent.files:
        attach(file=file, obj=sender)


def _year(day: dt.date, now: dt.datetime) -> Period:
    if day > localdate(now):
        raise ValidationError({"received_on": _("Ngày này chưa tới. Hãy xem lại ngày đã ghi.")})
    try:
        return periods.year(day.year)
    except Period.DoesNotExist as error:
        raise ValidationError({"received_on": str(error)}) from error
