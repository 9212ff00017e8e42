"""Taking a denunciation in at the desk, and correcting what was typed."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.base.access.services.asking import capacity_of
from neuguong.base.accounts.models import User
from neuguong.base.journal.services import record
from neuguong.base.orgs.models import Unit
from neuguong.base.periods import queries as periods
from neuguong.base.periods.models import Period
from neuguong.work.denunciations import rules
from neuguong.work.denunciations.content import Told, due, law_on, seal
from neuguong.work.denunciations.models import Denunciation, Handler
from neuguong.work.denunciations.services.papers import Upload, keep_papers


@transaction.atomic
def receive(
    *,
    unit: Unit,
    told: Told,
    received_on: dt.date,
    key: uuid.UUID,
    actor: User,
    now: dt.datetime,
    files: Sequence[Upload] = (),
) -> Denunciation:
    """Enter a denunciation, sealed, with its files; who enters it handles it until somebody else is given it.

    The same `key` again gives the row that is there. ValidationError without the right, for a day to come, for a year
    that was never opened, for a file that is not taken; `cipher.Closed` without a key. Nothing is kept then.
    """
    capacity = capacity_of(actor, rules.units, "receive", unit)
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # one number after the other
    made = Denunciation.objects.filter(key=key, received_by=actor).first()
    if made is not None:
        return made
    period = _year(received_on, now)
    last = Denunciation.objects.filter(unit=unit, period=period).aggregate(last=Max("number"))["last"]
    row = Denunciation.objects.create(
        key=key, unit=unit, period=period, number=(last or 0) + 1, received_on=received_on,
        due_on=due(law_on(received_on), "CHECK", received_on), received_by=actor, sealed=seal(told),
    )  # fmt: skip
    Handler.objects.create(denunciation=row, user=actor, since=now)
    record(row, "receive", actor=actor, now=now, capacity=capacity)
    keep_papers(row, files, actor, now)
    return row


@transaction.atomic
def amend(*, denunciation: Denunciation, told: Told, edition: int, actor: User, now: dt.datetime) -> None:
    """Write what was told anew. The journal says who and when, never what.

    ValidationError without the right; with the code "edition" if somebody has saved since the writer began.
    """
    row = Denunciation.objects.select_for_update(of=("self",)).get(pk=denunciation.pk)
    capacity = capacity_of(actor, rules.denunciations, "write", row)
    if row.edition != edition:
        raise ValidationError(
            _("Có người vừa sửa hồ sơ này. Phần đồng chí viết còn ở dưới đây, bản mới ghi ở cuối trang."),
            code="edition",
        )
    row.sealed, row.edition = seal(told), row.edition + 1
    row.save(update_fields=["sealed", "edition"])
    record(row, "amend", actor=actor, now=now, capacity=capacity)


def _year(day: dt.date, now: dt.datetime) -> Period:
    if day > timezone.localdate(now):
        raise ValidationError({"received_on": _("Ngày này chưa tới. Hãy xem lại ngày đã ghi.")})
    try:
        return periods.year(day.year)
    except Period.DoesNotExist as error:
        raise ValidationError({"received_on": str(error)}) from error
