"""A code of conduct that was issued and signed on paper: in force from its decision, with who signed it by which day.
The journal says where it was loaded from. The demo is told so; an office that begins in the middle of a term may be."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from neuguong.base.journal.services import adopt
from neuguong.work.programmes.choices import CodeState
from neuguong.work.programmes.flow import owe_acknowledgement
from neuguong.work.programmes.models import Acknowledgement, ConductCode, Document
from neuguong.work.programmes.services import draw_up_code


@dataclass(frozen=True)
class Posted:
    """A code as it hangs on the wall."""

    title: str
    build: Sequence[str]
    fight: Sequence[str]
    due_on: dt.date
    sector: str = ""


@transaction.atomic
def adopt_code(
    *,
    document: Document,
    posted: Posted,
    signed_on: dt.date,
    signed: Callable[[str], bool],
    origin: str,
    now: dt.datetime,
) -> ConductCode:
    """The issued code of a decision, of whoever issued that. Everybody who lived there on its day owes it; those whose
    person's code `signed` takes have acknowledged it on `signed_on`. ValidationError for one that is there already."""
    code = draw_up_code(
        unit=document.unit, title=posted.title, document=document, build=posted.build, fight=posted.fight,
        due_on=posted.due_on, sector=posted.sector, actor=None, now=now,
    )  # fmt: skip
    ConductCode.objects.filter(pk=code.pk).update(state=CodeState.ISSUED)
    adopt(ConductCode, [(code.pk, CodeState.ISSUED.value)], origin=origin, now=now)
    owe_acknowledgement([code.pk], document.issued_on)
    owed = Acknowledgement.objects.filter(code=code).order_by("pk").values_list("pk", "person__code")
    done = [pk for pk, person in owed if signed(person)]
    Acknowledgement.objects.filter(pk__in=done).update(is_done=True, done_on=signed_on)
    adopt(Acknowledgement, [(pk, "") for pk in done], origin=origin, now=now)
    return ConductCode.objects.get(pk=code.pk)
