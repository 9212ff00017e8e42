"""Runs the processes of one machine together: starts them, restarts the one that dies, stops them all in order.

Each process is a fork of this one, which has loaded the code once for all: loading Django costs more than a second of
CPU, six times over on a small machine it was most of a start. So the caller loads first, and opens no connection and
starts no thread before `run`: neither survives a fork.

Two habits of the terminal and of the kernel decide the rest. Ctrl-C goes to every process of the terminal's
foreground group at once, so each child gets a session of its own: it hears of the end from us, in order, and only
once. But a child in its own session also survives us, and a supervisor that is killed with -9 can tell nobody; so
each child asks the kernel (PR_SET_PDEATHSIG) to be told SIGTERM when its parent dies. SIGTERM and not SIGKILL,
because a web server killed outright would leave its own workers behind with the port.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from gettext import gettext as _
from multiprocessing.context import ForkProcess
from types import FrameType

_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before any fork, where loading could deadlock
_FORK = multiprocessing.get_context("fork")
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Service:
    """A process that is meant to run for ever; even exit 0 is a death. `main` is called in it, and nothing else."""

    name: str
    main: Callable[[], object]


@dataclass(frozen=True)
class Limits:
    """Seconds, except `restarts`: how many in `window` are borne before everything is given up."""

    restarts: int = 5
    window: float = 60.0
    first_pause: float = 0.5
    patience: float = 10.0
    tick: float = 0.1


def run(
    services: list[Service],
    *,
    first: Service | None = None,
    is_up: Callable[[], bool] | None = None,
    limits: Limits | None = None,
) -> int:
    """Supervises until SIGINT, SIGTERM or SIGHUP (0), or until a service cannot be kept alive (1).

    `first` runs before them and ends by itself; anything but exit 0 is the answer, and no service is started.
    `is_up` is asked at every tick once the services run, until it says yes; it must answer at once. Call from the
    main thread: signals are handled there, and PR_SET_PDEATHSIG follows the thread that forked. A second signal
    shortens the patience of the stop to nothing. The handlers of before are put back at the end.
    """
    supervisor = _Supervisor(first, services, limits or Limits())
    heard = [number for number in _STOP_SIGNALS if not _is_nohup(number)]
    before = {number: signal.signal(number, supervisor.on_signal) for number in heard}
    try:
        return supervisor.run(is_up)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass
class _Child:
    service: Service
    process: ForkProcess | None = None
    deaths: deque[float] = field(default_factory=deque)
    start_at: float = 0.0

    def start(self) -> None:
        # No signal in between: the child would take it for ours, with our handler, and forget it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)
        try:
            process = _FORK.Process(name=self.service.name, target=_live, args=(self.service, os.getpid(), before))
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        self.process = process

    def exit_code(self) -> int | None:
        """As subprocess counts: minus the signal; None while it lives or was never started."""
        return self.process.exitcode if self.process is not None else None

    def ask_to_stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def sweep(self) -> None:
        """Kills what is left of the child's session: what a dead one leaves would hold ports and do work twice."""
        if self.process is not None:
            with suppress(ProcessLookupError):  # the usual case: it left nothing
                os.killpg(self.process.ident or 0, signal.SIGKILL)
            self.process.kill()  # had it no session of its own yet
            self.process.join()
            self.process.close()
            self.process = None


class _Supervisor:
    def __init__(self, first: Service | None, services: list[Service], limits: Limits) -> None:
        self._first = _Child(first) if first else None
        self._children = [_Child(service) for service in services]
        self._limits = limits
        self._signals = 0

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1

    def run(self, is_up: Callable[[], bool] | None) -> int:
        try:
            if self._first and (code := self._finish(self._first)):
                return code
            while not self._signals:
                self._bury_dead()
                self._start_due()
                if is_up is not None and is_up():
                    is_up = None
                time.sleep(self._limits.tick)
            return 0
        except _GivenUpError as reason:
            _tell(str(reason))
            return 1
        finally:
            self._stop_all()

    def _finish(self, child: _Child) -> int:
        self._start(child)
        while not self._signals and (code := child.exit_code()) is None:
            time.sleep(self._limits.tick / 5)
        if self._signals or not code:
            return 0
        if code < 0:
            said = {"name": child.service.name, "code": code}
            raise _GivenUpError(_("“%(name)s” bị dừng giữa chừng (mã %(code)s).") % said)
        return code

    def _start(self, child: _Child) -> None:
        try:
            child.start()
        except OSError as error:
            raise _GivenUpError(
                _("Không chạy được “%(name)s” (%(reason)s); mọi tiến trình được dừng lại.")
                % {"name": child.service.name, "reason": error}
            ) from error

    def _start_due(self) -> None:
        for child in self._children:
            if not self._signals and child.process is None and child.start_at <= time.monotonic():
                self._start(child)

    def _bury_dead(self) -> None:
        for child in self._children:
            if (code := child.exit_code()) is not None:
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
        for child in (*reversed(self._children), *([self._first] if self._first else [])):
            if child.process is not None:
                child.ask_to_stop()
                deadline = time.monotonic() + self._limits.patience
                while child.exit_code() is None and time.monotonic() < deadline and self._signals <= max(asked, 1):
                    time.sleep(self._limits.tick / 2)
                child.sweep()


def _live(service: Service, parent: int, mask: set[signal.Signals]) -> None:
    """The child's life, from its fork on: signals are still blocked."""
    os.setsid()
    for number in _STOP_SIGNALS:
        if not _is_nohup(number):
            signal.signal(number, signal.SIG_DFL)
    _die_with(parent)
    _call_oneself(service.name)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    service.main()


def _is_nohup(number: signal.Signals) -> bool:
    return number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN


class _GivenUpError(Exception):
    """A service cannot be kept alive; the text says which and why."""


def _tell(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def _die_with(parent: int) -> None:
    """Nothing outside Linux, where kill -9 of the parent leaves orphans."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before we asked, and the kernel will not tell any more
            os._exit(1)


def _call_oneself(name: str) -> None:
    """For ps and top, where every fork would have our own name."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_NAME, name.encode())
