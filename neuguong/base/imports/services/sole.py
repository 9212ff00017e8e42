"""One worker at a time on a batch, known to the database and gone with the worker."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from neuguong.base.imports.models import Batch

BATCH_LOCK = 0x4E49  # first key of the advisory lock; the second is the batch's id


class Busy(ValidationError):  # noqa: N818 (a refusal, not a fault)
    """Somebody else is at work on the batch."""


@contextmanager
def sole(batch: Batch) -> Iterator[None]:
    """Hold the batch alone; Busy at once if somebody does already. A killed worker's hold ends with its connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [BATCH_LOCK, batch.pk])
        (held,) = cursor.fetchone() or (False,)
    if not held:
        raise Busy(_("Lô dữ liệu này đang được xử lý. Đồng chí chờ cho xong rồi tải lại trang."))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [BATCH_LOCK, batch.pk])
