"""Hearing SIGTERM and SIGINT, in a process of its own."""

import signal
import subprocess
import sys

import pytest

WAITS = """
from neuguong.config.ending import Ended
ended = Ended()
print(ended.is_set(), ended.wait(0.01), flush=True)
print(ended.wait(60), ended.is_set(), ended.wait(60), flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_wait_ends_with_the_signal_and_it_stays_heard(number: signal.Signals) -> None:
    process = subprocess.Popen([sys.executable, "-c", WAITS], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "False False\n"
    process.send_signal(number)
    assert process.communicate(timeout=30)[0] == "True True True\n"
    assert process.returncode == 0
