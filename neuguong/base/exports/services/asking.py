"""Asking for a list as a file, giving it up, taking it."""

import datetime as dt
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from neuguong.base.exports import storage
from neuguong.base.exports.choices import UNFINISHED, Phase
from neuguong.base.exports.models import Export
from neuguong.base.exports.queries import LOCK, refusal
from neuguong.base.exports.rules import reach
from neuguong.base.exports.services.recording import made, told
from neuguong.base.exports.services.snapshot import snapshot
from neuguong.base.exports.services.writing import write
from neuguong.base.journal.services import record
from neuguong.kit.jobs import in_work
from neuguong.kit.lists import Listing
from neuguong.kit.views import ListPage

INLINE = 2_000  # rows: what is written while one waits
AT_ONCE = 3
_ASK_LOCK = 0x4E59
MOST_WORDS = 300


def _described(page: ListPage, listing: Listing[Any], kind: str, actor: Any, now: dt.datetime) -> Export:
    title, about = str(page.title or listing.caption), page.about()
    return Export(
        asked_by=actor,
        title=(f"{title}: {about}" if about else title)[:MOST_WORDS],
        list_key=listing.spec.key,
        address=listing.address,
        filters="; ".join(words for words, _without in listing.chips),
        kind=kind,
        language=get_language() or "vi",
        asked_at=now,
    )


def hand_over(
    *, page: ListPage, listing: Listing[Any], kind: str, actor: Any, now: dt.datetime, today: dt.date
) -> tuple[Export, BinaryIO]:
    """The file of a short list, made at once and kept nowhere: the stream is all there is of it. ValidationError, and
    nothing kept, if it did not come out whole."""
    export, about = _described(page, listing, kind, actor, now), page.about()
    with storage.workshop() as folder:
        with snapshot():
            written = write(
                listing, kind, folder, about=lambda rows: told(export, about, rows, now, today), tick=lambda _rows: None
            )
            export.reach = reach(actor)
        with transaction.atomic():
            export.phase, export.downloads = Phase.HANDED, 1
            made(export, written, now)
        return export, written.path.open("rb")


def ask(*, page: ListPage, listing: Listing[Any], kind: str, actor: Any, now: dt.datetime) -> tuple[Export, bool]:
    """Put a list down to be made apart from the request; and whether it is new: one that is still to come, of the same
    list in the same form, is the same. ValidationError when three others of hers are still to come."""
    export = _described(page, listing, kind, actor, now)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_ASK_LOCK, actor.pk])
        waiting = list(Export.objects.filter(asked_by=actor, phase__in=UNFINISHED).order_by("pk"))
        for one in waiting:
            if (one.address, one.kind) == (export.address, kind):
                return one, False
        if len(waiting) >= AT_ONCE:
            raise ValidationError(
                _("Đồng chí đang có %(n)s tệp chờ xuất. Chờ xong một tệp, hoặc hủy bớt, rồi xuất tiếp.")
                % {"n": len(waiting)}
            )
        export.rows, export.reach = listing.total, reach(actor)
        export.save()
    return export, True


def again(*, export: Export) -> bool:
    """Make ready to be made from the start: an export that failed, was cancelled, or whose worker was killed. Whether
    it is to be made now; not if a worker is at it, or if it is made."""
    with transaction.atomic():
        found = Export.objects.select_for_update().get(pk=export.pk)
        if found.phase in (Phase.READY, Phase.HANDED, Phase.EXPIRED) or in_work(LOCK, export.pk):
            return False
        found.phase, found.fault, found.done_rows = Phase.WAITING, "", 0
        found.save(update_fields=["phase", "fault", "done_rows"])
    return True


def give_up(*, export: Export, actor: Any, now: dt.datetime) -> None:
    """Cancel what is still to come (its worker hears of it within a second), or delete the file that is there."""
    with transaction.atomic():
        found = Export.objects.select_for_update().get(pk=export.pk)
        if found.phase in UNFINISHED:
            found.phase, step = Phase.CANCELLED, "cancelled"
        elif found.phase == Phase.READY:
            found.phase, step = Phase.EXPIRED, "deleted"
            storage.drop(found.pk)
        else:
            return
        found.save(update_fields=["phase"])
        record(found, step, actor=actor, now=now, note=found.title)


def take(*, export: Export, actor: Any, now: dt.datetime, today: dt.date) -> BinaryIO:
    """The open file, the taking counted and told in the journal; ValidationError with a sentence if it is not to be
    had (any more)."""
    with transaction.atomic():
        found = Export.objects.select_for_update().get(pk=export.pk)
        why_not = refusal(found, actor, now=now, today=today)
        if why_not:
            raise ValidationError(why_not)
        try:
            stream = storage.place(found.pk).open("rb")
        except FileNotFoundError:
            raise ValidationError(_("Tệp không còn trên máy chủ. Đồng chí xuất lại danh sách.")) from None
        Export.objects.filter(pk=found.pk).update(downloads=F("downloads") + 1)
        record(found, "downloaded", actor=actor, now=now, note=found.title, data={"sha256": found.sha256})
    return stream


def expire(*, now: dt.datetime) -> int:
    """Delete the files whose time is over, give up what nobody made in a day, sweep up what was left behind. Returns
    how many files have expired."""
    over = list(Export.objects.filter(phase=Phase.READY, expires_at__lte=now).values_list("pk", flat=True))
    Export.objects.filter(pk__in=over).update(phase=Phase.EXPIRED)
    for pk in over:
        storage.drop(pk)
    stale = Export.objects.filter(phase=Phase.WAITING, asked_at__lt=now - dt.timedelta(days=1))
    stale.update(phase=Phase.FAILED, fault=_("Không có việc nền nào nhận việc này trong một ngày."))
    storage.sweep(Export.objects.filter(phase=Phase.READY).values_list("pk", flat=True))
    return len(over)
