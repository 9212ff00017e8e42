"""Check a batch: read, stage, judge, and find out what applying it would do."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from neuguong.base.imports.models import Batch, Phase, Step
from neuguong.base.imports.services.cancelling import stopped
from neuguong.base.imports.services.judging import count_bad, judge, rehearse, rows_of
from neuguong.base.imports.services.sole import sole
from neuguong.base.imports.services.staging import stage
from neuguong.base.imports.services.watching import Stopped, Watch, watched
from neuguong.kit import sheets
from neuguong.kit.sheets import Sheet, SheetFileError

NOT_CHECKABLE = (Phase.APPLYING, Phase.APPLIED)


def check(batch: Batch, *, now: dt.datetime, today: dt.date) -> Batch:
    """Read and check the whole file; afterwards the batch is CHECKED with its counts, FAILED with the reason, or
    CANCELLED because somebody asked for it meanwhile.

    The counts come from a rehearsal that is taken back. May be run again at any time before applying, after a crash
    too. Busy if another worker holds the batch; ValidationError if it is (being) applied, or was cancelled.
    """
    return staged(batch, now, lambda sheet, watch: _judge(batch, sheet, now, today, watch))


def staged(batch: Batch, now: dt.datetime, then: Callable[[Sheet, Watch], None]) -> Batch:
    """Read the whole file into the staging table, then go on with it; whatever stops either is told by the batch.

    Busy and ValidationError as `check`.
    """
    with sole(batch):
        batch.refresh_from_db()
        if batch.phase == Phase.CANCELLED:
            raise ValidationError(_("Lô dữ liệu này đã hủy. Đồng chí tải tệp lên lần nữa nếu cần nạp."))
        if batch.phase in NOT_CHECKABLE:
            raise ValidationError(_("Lô dữ liệu này đã nạp hoặc đang nạp, không kiểm tra lại được."))
        _enter(batch)
        sheet = sheets.sheet(batch.kind)
        try:
            with watched(batch, now) as watch:
                stage(batch, sheet, watch)
                then(sheet, watch)
        except Stopped:
            stopped(batch, now)
        except SheetFileError as error:
            fail(batch, str(error))
        except ValidationError as error:
            fail(batch, " ".join(error.messages))
        except IntegrityError as error:
            fail(batch, sentence_of(error))
    return batch


def _enter(batch: Batch) -> None:
    batch.phase, batch.fault, batch.ended_at = Phase.CHECKING, "", None
    batch.bad_rows = batch.added = batch.changed = batch.unchanged = 0
    batch.save()


def _judge(batch: Batch, sheet: Sheet, now: dt.datetime, today: dt.date, watch: Watch) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        rows = rows_of(batch, cursor=cursor, actor=batch.made_by, now=now, today=today)
        watch.at(Step.CHECKING, batch.rows)
        judge(rows, batch, sheet)
        batch.doubts = [*batch.doubts, *rows.doubts]
        count_bad(rows, batch)
        if batch.good_rows:
            watch.at(Step.TRYING, batch.good_rows)
            rehearse(rows, sheet, batch)
        rows.close()
        watch.look()
        batch.phase, batch.done_rows = Phase.CHECKED, batch.rows
        batch.save()


def fail(batch: Batch, sentence: str) -> None:
    """The batch cannot be loaded as it is, for this reason."""
    batch.phase, batch.fault = Phase.FAILED, sentence
    batch.save(update_fields=["phase", "fault", "rows", "head", "notes"])


def sentence_of(error: IntegrityError) -> str:
    """What the database says, if it was written for people; else that it objected."""
    diagnosis = getattr(error.__cause__, "diag", None)
    said = getattr(diagnosis, "message_primary", None) or ""
    name = getattr(diagnosis, "constraint_name", None) or ""
    if said and not said.isascii():
        return said
    return _("Dữ liệu trái với một ràng buộc của hệ thống (%(name)s); chưa dòng nào được ghi.") % {"name": name}
