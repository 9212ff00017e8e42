"""Advisory locks, which the kernel drops when their holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(path: Path) -> Iterator[int]:
    """Waits its turn; two starts of one data folder follow each other. A child given the handle prolongs the lock."""
    handle = _open(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


class Presence:
    """Says "I use this server" until `leave`, or until this process dies."""

    def __init__(self, path: Path) -> None:
        self._handle: int | None = _open(path)
        fcntl.flock(self._handle, fcntl.LOCK_SH)
        # A fork of us has the handle too: left behind, it would pretend that its dead parent still uses the server.
        os.register_at_fork(after_in_child=self.leave)

    def alone(self) -> bool:
        """Whether nobody else uses it. Ask while holding the exclusive lock, so that nobody arrives meanwhile."""
        if self._handle is None:
            return False
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def leave(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _open(path: Path) -> int:
    # Not inherited: a child left behind would pretend that its dead parent still uses the server.
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
