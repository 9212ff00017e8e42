"""Whom this slice tells what: who is called together, with the day; who has a task out of a meeting."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.notices.models import NoticeKind, Task
from neuguong.base.notices.services import Due, due_days, register_reminder, tell
from neuguong.kit.numbers import date
from neuguong.work.study.models import Attendance, Conclusion, Session


def invited(session: Session, now: dt.datetime) -> None:
    """Everybody called together who has a login, once for each session and day."""
    users = Attendance.objects.filter(session=session, expected=True, person__user__isnull=False)
    words = {"title": session.title, "day": date(session.on), "unit": session.unit.name}
    tell(
        users=users.values_list("person__user_id", flat=True),
        kind=NoticeKind.TO_DO,
        key=f"study.invited:{session.pk}:{session.on.isoformat()}",
        text=_("Mời dự “%(title)s” ngày %(day)s, %(unit)s tổ chức.") % words,
        href=reverse("study:session", args=[session.pk]),
        now=now,
        task=Task.READ,
    )


def moved(session: Session, changes: Sequence[tuple[str, str, str]], now: dt.datetime) -> None:
    """Everybody called together who has a login: where and when it is now."""
    users = Attendance.objects.filter(session=session, expected=True, person__user__isnull=False)
    said = "; ".join(f"{what} {before or '—'} → {after or '—'}" for what, before, after in changes)
    tell(
        users=users.values_list("person__user_id", flat=True),
        kind=NoticeKind.TO_DO,
        key=f"study.moved:{session.pk}:{now.isoformat()}",
        text=_("Buổi “%(title)s” đã đổi: %(changes)s.") % {"title": session.title, "changes": said},
        href=reverse("study:session", args=[session.pk]),
        now=now,
        task=Task.READ,
    )


def assigned(conclusion: Conclusion, now: dt.datetime) -> None:
    """Whoever is to carry out a conclusion, if she has a login."""
    user = conclusion.assignee.user_id
    if user is None:
        return
    words = {"text": conclusion.text, "day": date(conclusion.due_on)}
    tell(
        users=[user],
        kind=NoticeKind.TO_DO,
        key=f"study.assigned:{conclusion.pk}",
        text=_("Giao đồng chí thực hiện kết luận: %(text)s Thời hạn %(day)s.") % words,
        href=reverse("study:conclusion", args=[conclusion.pk]),
        now=now,
        task=Task.CARRY_OUT,
    )


def due(today: dt.date) -> Iterator[Due]:
    """Conclusions that are not carried out, to whoever has to."""
    rows = Conclusion.objects.filter(is_done=False, due_on__in=due_days(today), assignee__user__isnull=False)
    for row in rows.select_related("assignee").order_by("pk").iterator():
        href = reverse("study:conclusion", args=[row.pk])
        user = row.assignee.user_id or 0  # there is one: asked for above
        yield Due(user, f"study.conclusion:{row.pk}", row.text, href, row.due_on, Task.CARRY_OUT)


register_reminder(due)
