"""The sensitive record of a person: looked at and corrected by few; the journal tells each time, without a value."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from neuguong.base.journal.services import adopt, record
from neuguong.base.orgs.models import Person, SensitiveRecord
from neuguong.kit.text import nfc

FIELDS = ("ethnicity", "religion", "hometown")


def look_at_record(*, person: Person, by: Any, now: dt.datetime, capacity: str = "") -> SensitiveRecord:
    """What is kept about the person (an empty record, not stored, if nothing is). Looking at one's own is not told."""
    found = SensitiveRecord.objects.filter(person=person).first() or SensitiveRecord(person=person)
    if person.user_id != by.pk:
        record(found, "look", actor=by, now=now, capacity=capacity)
    return found


@transaction.atomic
def correct_record(
    *, person: Person, ethnicity: str, religion: str, hometown: str, by: Any, now: dt.datetime, capacity: str = ""
) -> bool:
    """Put these values in place of what is kept; an empty one erases, and three empty ones the record itself.

    Whether anything changed. The journal says which of `FIELDS` did, and neither the old value nor the new one.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    kept = SensitiveRecord.objects.filter(person=person).first() or SensitiveRecord(person=person)
    wanted = {"ethnicity": nfc(ethnicity), "religion": nfc(religion), "hometown": nfc(hometown)}
    changed = [name for name in FIELDS if getattr(kept, name) != wanted[name]]
    if not changed:
        return False
    is_erased = not any(wanted.values())
    step = "erase" if is_erased else "correct"
    record(kept, step, actor=by, now=now, capacity=capacity, data={"fields": changed})
    if is_erased:
        SensitiveRecord.objects.filter(person=person).delete()
    else:
        SensitiveRecord.objects.update_or_create(person=person, defaults=wanted)
    return True


def tell_loaded(person_ids: Iterable[int], *, origin: str, by: Any, now: dt.datetime) -> None:
    """Journal that the records of these people were written from a workbook."""
    adopt(SensitiveRecord, ((pk, "") for pk in person_ids), origin=origin, now=now, actor=by)
