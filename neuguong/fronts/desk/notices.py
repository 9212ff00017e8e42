"""Who is told of requests about data: those who answer, at the nearest unit that has any; and the person who asked.

It stands here because `consents` stands below `notices`: it announces, `config/reactions.py` leads here.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from neuguong.base.access.queries import holders
from neuguong.base.consents.choices import State
from neuguong.base.consents.events import DataRequested, DataRequestMoved
from neuguong.base.consents.models import DataRequest
from neuguong.base.consents.queries import due, open_requests
from neuguong.base.consents.rules import ANSWERING
from neuguong.base.notices.models import NoticeKind, Task
from neuguong.base.notices.services import Due, due_days, register_reminder, tell
from neuguong.base.orgs.queries import ids_in, paths_on


def answerers(rows: Sequence[DataRequest], today: dt.date) -> dict[int, set[int]]:
    """The users who answer each request, by its id (three queries): whoever keeps records, compiles or administers at
    the person's cell, else at the nearest unit above that has somebody; never the person herself."""
    paths = dict(paths_on(today).filter(unit__in={row.person.home_id for row in rows}).values_list("unit_id", "path"))
    above = {unit: ids_in(path) for unit, path in paths.items()}
    held: dict[int, set[int]] = {}
    for unit, user, _role in holders({one for ids in above.values() for one in ids}, ANSWERING, today):
        held.setdefault(unit, set()).add(user)
    found = {}
    for row in rows:
        units = reversed(above.get(row.person.home_id or 0, []))
        near = (held.get(unit, set()) - {row.person.user_id or 0} for unit in units)
        found[row.pk] = next((users for users in near if users), set())
    return found


def asked(event: DataRequested) -> None:
    """Tell those who answer that the clock runs."""
    row = DataRequest.objects.select_related("person").get(pk=event.request_id)
    words = {"who": row.person, "what": row.get_kind_display(), "due": f"{row.answer_by:%d/%m/%Y}"}
    tell(
        users=sorted(answerers([row], localdate(event.now))[row.pk]),
        kind=NoticeKind.TO_DO,
        task=Task.ANSWER,
        key=f"consents.asked:{row.pk}",
        text=_("Đồng chí %(who)s yêu cầu “%(what)s”: trả lời trước hết ngày %(due)s.") % words,
        href=_page(row),
        now=event.now,
    )


def moved(event: DataRequestMoved) -> None:
    """Tell the person what became of her request; tell those who answer when she took it back."""
    rows = list(DataRequest.objects.filter(pk__in=event.request_ids).select_related("person"))
    to_answer = answerers(rows, localdate(event.now)) if event.step == "withdraw" else {}
    for row in rows:
        own = {row.person.user_id} if row.person.user_id else set()
        tell(
            users=sorted(to_answer.get(row.pk, own)),
            kind=NoticeKind.NEWS,
            key=f"consents.{event.step}:{row.pk}",
            text=_words(row, event),
            href=_page(row),
            now=event.now,
        )


def _words(row: DataRequest, event: DataRequestMoved) -> str:
    day = f"{row.carry_out_by:%d/%m/%Y}"
    words = {"what": row.get_kind_display(), "note": event.note, "who": row.person, "due": day}
    said = {
        "accept": _("Yêu cầu “%(what)s” đã được nhận, thực hiện trước hết ngày %(due)s: %(note)s"),
        "refuse": _("Yêu cầu “%(what)s” bị từ chối: %(note)s"),
        "carry_out": _("Yêu cầu “%(what)s” đã được thực hiện: %(note)s"),
        "extend": _("Yêu cầu “%(what)s” được gia hạn đến hết ngày %(due)s: %(note)s"),
        "withdraw": _("Đồng chí %(who)s đã rút yêu cầu “%(what)s”."),
    }
    return said[event.step] % words


def due_requests(today: dt.date) -> Iterator[Due]:
    """What is owed on one of the days of which today reminds, to each who answers."""
    days = due_days(today)
    unanswered = open_requests().filter(state=State.ASKED, answer_by__in=days)
    accepted = open_requests().filter(state=State.ACCEPTED, carry_out_by__in=days)
    rows = [*unanswered.order_by("pk"), *accepted.order_by("pk")]
    users = answerers(rows, today)
    for row in rows:
        by = due(row) or today  # what is open is due on some day
        for user in sorted(users[row.pk]):
            yield Due(user, f"consents.due:{row.pk}:{row.state}", _owed(row), _page(row), by, Task.ANSWER)


def _owed(row: DataRequest) -> str:
    words = {"who": row.person, "what": row.get_kind_display()}
    if row.state == State.ASKED:
        return _("trả lời yêu cầu “%(what)s” của đồng chí %(who)s") % words
    return _("thực hiện yêu cầu “%(what)s” của đồng chí %(who)s") % words


def _page(row: DataRequest) -> str:
    return reverse("consents:request", args=[row.pk])


register_reminder(due_requests)
