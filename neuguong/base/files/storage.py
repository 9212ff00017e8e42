"""Bytes on disk under their SHA-256: written whole or not at all, the same content once."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LIMIT = 20 * 1024 * 1024
CHUNK = 256 * 1024


@dataclass(frozen=True)
class Incoming:
    """A file that has arrived whole and is not kept yet."""

    path: Path
    sha256: str
    size: int


def folder() -> Path:
    """Where the bytes lie."""
    return Path(settings.DATA_DIR) / "files"


def place(sha256: str) -> Path:
    """Where the bytes of that hash lie, if they do."""
    return folder() / sha256[:2] / sha256


def receive(chunks: Iterable[bytes]) -> Incoming:
    """Write the chunks to a file, forced to disk; ValidationError, and nothing left, over the limit."""
    waiting = folder() / "incoming"
    waiting.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    descriptor, name = tempfile.mkstemp(dir=waiting)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > LIMIT:
                    raise too_large()
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        os.unlink(name)
        raise
    return Incoming(Path(name), digest.hexdigest(), size)


def too_large() -> ValidationError:
    """The refusal of what is over the limit."""
    words = _("Tệp lớn hơn %(limit)s MB. Hãy giảm cỡ ảnh, hoặc chia thành nhiều tệp, rồi gửi lại.")
    return ValidationError(words % {"limit": LIMIT // 1024 // 1024}, code="file")


def keep(incoming: Incoming) -> None:
    """Move the bytes to their place in one stroke; the same content that is there already stays."""
    final = place(incoming.sha256)
    if final.exists():
        discard(incoming)
        return
    final.parent.mkdir(exist_ok=True)
    os.replace(incoming.path, final)
    for touched in (final.parent, final.parent.parent):
        _sync(touched)


def discard(incoming: Incoming) -> None:
    """Forget what arrived."""
    incoming.path.unlink(missing_ok=True)


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def hash_of(path: Path) -> str:
    """The SHA-256 of what really lies there."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def in_memory(content: bytes) -> Iterator[Path]:
    """A path under which the bytes can be read while the block lasts, and which no disk ever holds."""
    descriptor = os.memfd_create("judged")
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(content)
        yield Path(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)
