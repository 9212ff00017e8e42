"""Runs the processes of one machine together: starts them, restarts the one that dies, stops them all in order.

Two habits of the terminal and of the kernel decide the shape. Ctrl-C goes to every process of the terminal's
foreground group at once, so each child gets a session of its own: it hears of the end from us, in order, and only
once. But a child in its own session also survives us, and a supervisor that is killed with -9 can tell nobody; so
each child asks the kernel (PR_SET_PDEATHSIG) to be told SIGTERM when its parent dies. SIGTERM and not SIGKILL,
because a web server killed outright would leave its own workers behind with the port.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from gettext import gettext as _
from types import FrameType

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before any fork, where loading could deadlock
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Service:
    """A process that is meant to run for ever; even exit 0 is a death. `env` is its whole environment."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]


@dataclass(frozen=True)
class Limits:
    """Seconds, except `restarts`: how many in `window` are borne before everything is given up."""

    restarts: int = 5
    window: float = 60.0
    first_pause: float = 0.5
    patience: float = 10.0
    tick: float = 0.1


def run(commands: list[Service], *, on_ready: Callable[[], None] | None = None, limits: Limits | None = None) -> int:
    """Supervises until SIGINT, SIGTERM or SIGHUP (0), or until a service cannot be kept alive (1).

    `on_ready` is called once, when every service has been started (not: answers). Call from the main thread: signals
    are handled there, and PR_SET_PDEATHSIG follows the thread that forked. A second signal shortens the patience of
    the stop to nothing. The handlers of before are put back at the end.
    """
    supervisor = _Supervisor(commands, limits or Limits())
    heard = [number for number in _STOP_SIGNALS if not _is_nohup(number)]
    before = {number: signal.signal(number, supervisor.on_signal) for number in heard}
    try:
        return supervisor.run(on_ready)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass
class _Child:
    service: Service
    process: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=deque)
    start_at: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(
            list(self.service.argv),
            env=dict(self.service.env),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()),
        )

    def sweep(self) -> None:
        """Kills what is left of the child's session: what a dead one leaves would hold ports and do work twice."""
        if self.process is not None:
            with suppress(ProcessLookupError):  # the usual case: it left nothing
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


class _Supervisor:
    def __init__(self, commands: list[Service], limits: Limits) -> None:
        self._children = [_Child(service) for service in commands]
        self._limits = limits
        self._signals = 0

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1

    def run(self, on_ready: Callable[[], None] | None) -> int:
        try:
            self._start_due()
            if on_ready is not None and not self._signals:
                on_ready()
            while not self._signals:
                time.sleep(self._limits.tick)
                self._bury_dead()
                self._start_due()
            return 0
        except _GivenUpError as reason:
            _tell(str(reason))
            return 1
        finally:
            self._stop_all()

    def _start_due(self) -> None:
        for child in self._children:
            if self._signals or child.process is not None or child.start_at > time.monotonic():
                continue
            try:
                child.start()
            except OSError as error:
                raise _GivenUpError(
                    _("Không chạy được “%(name)s” (%(reason)s); mọi tiến trình được dừng lại.")
                    % {"name": child.service.name, "reason": error}
                ) from error

    def _bury_dead(self) -> None:
        for child in self._children:
            if child.process is not None and (code := child.process.poll()) is not None:
                child.sweep()
                self._plan_restart(child, code)

    def _plan_restart(self, child: _Child, code: int) -> None:
        now = time.monotonic()
        child.deaths.append(now)
        while child.deaths[0] < now - self._limits.window:
            child.deaths.popleft()
        count = len(child.deaths)
        said = {"name": child.service.name, "code": code, "n": count, "window": round(self._limits.window)}
        if count > self._limits.restarts:
            raise _GivenUpError(
                _("“%(name)s” tắt %(n)s lần trong %(window)s giây (mã %(code)s); mọi tiến trình được dừng lại.") % said
            )
        child.start_at = now + self._limits.first_pause * 2 ** (count - 1)
        _tell(_("“%(name)s” vừa tắt (mã %(code)s), đang chạy lại.") % said)

    def _stop_all(self) -> None:
        asked = self._signals
        for child in reversed(self._children):
            if child.process is not None:
                child.process.terminate()
                deadline = time.monotonic() + self._limits.patience
                while child.process.poll() is None and time.monotonic() < deadline and self._signals <= max(asked, 1):
                    time.sleep(self._limits.tick / 2)
                child.sweep()


def _is_nohup(number: signal.Signals) -> bool:
    return number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN


class _GivenUpError(Exception):
    """A service cannot be kept alive; the text says which and why."""


def _tell(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def _die_with(parent: int) -> Callable[[], None] | None:
    """What the child does between fork and exec; nothing outside Linux, where kill -9 of us leaves orphans."""
    libc = _LIBC
    if libc is None:
        return None

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before we asked, and the kernel will not tell any more
            os._exit(1)

    return ask
