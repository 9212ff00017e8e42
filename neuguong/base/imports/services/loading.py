"""A workbook from a path into the tables, in one go: the command line and the demo."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.utils import timezone

from neuguong.base.imports.models import Batch, Phase
from neuguong.base.imports.services.applying import load_at_once
from neuguong.base.imports.services.files import upload
from neuguong.kit.sheets import SheetFileError


def load(path: Path, kind: str | None = None, *, now: dt.datetime, actor: Any = None, good_only: bool = False) -> Batch:
    """Upload, check and apply one workbook. With bad rows nothing is written unless `good_only`: the batch comes back
    CHECKED. Without `actor` there are no bounds of rights. SheetFileError if the file as a whole cannot be loaded."""
    today = timezone.localdate(now)
    with path.open("rb") as stream:
        batch = upload(kind=kind, name=path.name, stream=stream, actor=actor, now=now)
    load_at_once(batch, actor, now=now, today=today, only_good=good_only, is_sure=True)
    if batch.phase == Phase.FAILED:
        raise SheetFileError(batch.fault)
    return batch
