"""The commands that serve, as processes of their own: they come up, answer, and leave nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.db import connection

from .conftest import REPOSITORY

pytestmark = pytest.mark.slow
Runs = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def runs(transactional_db: None) -> Iterator[Runs]:
    """Start `neuguong ...` on the database of the tests."""
    facts = connection.settings_dict
    url = f"postgresql://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
    started: list[subprocess.Popen[str]] = []

    def start(*words: str, **env: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "neuguong", *words],
            env={**os.environ, "DATABASE_URL": url, "NEUGUONG_TODAY": "2026-11-15", **env},
            cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate(timeout=15)


@pytest.fixture
def port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def is_free(port: str) -> bool:
    """Whether nobody answers at the port within ten seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", int(port))) != 0:
                return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_serve_answers_and_frees_the_port(runs: Runs, port: str, number: signal.Signals, code: int) -> None:
    process = runs("serve", PORT=port)
    assert process.stdout is not None
    assert process.stdout.readline() == (
        f"Nêu Gương đang chạy tại http://127.0.0.1:{port} (hôm nay là 15/11/2026). Nhấn Ctrl-C để dừng.\n"
    )
    with urlopen(f"http://127.0.0.1:{port}/dang-nhap/", timeout=30) as answer:
        assert (answer.status, "Đăng nhập" in answer.read().decode()) == (200, True)
    process.send_signal(number)
    assert process.wait(timeout=30) == code
    assert is_free(port)


@pytest.mark.parametrize("command", ["fold", "worker"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_work_in_the_background_ends_when_told(runs: Runs, command: str, number: signal.Signals) -> None:
    process = runs(command)
    _wait_for(lambda: _hears_the_end(process.pid))
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


def _wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _hears_the_end(pid: int) -> bool:
    """Whether the process catches SIGTERM, or holds back SIGINT and SIGTERM to look for them."""
    own = Path(f"/proc/{pid}")
    if b"\0neuguong\0" not in (own / "cmdline").read_bytes():  # still the fork of ours that becomes it
        return False
    masks = dict(re.findall(r"^Sig(Blk|Cgt):\s*(\w+)$", (own / "status").read_text("ascii"), re.MULTILINE))
    both = 1 << (signal.SIGINT - 1) | 1 << (signal.SIGTERM - 1)
    # Exactly the two: the C library holds back all for a moment when it makes a thread.
    return int(masks["Blk"], 16) == both or int(masks["Cgt"], 16) & both == both
