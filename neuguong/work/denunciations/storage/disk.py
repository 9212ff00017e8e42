"""Encrypted bytes on disk, each file under a name drawn by lot: neither content nor equality of two files shows."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from neuguong.work.denunciations.storage import cipher


def folder() -> Path:
    """Where the bytes lie, apart from all other files."""
    return Path(settings.DATA_DIR) / "closed"


def place(key: uuid.UUID) -> Path:
    """Where the bytes of that key lie."""
    return folder() / key.hex[:2] / key.hex


def write(key: uuid.UUID, content: bytes) -> None:
    """Encrypt, and put in its place in one stroke; only what is encrypted touches the disk."""
    _put(key, cipher.encrypt(content))


def read(key: uuid.UUID) -> bytes:
    """The plain bytes; FileNotFoundError if they are gone, `cipher.Closed` where no key opens them."""
    return cipher.decrypt(place(key).read_bytes())


def rotate(key: uuid.UUID) -> None:
    """Encrypt anew under the newest key."""
    _put(key, cipher.rotate(place(key).read_bytes()))


def discard(key: uuid.UUID) -> None:
    """Forget what was written for an act that did not come about."""
    place(key).unlink(missing_ok=True)


def kept() -> Iterator[Path]:
    """Every file there is."""
    return (path for path in folder().glob("*/*") if path.is_file())


def _put(key: uuid.UUID, token: bytes) -> None:
    final = place(key)
    final.parent.mkdir(parents=True, exist_ok=True)
    descriptor, waiting = tempfile.mkstemp(dir=folder())
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(token)
            file.flush()
            os.fsync(file.fileno())
        os.replace(waiting, final)
    except BaseException:
        Path(waiting).unlink(missing_ok=True)
        raise
