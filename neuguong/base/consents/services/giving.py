"""A person's word for one purpose: given, and taken back at any time."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from neuguong.base.consents.choices import Way
from neuguong.base.consents.content import wording
from neuguong.base.consents.models import Consent
from neuguong.base.files.models import StoredFile
from neuguong.base.files.services import attach
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Person


@transaction.atomic
def give(
    *,
    person: Person,
    purpose: str,
    version: str,
    by: Any,
    now: dt.datetime,
    given_on: dt.date | None = None,
    evidence: StoredFile | None = None,
    capacity: str = "",
) -> Consent:
    """Write down that `person` agrees to `purpose`, with the words as they stood on that day.

    With `evidence` the word was given on paper, on `given_on`; without, by the person herself just now. `version` is
    that of the words she read: ValidationError if others hold. Twice is once: what is in force already is returned.
    """
    today = localdate(now)
    day = given_on or today
    if day > today:
        raise ValidationError({"given_on": _("Ngày đồng ý không thể sau hôm nay.")})
    words = wording(purpose, day)
    if words.version != version:
        raise ValidationError(_("Lời đồng ý đã có bản khác cho ngày này. Đồng chí đọc lại rồi xác nhận."))
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    standing = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).first()
    if standing is not None:
        return standing
    made = Consent.objects.create(
        person=person,
        purpose=purpose,
        wording=words.text,
        version=words.version,
        way=Way.PAPER if evidence else Way.SELF,
        given_on=day,
        recorded_at=now,
        recorded_by=by if getattr(by, "pk", None) else None,
        evidence=evidence,
    )
    if evidence:
        attach(file=evidence, obj=made)
    record(made, "give", actor=by, now=now, capacity=capacity)
    return made


@transaction.atomic
def withdraw(*, consent: Consent, by: Any, now: dt.datetime, capacity: str = "") -> bool:
    """The word is taken back, from now on; the row stays. Whether it was still in force."""
    row = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if row.withdrawn_at is not None:
        return False
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    record(row, "withdraw", actor=by, now=now, capacity=capacity)
    return True
