"""Keeping files, and saying what they belong to."""

import datetime as dt
import os
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.db.models import Model

from neuguong.base.files import storage
from neuguong.base.files.content import clean_name, kind_of
from neuguong.base.files.models import Attachment, StoredFile
from neuguong.kit.text import nfc


def store(*, stream: BinaryIO, name: str, actor: Any, now: dt.datetime) -> StoredFile:
    """Keep the file that `stream` holds (an upload, or any open binary file), under the name it came with.

    Judged by content: ValidationError with a sentence for people for what is not taken, and over 20 MB. The same
    content is kept once on disk; the same file sent again by the same person gives the same row.
    """
    incoming = storage.receive(_chunks(stream))
    try:
        kind = kind_of(incoming.path)
    except BaseException:
        storage.discard(incoming)
        raise
    storage.keep(incoming)
    person = actor if getattr(actor, "pk", None) else None
    row, _new = StoredFile.objects.get_or_create(
        sha256=incoming.sha256,
        added_by=person,
        name=clean_name(name, kind),
        defaults={"size": incoming.size, "content_type": kind.content_type, "added_at": now},
    )
    return row


def refuse_large(stream: BinaryIO) -> None:
    """ValidationError over 20 MB, for who must read an upload before it is stored; the stream stands at its start."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    if size > storage.LIMIT:
        raise storage.too_large()


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(storage.CHUNK):
        yield chunk


def attach(*, file: StoredFile, obj: Model, note: str = "") -> Attachment:
    """Say that `file` belongs to `obj`: whoever may see the object may open the file. Twice is once; `note` is kept."""
    row, _new = Attachment.objects.update_or_create(
        file=file, model=obj._meta.label, object_id=obj.pk, defaults={"note": nfc(note)}
    )
    return row


def detach(*, file: StoredFile, obj: Model) -> bool:
    """Take the file off the object; whether it was there. The file itself stays, for its uploader and its history."""
    gone, _by_model = Attachment.objects.filter(file=file, model=obj._meta.label, object_id=obj.pk).delete()
    return bool(gone)
