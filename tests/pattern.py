"""A migrated, empty database that the workers' own are copied from: made once for each state of the migrations.

Two workers that both migrate take twenty seconds of both cores before the first test. This goes on beside the
collecting of tests, in a process of its own (``python -m tests.pattern URL NAME``), and stands for the next run too.
"""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).parents[1]
NAME = "NEUGUONG_TEST_PATTERN"  # of the environment: which database the workers copy
_PATIENCE = 120.0
_MAKERS: list[subprocess.Popen[bytes]] = []  # kept, for nobody here waits for its end


def begin(url: str) -> None:
    """Have the pattern of today's migrations made if it is not there; `wait` tells when it is."""
    name = os.environ[NAME] = f"pattern_{_digest()}"
    with psycopg.connect(url, autocommit=True) as server:
        if not _is_there(server, name):
            _MAKERS.append(
                subprocess.Popen([sys.executable, "-m", "tests.pattern", url, name], cwd=ROOT, stdin=subprocess.DEVNULL)
            )


def wait(url: str) -> str:
    """The name of the pattern, once it can be copied; "" if there is none, or none comes: then each migrates."""
    name, until = os.environ.get(NAME, ""), time.monotonic() + _PATIENCE
    if not name:
        return ""
    with psycopg.connect(url, autocommit=True) as server:
        while time.monotonic() < until:
            if _is_there(server, name):
                return name
            time.sleep(0.2)
    return ""


def _is_there(server: psycopg.Connection, name: str) -> bool:
    return server.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _digest() -> str:
    """Of every migration, ours and those of the locked packages."""
    found = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for file in sorted((ROOT / "neuguong").rglob("migrations/*.py")):
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


def _make(url: str, name: str) -> None:
    """Under another name until it is whole: one that is half made is never copied."""
    making = f"{name}_making"
    with psycopg.connect(url, autocommit=True) as server:
        for (old,) in server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'pattern\\_%'").fetchall():
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(making)))
        _migrate(f"{url.rpartition('/')[0]}/{making}")
        server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name)))


def _migrate(url: str) -> None:
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "neuguong.config.settings_test"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, check=True, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    _make(*sys.argv[1:])
