"""One mail a person a day with what is new, grouped by what there is to do.

The `Digest` row is the lock, and remembers that it was sent. No mail goes out in the quiet hours; on a day off only
where something is due or late. Each person may want it later in the day, only for tasks, or not at all.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from neuguong.base.accounts.models import User
from neuguong.base.notices.models import Digest, Mail, MailChoice, Notice, NoticeKind, Task
from neuguong.base.notices.services.reminders import rhythm
from neuguong.base.periods.queries import is_working_day

RECENT = dt.timedelta(days=14)
SHOWN = 5
FIRST_HOUR = 7
_DUE = (NoticeKind.DUE, NoticeKind.LATE)
_URGENCY = (NoticeKind.LATE, NoticeKind.DUE, NoticeKind.TO_DO, NoticeKind.NEWS)


@dataclass(frozen=True)
class Group:
    """The notices of one task: the first few, how many more there are, and where all of them stand."""

    label: str
    total: int
    rows: list[Notice]
    href: str

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def is_quiet(now: dt.datetime) -> bool:
    """Whether it is night in Vietnam, when no mail goes out."""
    quiet, clock = rhythm()["QUIET"], localtime(now).time()
    return bool(clock >= quiet["from"] or clock < quiet["to"])


def waiting(*, now: dt.datetime) -> list[int]:
    """The users who are to get their digest by now: an address, something unread that was not mailed, none today."""
    if is_quiet(now):
        return []
    rows = _wanted(_fresh(now), now).filter(user__is_active=True).exclude(user__email="")
    sent = Digest.objects.filter(user=OuterRef("user"), on=localtime(now).date(), sent_at__isnull=False)
    return list(rows.filter(~Exists(sent)).order_by("user_id").values_list("user_id", flat=True).distinct())


def _fresh(now: dt.datetime) -> QuerySet[Notice]:
    """Unread and unmailed. Older ones are left in the system: a first mail after long must not be a book."""
    return Notice.objects.filter(mailed_at=None, read_at=None, made_at__gt=now - RECENT)


def _wanted(rows: QuerySet[Notice], now: dt.datetime) -> QuerySet[Notice]:
    """Those of `rows` for whose sake their reader wants a mail at this hour of this day."""
    local = localtime(now)
    choices = MailChoice.objects.filter(user=OuterRef("user"))
    later = choices.filter(Q(hour__gt=local.hour) | Q(mail=Mail.NEVER))
    tasks_only = choices.filter(mail=Mail.TASKS)
    rows = rows.filter(~Exists(later)).filter(~Q(task=Task.READ) | ~Exists(tasks_only))
    return rows if is_working_day(local.date()) else rows.filter(kind__in=_DUE)


def send(*, user_id: int, on: dt.date, now: dt.datetime) -> bool:
    """Send the digest of day `on`, once; whether a mail went out.

    What the mail server answers comes through as its exception and nothing is marked, so that another try sends the
    same; one that comes in the quiet hours leaves it to the next morning. Two workers at once: the second waits for
    the first and then finds it sent.
    """
    if is_quiet(now):
        return False
    with transaction.atomic():
        Digest.objects.bulk_create([Digest(user_id=user_id, on=on)], ignore_conflicts=True)
        digest = Digest.objects.select_for_update().get(user_id=user_id, on=on)
        user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
        fresh = _fresh(now).filter(user_id=user_id)
        if digest.sent_at or user is None or not _wanted(fresh, now).exists():
            return False
        notices = list(fresh.order_by("made_at", "pk"))
        _mail(user, notices).send()
        digest.sent_at = now
        digest.save(update_fields=["sent_at"])
        Notice.objects.filter(pk__in=[row.pk for row in notices]).update(mailed_at=now)
    return True


def grouped(notices: list[Notice]) -> list[Group]:
    """The notices by task, in the order of the tasks, the most urgent first, a few of each."""
    order = list(Task.values)
    ranked = sorted(notices, key=lambda row: (order.index(row.task), _URGENCY.index(NoticeKind(row.kind))))
    found = [(Task(task), list(rows)) for task, rows in groupby(ranked, key=lambda row: row.task)]
    address = reverse("notices:list")
    return [
        Group(str(task.label), len(rows), rows[:SHOWN], f"{address}?viec={task}&chua_doc=true") for task, rows in found
    ]


def _mail(user: User, notices: list[Notice]) -> EmailMultiAlternatives:
    context: dict[str, Any] = {
        "user": user,
        "site": settings.SITE_ADDRESS,
        "all_href": reverse("notices:list"),
        "choice_href": reverse("notices:mail"),
        "groups": grouped(notices),
    }
    mail = EmailMultiAlternatives(
        _subject(notices), render_to_string("notices/digest.txt.jinja", context), to=[user.email]
    )
    mail.attach_alternative(render_to_string("notices/digest.html.jinja", context), "text/html")
    return mail


def _subject(notices: list[Notice]) -> str:
    news = sum(row.task == Task.READ for row in notices)
    words = {"tasks": len(notices) - news, "news": news}
    if not news:
        return _("Nêu Gương: %(tasks)s việc cần làm") % words
    if news == len(notices):
        return _("Nêu Gương: %(news)s tin để biết") % words
    return _("Nêu Gương: %(tasks)s việc cần làm, %(news)s tin để biết") % words
