"""A workbook from a path into the tables, in one go: the command line and the demo."""

import datetime as dt
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from neuguong.base.imports.models import Batch, Phase
from neuguong.base.imports.services.applying import apply
from neuguong.base.imports.services.checking import check, read
from neuguong.base.imports.services.files import upload
from neuguong.kit.sheets import SheetFileError


def load(path: Path, kind: str | None = None, *, now: dt.datetime, actor: Any = None, good_only: bool = False) -> Batch:
    """Upload, check and apply one workbook. With bad rows nothing is written unless `good_only`: the batch comes back
    CHECKED. Without `actor` there are no bounds of rights. SheetFileError if the file as a whole cannot be loaded."""
    today = timezone.localdate(now)
    with path.open("rb") as stream:
        batch = upload(kind=kind, name=path.name, stream=stream, actor=actor, now=now)
    read(batch, now=now)
    if batch.bad_rows and not good_only:
        check(batch, now=now, today=today)
    elif batch.good_rows and batch.phase == Phase.CHECKED:
        with suppress(ValidationError):  # told by the batch: rows turned out wrong, or the whole file failed
            apply(batch, actor, now=now, today=today, only_good=good_only)
    if batch.phase == Phase.FAILED:
        raise SheetFileError(batch.fault)
    return batch
