"""The registers: documents, programmes, communication activities. An entry is made once."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.files.models import StoredFile
from neuguong.base.files.queries import mark_of
from neuguong.base.files.services import attach, refuse_secret
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.kit.numbers import date
from neuguong.kit.text import nfc
from neuguong.work.programmes import rules
from neuguong.work.programmes.models import Communication, Document, Programme


def number_key(number: str) -> str:
    """A document number as it is compared: NFC, without blanks, in upper case ("05 -kh/đu" is "05-KH/ĐU")."""
    return "".join(nfc(number).split()).upper()


@transaction.atomic
def register_document(
    *,
    unit: Unit,
    kind: str,
    number: str,
    summary: str,
    issued_on: dt.date,
    actor: Any,
    now: dt.datetime,
    file: StoredFile | None = None,
) -> Document:
    """Enter a document that `unit` issued. Without an `actor` the installation itself enters it.

    ValidationError, beside its field, for one that is in the register already (same unit, number and day), for a
    day to come, for a year that was never opened; without the right to keep the unit's register.
    """
    capacity = capacity_at(actor, "register", unit)
    document, is_new = enter_document(
        unit=unit, kind=kind, number=number, summary=summary, issued_on=issued_on, now=now, file=file
    )
    if not is_new:
        words = {"number": document.number, "day": date(issued_on), "unit": unit.name}
        raise ValidationError({"number": _("Văn bản số %(number)s ngày %(day)s của %(unit)s đã có trong sổ.") % words})
    record(document, "register", actor=actor, now=now, capacity=capacity)
    return document


def enter_document(
    *,
    unit: Unit,
    kind: str,
    number: str,
    summary: str,
    issued_on: dt.date,
    now: dt.datetime,
    file: StoredFile | None = None,
) -> tuple[Document, bool]:
    """The document of that unit, number and day, and whether it is new. Asks for no right and journals nothing.

    ValidationError for one whose number or summary says that it is a state secret: nothing of it is kept.
    """
    refuse_secret(mark_of(number, summary), _("Văn bản này"))
    period = year_of("issued_on", issued_on, now)
    words = {"kind": kind, "number": nfc(number), "summary": nfc(summary), "period": period, "file": file}
    document, is_new = Document.objects.get_or_create(
        unit=unit, number_key=number_key(number), issued_on=issued_on, defaults=words
    )
    if is_new and file is not None:
        attach(file=file, obj=document)
    return document, is_new


@transaction.atomic
def add_programme(
    *,
    kind: str,
    title: str,
    issuer: Unit,
    first_year: int,
    actor: Any,
    now: dt.datetime,
    last_year: int | None = None,
    document: Document | None = None,
    parent: Programme | None = None,
) -> Programme:
    """A directive, conclusion or theme of `issuer`, which carries out `parent`. Without `last_year` it has no end.

    ValidationError for one that is there already or that ends before it begins; without the right to keep the
    issuer's register.
    """
    capacity = capacity_at(actor, "register", issuer)
    if last_year is not None and last_year < first_year:
        raise ValidationError({"last_year": _("Năm cuối phải sau hoặc trùng năm đầu.")})
    programme, is_new = Programme.objects.get_or_create(
        kind=kind,
        title=nfc(title),
        issuer=issuer,
        first_year=first_year,
        defaults={"last_year": last_year, "document": document, "parent": parent},
    )
    if not is_new:
        raise ValidationError({"title": _("Chương trình này của %(unit)s đã có.") % {"unit": issuer.name}})
    record(programme, "add", actor=actor, now=now, capacity=capacity)
    return programme


@transaction.atomic
def add_communication(
    *, unit: Unit, channel: str, title: str, on: dt.date, actor: Any, now: dt.datetime, count: int = 1
) -> Communication:
    """Enter `count` broadcasts, posts, sessions of one activity that `unit` held on a day.

    ValidationError, beside its field, for one that is there already or for a day to come; without the right.
    """
    capacity = capacity_at(actor, "communicate", unit)
    period = year_of("on", on, now)
    activity, is_new = Communication.objects.get_or_create(
        unit=unit, channel=channel, title=nfc(title), on=on, defaults={"period": period, "count": count}
    )
    if not is_new:
        raise ValidationError({"title": _("Hoạt động này, cùng kênh và cùng ngày, đã được ghi.")})
    record(activity, "add", actor=actor, now=now, capacity=capacity)
    return activity


def capacity_at(actor: Any, action: str, unit: Model) -> str:
    """In what capacity `actor` may do `action` at the unit; ValidationError if she may not. None: the installation."""
    return capacity_of(actor, rules.units, action, unit) if actor is not None else ""


def year_of(field: str, day: dt.date, now: dt.datetime) -> Period:
    """The open year in which `day` lies; ValidationError for `field` if it lies ahead or in no open year."""
    if day > timezone.localdate(now):
        raise ValidationError({field: _("Ngày này chưa tới. Hãy xem lại ngày đã ghi.")})
    try:
        return periods.year(day.year)
    except Period.DoesNotExist as error:
        raise ValidationError({field: str(error)}) from error
