"""kill -9 of the database in the middle of an import: nothing half-done, nothing twice, and it goes on afterwards."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from neuguong.config.postgres import Server

from .conftest import REPOSITORY, Start
from .importer import PEOPLE

pytestmark = pytest.mark.slow


def importer(server: Server, folder: Path, what: str) -> subprocess.Popen[str]:
    env = {
        **os.environ,
        "DATABASE_URL": server.url,
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "neuguong.config.settings",
        "NEUGUONG_TODAY": "2026-11-15",
    }
    command = [sys.executable, "-m", "tests.postgres.importer", what]
    return subprocess.Popen(command, env=env, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said(server: Server, folder: Path, what: str) -> Any:
    process = importer(server, folder, what)
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return json.loads(out.splitlines()[-1])


def test_a_killed_database_leaves_nothing_half_done_and_the_import_goes_on(start: Start, folder: Path) -> None:
    server = start()
    worker = importer(server, folder, "begin")
    assert worker.stdout
    assert worker.stdout.readline() == "written\n"
    pid_file = folder / "postgres" / "cluster" / "postmaster.pid"
    os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)
    worker.kill()
    worker.communicate(timeout=20)

    server = start()
    assert said(server, folder, "tell") == ["APPLYING", 0, 0]
    assert said(server, folder, "again") == ["APPLIED", PEOPLE, 1]
