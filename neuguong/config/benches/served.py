"""Requests a second over the real server: a page beside an empty view with the same middleware."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from neuguong.config.benches.ground import Result, signed_in
from neuguong.config.postgres.ports import candidates

SPELL = 4.0
ROUNDS = 5


@contextmanager
def _server() -> Iterator[int]:
    port = next(candidates(None))
    environment = {**os.environ, "PORT": str(port)}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
               "--workers", "1", "--no-access-log", "neuguong.config.benches.empty:application"]  # fmt: skip
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/bench/empty/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer within a minute")


def _asked(port: int, address: str, cookie: str) -> float:
    """Requests a second, one at a time on one kept connection, for a spell."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    count, started = 0, time.perf_counter()
    while time.perf_counter() - started < SPELL:
        connection.request("GET", address, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status}")
        count += 1
    connection.close()
    return count / (time.perf_counter() - started)


def ratio(username: str, address: str, target: float) -> Iterator[Result]:
    """The page's requests a second as a share of the empty view's, alternating within one run."""
    cookie = f"sessionid={signed_in(username).cookies['sessionid'].value}"
    page, empty = [], []
    with _server() as port:
        for _round in range(ROUNDS):
            empty.append(_asked(port, "/bench/empty/", cookie))
            page.append(_asked(port, address, cookie))
    share = sorted(a / b for a, b in zip(page, empty, strict=True))[ROUNDS // 2]
    yield Result("empty view, signed in", round(sorted(empty)[ROUNDS // 2], 1), "requests/s")
    yield Result(f"{address}, {username}", round(sorted(page)[ROUNDS // 2], 1), "requests/s")
    yield Result(f"{address} against the empty view", round(share, 3), "", target, holds=share >= target)
