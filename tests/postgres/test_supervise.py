"""The supervisor is run as a process of its own, for it owns the signals of the process it runs in."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

# The tests may themselves run under nohup, which the supervisor would rightly respect.
MAIN = """
import json, signal, sys
from functools import partial
from neuguong.config.supervise import Limits, Service, run
signal.signal(signal.SIGHUP, signal.SIG_DFL)
plan = json.loads(sys.argv[1])
def made(name):
    return Service(name, partial(exec, plan["codes"][name], {"journal": open(plan["journal"], "a", 1), "name": name}))
services = [made(name) for name in plan["codes"] if name != "first"]
first = made("first") if "first" in plan["codes"] else None
said = iter([False, False, True])
def is_up():
    answer = next(said)
    if answer:
        print("ready", flush=True)
    return answer
sys.exit(run(services, first=first, is_up=is_up, limits=Limits(**plan["limits"])))
"""
# Writes a line for each life and each end into the journal.
CHILD = """
import os, signal, subprocess, sys, time
def end(number, frame):
    journal.write(f"{name} ended by {signal.Signals(number).name}\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
signal.signal(signal.SIGINT, end)
journal.write(f"{name} pid {os.getpid()}\\n")
"""
LIVES = CHILD + "time.sleep(60)"
DIES = CHILD + "sys.exit(7)"
ENDS = CHILD + "time.sleep(0.1); journal.write('first done\\n')"
DEAF = CHILD + "signal.signal(signal.SIGTERM, signal.SIG_IGN); journal.write('deaf\\n'); time.sleep(60)"
LEAVES_ORPHAN = CHILD + (
    "orphan = subprocess.Popen(['sleep', '60'])\njournal.write(f'orphan pid {orphan.pid}\\n')\ntime.sleep(60)"
)


class Stage:
    """One supervisor under test and the journal its children write."""

    def __init__(self, folder: Path) -> None:
        self.journal = folder / "journal"
        self.journal.touch()
        self.process: subprocess.Popen[str] | None = None

    def run(self, services: dict[str, str], **limits: float) -> subprocess.Popen[str]:
        quick = {"tick": 0.02, "first_pause": 0.02, **limits}
        plan = json.dumps({"codes": services, "journal": str(self.journal), "limits": quick})
        self.process = subprocess.Popen(
            [sys.executable, "-c", MAIN, plan],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        return self.process

    def lines(self) -> list[str]:
        return self.journal.read_text().splitlines()

    def wait_for(self, count: int, start: str) -> list[str]:
        """The last words of the first `count` lines beginning with `start`, once they are written."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            found = [line.split()[-1] for line in self.lines() if line.startswith(start)]
            if len(found) >= count:
                return found[:count]
            time.sleep(0.02)
        raise AssertionError(f"{start!r} was not written {count} times: {self.lines()}")

    def close(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.communicate(timeout=60)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    it = Stage(tmp_path)
    yield it
    it.close()


def gone(pid: str) -> bool:
    """Whether the process ends within five seconds; a zombie nobody has reaped yet counts as ended."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_the_children_in_reverse_order(stage: Stage, number: signal.Signals) -> None:
    process = stage.run({"web": LIVES, "worker": LIVES})
    stage.wait_for(1, "web pid")
    stage.wait_for(1, "worker pid")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
    assert stage.lines()[2:] == ["worker ended by SIGTERM", "web ended by SIGTERM"]


def test_ctrl_c_of_the_terminal_reaches_only_the_supervisor(stage: Stage) -> None:
    process = stage.run({"web": LIVES})
    [pid] = stage.wait_for(1, "web pid")
    assert os.getsid(int(pid)) == int(pid)
    os.killpg(process.pid, signal.SIGINT)  # what a terminal does: the whole foreground group
    assert process.wait(60) == 0
    assert stage.lines() == [f"web pid {pid}", "web ended by SIGTERM"]


def test_a_dead_child_is_started_again(stage: Stage) -> None:
    process = stage.run({"web": LIVES})
    [first] = stage.wait_for(1, "web pid")
    os.kill(int(first), signal.SIGKILL)
    _, second = stage.wait_for(2, "web pid")
    assert second != first
    process.terminate()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert err == "“web” vừa tắt (mã -9), đang chạy lại.\n"


def test_a_child_that_keeps_dying_stops_everything(stage: Stage) -> None:
    process = stage.run({"web": LIVES, "worker": DIES})
    _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert len(stage.wait_for(6, "worker pid")) == 6
    assert err.splitlines()[-1] == "“worker” tắt 6 lần trong 60 giây (mã 7); mọi tiến trình được dừng lại."
    assert stage.lines()[-1] == "web ended by SIGTERM"


def test_old_deaths_are_forgotten(stage: Stage) -> None:
    process = stage.run({"worker": DIES}, restarts=2, window=0.01)
    stage.wait_for(5, "worker pid")
    assert process.poll() is None


def test_what_comes_first_ends_before_the_services_start(stage: Stage) -> None:
    process = stage.run({"first": ENDS, "web": LIVES})
    stage.wait_for(1, "web pid")
    process.terminate()
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert [line.split()[:2] for line in stage.lines()] == [
        ["first", "pid"], ["first", "done"], ["web", "pid"], ["web", "ended"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "answer", "said"),
    [(DIES, 7, ""), (CHILD + "os.kill(os.getpid(), signal.SIGKILL)", 1, "“first” bị dừng giữa chừng (mã -9).\n")],
)
def test_no_service_starts_when_what_comes_first_fails(stage: Stage, code: str, answer: int, said: str) -> None:
    process = stage.run({"first": code, "web": LIVES})
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (answer, "", said)
    assert len(stage.lines()) == 1


def test_a_signal_stops_what_comes_first(stage: Stage) -> None:
    process = stage.run({"first": LIVES, "web": LIVES})
    stage.wait_for(1, "first pid")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
    assert stage.lines()[1:] == ["first ended by SIGTERM"]


def test_a_deaf_child_is_killed_after_the_patience(stage: Stage) -> None:
    process = stage.run({"web": DEAF}, patience=0.3)
    [pid] = stage.wait_for(1, "web pid")
    stage.wait_for(1, "deaf")
    process.terminate()
    assert process.wait(5) == 0
    assert gone(pid)


def test_a_second_signal_ends_the_patience(stage: Stage) -> None:
    process = stage.run({"web": DEAF}, patience=60)
    stage.wait_for(1, "deaf")
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.wait(5) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_children_die_with_a_supervisor_killed_outright(stage: Stage) -> None:
    process = stage.run({"web": LIVES, "worker": LIVES})
    pids = stage.wait_for(1, "web pid") + stage.wait_for(1, "worker pid")
    process.kill()
    process.wait(5)
    assert [gone(pid) for pid in pids] == [True, True]
    assert sorted(stage.lines()[2:]) == ["web ended by SIGTERM", "worker ended by SIGTERM"]


def test_what_a_killed_child_left_behind_is_killed(stage: Stage) -> None:
    stage.run({"web": LEAVES_ORPHAN})
    [orphan] = stage.wait_for(1, "orphan pid")
    [pid] = stage.wait_for(1, "web pid")
    os.kill(int(pid), signal.SIGKILL)
    assert gone(orphan)
