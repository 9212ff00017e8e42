"""kill -9 of the server, of the launcher and of a creation: what was committed stays, and the next start works."""

import os
import signal
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from neuguong.config.postgres import ensure, running_url

from .conftest import Ask, Script, Start

pytestmark = pytest.mark.slow

WRITES_AND_WAITS = """
import sys
from pathlib import Path
import psycopg
from neuguong.config.postgres import ensure
server = ensure(Path(sys.argv[1]), {})
with psycopg.connect(server.url, autocommit=True) as connection:
    connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    print(server.url, flush=True)
    sys.stdin.read()
"""
ONLY_STARTS = """
import sys
from pathlib import Path
from neuguong.config.postgres import ensure
print("begins", flush=True)
ensure(Path(sys.argv[1]), {})
"""


def test_a_killed_server_starts_again_with_its_data(source: str, start: Start, ask: Ask, folder: Path) -> None:
    first = start(NEUGUONG_POSTGRES=source)
    pid_file = folder / "postgres" / "cluster" / "postmaster.pid"
    with psycopg.connect(first.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
        connection.commit()
        os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)
        second = start(NEUGUONG_POSTGRES=source)  # at once: the old process may not even be reaped yet
    assert (second.started, _without_port(second.url)) == (True, _without_port(first.url))
    assert ask(second.url, "SELECT count(*) FROM kept") == 1000


def _without_port(url: str) -> tuple[str | None, str | None, str]:
    """The port is the old one where the dying server has let go of it, else another."""
    parts = urlsplit(url)
    return parts.username, parts.password, parts.path


def test_the_server_of_a_killed_launcher_is_attached_to(script: Script, folder: Path, ask: Ask) -> None:
    launcher = script(WRITES_AND_WAITS, folder)
    assert launcher.stdout
    url = launcher.stdout.readline().strip()
    launcher.kill()
    launcher.wait()
    assert running_url(folder) == url
    server = ensure(folder, {})
    assert (server.started, server.url) == (False, url)
    assert ask(url, "SELECT count(*) FROM kept") == 1000
    server.stop()  # nobody else uses it: the dead launcher's hold went with it
    assert running_url(folder) is None


def test_a_killed_creation_leaves_no_half_cluster(script: Script, fresh: Path, start: Start) -> None:
    launcher = script(ONLY_STARTS, fresh)
    assert launcher.stdout
    launcher.stdout.readline()
    while not list(fresh.glob("postgres/initdb-*/base")):
        assert launcher.poll() is None
    launcher.kill()
    launcher.wait()
    assert not (fresh / "postgres" / "cluster").exists()
    assert start().started
    assert list(fresh.glob("postgres/initdb-*")) == []
