"""Hearing of the end without a handler."""

import signal

_ENDS = {signal.SIGINT, signal.SIGTERM}


class Ended:
    """Whether SIGINT or SIGTERM came, asked like a threading.Event.

    The two are blocked from now on and looked for, instead of handled: a handler runs in the middle of anything, and
    `Event.set` in it waits for ever for a lock that the very thread it interrupted may hold.
    """

    def __init__(self) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
        self._heard = False

    def is_set(self) -> bool:
        return self.wait(0)

    def wait(self, timeout: float) -> bool:
        """Sleep for so many seconds, or until the end; whether it came."""
        if not self._heard:
            self._heard = signal.sigtimedwait(_ENDS, timeout) is not None
        return self._heard
