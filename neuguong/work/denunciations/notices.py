"""What is told: that something waits, never of whom or what. Not even the word for it leaves the compartment."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.notices.models import NoticeKind, Task
from neuguong.base.notices.services import Due, due_days, register_reminder, tell
from neuguong.work.denunciations.models import Denunciation
from neuguong.work.denunciations.queries import due_between


def given(row: Denunciation, user_id: int, now: dt.datetime) -> None:
    """A denunciation was given to somebody."""
    tell(
        users=[user_id],
        kind=NoticeKind.TO_DO,
        key=f"ho-so-kin:{row.pk}",
        text=_("Đồng chí được giao một hồ sơ trong khu hồ sơ kín."),
        href=_page(row),
        now=now,
        task=Task.READ,
    )


def due_files(today: dt.date) -> Iterator[Due]:
    """Whose term ends on one of the days of which people are reminded."""
    days = due_days(today)
    text = _("Một hồ sơ trong khu hồ sơ kín có thời hạn theo luật.")
    for row in due_between(min(days), max(days)):
        yield Due(row.user_id, f"ho-so-kin-han:{row.denunciation_id}", text, _page(row.denunciation),
                  row.denunciation.due_on)  # fmt: skip


def _page(row: Denunciation) -> str:
    return reverse("denunciations:detail", args=[row.pk])


register_reminder(due_files)
