"""Where files on their way out lie: whole or not at all, apart from the evidence, and only for a day.

Evidence is kept for good under its hash; these are private to one person and deleted, so they have a folder of their
own and are known by the export's id.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

_ABANDONED = 6 * 3600  # seconds; no list takes so long


def folder() -> Path:
    """Where they lie."""
    return Path(settings.DATA_DIR) / "exports"


def place(pk: int) -> Path:
    """Where the file of that export lies, if it does."""
    return folder() / str(pk)


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for one file in the making, gone with everything in it at the end."""
    folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder(), prefix="work-") as made:
        yield Path(made)


def seal(path: Path) -> tuple[str, int]:
    """Force a finished file to disk; its SHA-256 and its size in bytes."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
        return hashlib.file_digest(stream, "sha256").hexdigest(), path.stat().st_size


def keep(path: Path, pk: int) -> None:
    """Move a sealed file to its place in one stroke."""
    os.replace(path, place(pk))
    descriptor = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def drop(pk: int) -> None:
    """Delete the file of an export, if there is one."""
    place(pk).unlink(missing_ok=True)


def sweep(kept: Iterable[int]) -> None:
    """Delete what killed workers left: every file but those of these exports, every folder, once it is hours old."""
    names = {str(pk) for pk in kept}
    for path in folder().iterdir() if folder().is_dir() else ():
        if path.name in names or time.time() - path.stat().st_mtime < _ABANDONED:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
