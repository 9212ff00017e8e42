"""The list asked for, read again in the name of who asked and in one snapshot, becomes a file or nothing."""

import datetime as dt
import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, connection, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from neuguong.base.exports import storage
from neuguong.base.exports.choices import UNFINISHED, Phase
from neuguong.base.exports.events import ExportEnded
from neuguong.base.exports.models import Export
from neuguong.base.exports.queries import LOCK
from neuguong.base.exports.rules import reach
from neuguong.base.exports.services.recording import made, told
from neuguong.base.exports.services.snapshot import snapshot
from neuguong.base.exports.services.writing import Written, write
from neuguong.kit import numbers
from neuguong.kit.events import publish
from neuguong.kit.jobs import alone
from neuguong.kit.ui import moment
from neuguong.kit.views import listing_at

LIFETIME = dt.timedelta(hours=24)


class Cancelled(Exception):  # noqa: N818 (a decision of the reader's, not a fault)
    """Whoever asked does not want it any more."""


class Progress:
    """Says once a second how far an export is, on a connection of its own (the snapshot's cannot write), and hears
    there that it was cancelled."""

    def __init__(self, pk: int) -> None:
        self._pk, self._next, self._own = pk, time.monotonic() + 1, connection.copy()

    def __call__(self, rows: int) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + 1
        with self._own.cursor() as cursor:
            cursor.execute(
                f"UPDATE {Export._meta.db_table} SET done_rows = %s WHERE id = %s AND phase = %s",  # noqa: S608 (our own name)
                [rows, self._pk, Phase.RUNNING],
            )
            if not cursor.rowcount:
                raise Cancelled

    def close(self) -> None:
        self._own.close()


def make(export: Export, *, now: dt.datetime, today: dt.date) -> Export:
    """Make the file. Afterwards the export is READY with exactly the rows of the list, FAILED with the reason, or
    CANCELLED as it was.

    One whose worker was killed, or whose database went away, stands in RUNNING without a file, and is made from the
    start when asked again. Nothing is done if another worker is at it, or if it is not to be made.
    """
    with alone(LOCK, export.pk) as held:
        begins = Export.objects.filter(pk=export.pk, phase__in=UNFINISHED)
        if held and begins.update(phase=Phase.RUNNING, done_rows=0, fault="", made_at=None):
            export.refresh_from_db()
            with translation.override(export.language):
                _run(export, now, today)
        export.refresh_from_db()
    return export


def _run(export: Export, now: dt.datetime, today: dt.date) -> None:
    progress = Progress(export.pk)
    try:
        with storage.workshop() as folder:
            with snapshot():
                written = _written(export, folder, now, today, progress)
                export.reach = reach(export.asked_by)
            _finish(export, written, now)
    except Cancelled:
        return  # the row says so
    except ValidationError as error:
        _fail(export, " ".join(error.messages), now)
    except (OperationalError, InterfaceError):
        raise  # the database went away: nothing can be said now, and the job comes back by itself
    except BaseException:
        _fail(export, _("Có trục trặc khi xuất; chưa có tệp nào. Đồng chí bấm chạy lại, hoặc thử lại sau."), now)
        raise
    finally:
        progress.close()


def _written(export: Export, folder: Any, now: dt.datetime, today: dt.date, tick: Progress) -> Written:
    found = listing_at(export.address, export.asked_by, today=today, now=now) if export.asked_by.is_active else None
    if found is None:
        raise ValidationError(_("Danh sách này không còn mở với đồng chí, nên không xuất được."))
    page, listing = found
    return write(
        listing, export.kind, folder, about=lambda rows: told(export, page.about(), rows, now, today), tick=tick
    )


@transaction.atomic
def _finish(export: Export, written: Written, now: dt.datetime) -> None:
    """The file is there and the export says so, or neither: a file that nobody's row knows is swept away."""
    if not Export.objects.select_for_update().filter(pk=export.pk, phase=Phase.RUNNING).exists():
        raise Cancelled
    storage.keep(written.path, export.pk)
    export.phase, export.expires_at = Phase.READY, now + LIFETIME
    made(export, written, now)
    _tell(export, now, _("Tệp “%(what)s” (%(rows)s dòng) đã sẵn sàng, tải được đến %(until)s."))


def _fail(export: Export, sentence: str, now: dt.datetime) -> None:
    with transaction.atomic():
        if Export.objects.filter(pk=export.pk, phase=Phase.RUNNING).update(phase=Phase.FAILED, fault=sentence):
            export.fault = sentence
            _tell(export, now, _("Chưa xuất được “%(what)s”: %(why)s"))


def _tell(export: Export, now: dt.datetime, text: str) -> None:
    words = {
        "what": export.title,
        "rows": numbers.number(export.rows),
        "until": moment(export.expires_at) if export.expires_at else "",
        "why": export.fault,
    }
    href = reverse("exports:detail", args=[export.pk])
    publish(ExportEnded(export.pk, export.asked_by_id, text % words, href, now))
