"""Who consented to what, what people ask about their data, and how much of the clock is left."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from neuguong.base.consents import content
from neuguong.base.consents.choices import OPEN, Purpose, State
from neuguong.base.consents.content import Clock, Wording
from neuguong.base.consents.models import Consent, DataRequest
from neuguong.base.orgs.models import Person
from neuguong.base.periods.queries import working_days_after
from neuguong.kit import numbers

_AHEAD = 30  # working days: more than any answer may take


def in_force(at: dt.datetime) -> QuerySet[Consent]:
    """The consents in force at an instant: the word was given on that day or before, and not yet withdrawn."""
    lasting = Q(withdrawn_at=None) | Q(withdrawn_at__gt=at)
    return Consent.objects.filter(lasting, given_on__lte=localdate(at))


def consented(purpose: str, at: dt.datetime) -> QuerySet[Consent, int]:
    """The ids of the people whose consent to `purpose` is in force at `at`: a subquery, for `person__in=`."""
    return in_force(at).filter(purpose=purpose).values_list("person_id", flat=True)


def consents_of(person: Person) -> QuerySet[Consent]:
    """All consents of a person, withdrawn ones too, newest first."""
    return person.consents.select_related("recorded_by", "evidence").order_by("-recorded_at", "-pk")


def wordings(on: dt.date) -> list[Wording]:
    """What there is to agree to on a day, purpose by purpose."""
    return [content.wording(purpose, on) for purpose in Purpose.values]


def requests_of(person: Person) -> QuerySet[DataRequest]:
    """All that a person asked about her data, newest first."""
    return person.data_requests.order_by("-asked_at", "-pk")


def open_requests() -> QuerySet[DataRequest]:
    """What is not closed yet, with the person and her cell."""
    return DataRequest.objects.filter(state__in=OPEN).select_related("person__home")


def clock_of(request: DataRequest) -> Clock:
    """The clock that was set when it was asked."""
    return content.clock(request.kind, localdate(request.asked_at))


def due(request: DataRequest) -> dt.date | None:
    """By when the next thing is owed: the answer, then the carrying out; None once the request is closed."""
    if request.state == State.ASKED:
        return request.answer_by
    return request.carry_out_by if request.state == State.ACCEPTED else None


@dataclass(frozen=True)
class Running:
    """The clock of an open request: what is due, by when, and the same in words."""

    due_on: dt.date
    words: str
    tone: str


def running(requests: Iterable[DataRequest], today: dt.date) -> dict[int, Running]:
    """The clock of each open request by its id (one query); what is closed has none."""
    ahead = working_days_after(today, _AHEAD)
    clocks = {}
    for row in requests:
        if row.state == State.ASKED:
            clocks[row.pk] = _to_answer(row.answer_by, today, sum(day <= row.answer_by for day in ahead))
        elif row.state == State.ACCEPTED:
            clocks[row.pk] = _to_carry_out(row.carry_out_by, today)
    return clocks


def _to_answer(due: dt.date, today: dt.date, left: int) -> Running:
    words = {"due": numbers.date(due)}
    if today > due:
        late = _("Quá hạn trả lời %(n)s ngày (hạn %(due)s)") % {"n": (today - due).days, **words}
        return Running(due, late, "late")
    if today == due:
        return Running(due, _("Hôm nay là hạn trả lời"), "warn")
    return Running(due, _("Còn %(n)s ngày làm việc để trả lời (hạn %(due)s)") % {"n": left, **words}, "warn")


def _to_carry_out(due: dt.date, today: dt.date) -> Running:
    left = (due - today).days
    words = {"n": abs(left), "due": numbers.date(due)}
    if left < 0:
        return Running(due, _("Quá hạn thực hiện %(n)s ngày (hạn %(due)s)") % words, "late")
    if left == 0:
        return Running(due, _("Hôm nay là hạn thực hiện"), "warn")
    return Running(due, _("Còn %(n)s ngày để thực hiện (hạn %(due)s)") % words, "info" if left > 3 else "warn")
