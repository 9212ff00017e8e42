"""What of this slice falls on which day: sessions, conclusions of meetings to carry out."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.kit.dated import Asked, Dated
from neuguong.work.study import rules
from neuguong.work.study.choices import TOOK_PLACE, SessionState
from neuguong.work.study.models import Attendance, Conclusion, Session


def dates(asked: Asked) -> Iterator[Dated]:
    """Sessions that one was asked to or calls together, conclusions that one was charged with; of a unit, its own."""
    invited = Attendance.objects.filter(session=OuterRef("pk"), person__user=asked.user, expected=True)
    seen = rules.sessions.visible(Session.objects.all(), asked.user).exclude(state=SessionState.CANCELLED)
    mine = Q(unit=asked.unit_id) if asked.unit_id else Q(Exists(invited)) | rules.keeper(asked.user)
    for session in asked.of(seen.filter(mine), "on"):
        href = reverse("study:session", args=[session.pk])
        yield Dated(session.on, session.get_kind_display(), session.title, href, session.state in TOOK_PLACE)
    tasks = rules.conclusions.visible(Conclusion.objects.all(), asked.user)
    tasks = tasks.filter(unit=asked.unit_id) if asked.unit_id else tasks.filter(assignee__user=asked.user)
    for task in asked.of(tasks, "due_on"):
        href = reverse("study:conclusion", args=[task.pk])
        yield Dated(task.due_on, _("Kết luận phải thực hiện"), str(task), href, task.is_done)
