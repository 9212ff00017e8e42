"""Reading exports: who took a person out of the house in a list, and how an export stands."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from neuguong.base.exports.choices import MADE, Phase
from neuguong.base.exports.models import Export
from neuguong.base.exports.rules import still_reaches
from neuguong.base.orgs.models import Person
from neuguong.kit.jobs import has_worker, in_work
from neuguong.kit.views import listing_at

LOCK = 0x4E58  # the family of locks of whoever makes an export


def exports_of(person: Person) -> QuerySet[Export]:
    """The lists with this person in them that were made into files, newest first, with who asked for each
    (`asked_by`). An expired file was still there to be taken; a failed or cancelled one was not."""
    rows = Export.objects.filter(people__person=person, phase__in=MADE)
    return rows.select_related("asked_by").order_by("-made_at", "-pk")


def is_stopped(export: Export) -> bool:
    """Whether its worker is gone in the middle of it."""
    return export.phase == Phase.RUNNING and not in_work(LOCK, export.pk)


def lacks_worker(export: Export) -> bool:
    """Whether it waits and nobody is there who would make it."""
    return export.phase == Phase.WAITING and not has_worker()


def refusal(export: Export, user: Any, *, now: dt.datetime, today: dt.date) -> str:
    """Why `user` does not get the file (any more), in a sentence; "" if she does.

    The list must still be open to her, and she must still hold everything that her reach over it came from when it was
    made: a file must not outlive a right.
    """
    if export.phase == Phase.EXPIRED or (export.expires_at and export.expires_at <= now):
        return _("Tệp đã hết hạn và đã xóa. Đồng chí xuất lại danh sách nếu còn cần.")
    if export.phase != Phase.READY:
        return _("Tệp chưa có. Đồng chí chờ xuất xong rồi tải.")
    if not still_reaches(user, export.reach) or listing_at(export.address, user, today=today, now=now) is None:
        return _("Phạm vi được xem của đồng chí đã thay đổi từ lúc xuất, nên tệp này không tải được nữa.")
    return ""
