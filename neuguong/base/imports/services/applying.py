"""Apply a batch: all its good rows in one transaction, or nothing."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from neuguong.base.imports.models import Batch, Phase, Progress, StagedRow, Step
from neuguong.base.imports.services.cancelling import stopped
from neuguong.base.imports.services.checking import fail, sentence_of, staged
from neuguong.base.imports.services.judging import count, count_bad, judge, rehearse, rows_of
from neuguong.base.imports.services.sensitive import forget
from neuguong.base.imports.services.sole import sole
from neuguong.base.imports.services.watching import Stopped, Watch, watched
from neuguong.base.journal.services import record
from neuguong.base.orgs.queries import keeps_sensitive
from neuguong.kit import sheets

APPLICABLE = (Phase.CHECKED, Phase.APPLYING)


def apply(batch: Batch, actor: Any, *, now: dt.datetime, today: dt.date, only_good: bool = False) -> Batch:
    """Write the rows. With bad rows among them only if `only_good`; checked once more first, because the world may
    have changed since: rows that are wrong now send the batch back to CHECKED, with ValidationError.

    A batch whose worker was killed stands in APPLYING with nothing written, and may be applied again; one that somebody
    cancels meanwhile comes back CANCELLED, nothing written. Busy if another worker holds it; ValidationError if there
    is nothing to apply.
    """
    with sole(batch):
        batch.refresh_from_db()
        _refuse(batch, only_good)
        Batch.objects.filter(pk=batch.pk).update(phase=Phase.APPLYING, done_rows=0)
        try:
            with watched(batch, now) as watch:
                done = _write(batch, actor, now, today, only_good, watch)
        except Stopped:
            stopped(batch, now)
            return batch
        except ValidationError as error:
            fail(batch, " ".join(error.messages))
            raise
        except IntegrityError as error:
            fail(batch, sentence_of(error))
            raise ValidationError(batch.fault) from error
        except BaseException:
            fail(batch, _("Có trục trặc khi nạp; chưa dòng nào được ghi. Đồng chí kiểm tra lại rồi nạp lần nữa."))
            raise
    if not done:
        raise ValidationError(_("Dữ liệu trong hệ thống đã đổi từ lúc kiểm tra: có dòng nay không còn đúng."))
    return batch


def load_at_once(
    batch: Batch, actor: Any, *, now: dt.datetime, today: dt.date, only_good: bool = False, is_sure: bool = False
) -> Batch:
    """Read the file, check it and write it, all in one pass: one wait, and what is right is judged once.

    With bad rows (unless `only_good`) or something to be confirmed (unless `is_sure`) nothing is written, and the batch
    comes back CHECKED as `check` leaves it. Busy and ValidationError as `check`.
    """

    def write(_sheet: sheets.Sheet, watch: Watch) -> None:
        _write(batch, actor, now, today, only_good, watch, is_asked=not is_sure)

    return staged(batch, now, write)


def resume(batch: Batch) -> Batch:
    """Bring a batch whose worker died back to where its person decides: to be applied, or to be checked, again.

    Busy if a worker is still at it. Nothing that was being written is there.
    """
    with sole(batch):
        batch.refresh_from_db()
        back = {Phase.APPLYING: Phase.CHECKED, Phase.CHECKING: Phase.UPLOADED}
        batch.phase = back.get(Phase(batch.phase), batch.phase)
        batch.save(update_fields=["phase"])
    return batch


def ask(batch: Batch, *, only_good: bool, is_sure: bool = False) -> None:
    """Say on the batch that it is about to be applied; ValidationError if it cannot be, or if it has doubts that its
    person did not settle (`is_sure`)."""
    with sole(batch):
        batch.refresh_from_db()
        _refuse(batch, only_good)
        if batch.doubts and not is_sure:
            raise ValidationError(_("Hãy xem các điều cần xác nhận, đánh dấu đã đối chiếu rồi bấm Nạp."))
        batch.phase, batch.done_rows = Phase.APPLYING, 0
        batch.save(update_fields=["phase", "done_rows"])
        Progress.objects.filter(batch=batch).update(step=Step.WAITING, done=0, total=0, stop_asked=False)


def _refuse(batch: Batch, only_good: bool) -> None:
    if batch.phase == Phase.APPLIED:
        raise ValidationError(_("Lô dữ liệu này đã nạp xong."))
    if batch.phase == Phase.CANCELLED:
        raise ValidationError(_("Lô dữ liệu này đã hủy. Đồng chí tải tệp lên lần nữa nếu cần nạp."))
    if batch.phase not in APPLICABLE:
        raise ValidationError(_("Lô dữ liệu này chưa kiểm tra xong."))
    if batch.bad_rows and not only_good:
        raise ValidationError(
            _("Còn %(n)s dòng lỗi. Hãy sửa, hoặc chọn chỉ nạp các dòng đúng.") % {"n": batch.bad_rows}
        )
    if not batch.good_rows:
        raise ValidationError(_("Không có dòng đúng nào để nạp."))


def _write(
    batch: Batch, actor: Any, now: dt.datetime, today: dt.date, only_good: bool, watch: Watch, *, is_asked: bool = False
) -> bool:
    """Whether the rows were written; if not, the batch is CHECKED with the new errors. `is_asked`: what must be
    confirmed has not been shown to anybody yet, and holds the writing back."""
    sheet = sheets.sheet(batch.kind)
    person = actor if getattr(actor, "pk", None) else None
    with transaction.atomic(), connection.cursor() as cursor:
        locked = Batch.objects.select_for_update().get(pk=batch.pk)
        if not keeps_sensitive():  # any more
            forget(batch)
        rows = rows_of(locked, cursor=cursor, actor=person, now=now, today=today)
        watch.at(Step.CHECKING, batch.rows)
        judge(rows, batch, sheet)
        count_bad(rows, batch)
        done = bool(batch.good_rows) and (only_good or not batch.bad_rows)
        if is_asked:
            batch.doubts = [*batch.doubts, *rows.doubts]
            done = done and not batch.doubts
        if done:
            watch.at(Step.WRITING, batch.good_rows)
            sheet.apply(rows)
            count(rows, batch)
            StagedRow.objects.filter(batch=batch, errors={}).delete()
            forget(batch)
            _journal(batch, person, now)
        elif batch.good_rows:
            rehearse(rows, sheet, batch)
        rows.close()
        batch.phase = Phase.APPLIED if done else Phase.CHECKED
        batch.done_rows, batch.ended_at = batch.rows, now if done else None
        batch.save()
        watch.look()
    return done


def _journal(batch: Batch, actor: Any, now: dt.datetime) -> None:
    counts = {"added": batch.added, "changed": batch.changed, "unchanged": batch.unchanged, "bad": batch.bad_rows}
    record(batch, "applied", actor=actor, now=now, note=batch.name, data={"kind": batch.kind, **counts})
