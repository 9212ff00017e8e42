"""Keeping files, and saying what they belong to."""

import datetime as dt
import os
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from neuguong.base.files import storage
from neuguong.base.files.content import clean_name, kind_of, lines_of, mark_in_name, mark_in_texts
from neuguong.base.files.models import Attachment, StoredFile
from neuguong.base.files.queries import may_take_off, told_at
from neuguong.base.journal.services import record
from neuguong.kit.text import nfc


def store(*, stream: BinaryIO, name: str, actor: Any, now: dt.datetime, takes_text: bool = False) -> StoredFile:
    """Keep the file that `stream` holds (an upload, or any open binary file), under the name it came with.

    Judged by content: ValidationError with a sentence for people, which names the file, for what is not taken, for what
    is marked as a state secret, and over 20 MB; nothing of it is kept then. The same content is kept once on disk; the
    same file sent again by the same person gives the same row.
    """
    try:
        return _store(stream, name, actor, now, takes_text)
    except ValidationError as error:
        sentence = _("“%(name)s”: %(reason)s") % {"name": nfc(name), "reason": " ".join(error.messages)}
        raise ValidationError(sentence, code="file") from error


def _store(stream: BinaryIO, name: str, actor: Any, now: dt.datetime, takes_text: bool) -> StoredFile:
    incoming = storage.receive(_chunks(stream))
    try:
        kind = kind_of(incoming.path, takes_text=takes_text)
        refuse_secret(mark_in_name(name) or mark_in_texts(lines_of(incoming.path, kind)))
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


def judge(*, content: bytes, name: str) -> tuple[str, str]:
    """The name and content type under which a file would be kept, for who encrypts before keeping: nothing is written.

    ValidationError as `store` gives it.
    """
    try:
        if len(content) > storage.LIMIT:
            raise storage.too_large()
        with storage.in_memory(content) as path:
            kind = kind_of(path)
            refuse_secret(mark_in_name(name) or mark_in_texts(lines_of(path, kind)))
    except ValidationError as error:
        sentence = _("“%(name)s”: %(reason)s") % {"name": nfc(name), "reason": " ".join(error.messages)}
        raise ValidationError(sentence, code="file") from error
    return clean_name(name, kind), kind.content_type


def refuse_secret(mark: str, what: str = "") -> None:
    """ValidationError for what bears a mark of state secrecy ("Tối mật"); "" passes. `what` is it, in words that begin
    the sentence. See `queries.mark_of`."""
    if mark:
        words = _(
            "có dấu chỉ độ “%(mark)s”. Hệ thống không nhận tài liệu bí mật nhà nước; không có gì được lưu lại. "
            "Hãy xử lý theo quy định về bảo vệ bí mật nhà nước; nếu dấu chỉ này là nhầm, hãy bỏ đi rồi gửi lại."
        )
        raise ValidationError(f"{what} {words % {'mark': mark}}".strip(), code="secret")


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


@transaction.atomic
def take_off(*, attachment: Attachment, actor: Any, now: dt.datetime) -> None:
    """Take off a file that `actor` attached, while its owner is still open to her; the owner's journal names the file.

    PermissionDenied without the right, also when it ended while she was asked.
    """
    journaled = told_at(attachment)
    type(journaled)._base_manager.select_for_update(of=("self",)).get(pk=journaled.pk)
    if not may_take_off(actor, attachment):
        raise PermissionDenied
    record(journaled, "take_off", actor=actor, now=now, note=attachment.file.name, data={"file": attachment.file_id})
    attachment.delete()
