"""Whom the server runs as: ourselves, or, since PostgreSQL refuses root, a service user."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from neuguong.config.postgres import messages

SERVICE_USER = "neuguong"
_SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def give(self, path: Path) -> None:
        os.chown(path, self.uid, self.gid, follow_symlinks=False)


def account_for(cluster: Path, *, from_wheel: bool) -> Account | None:
    """None for an ordinary user, who runs the server herself. For root: the owner of the existing cluster, else
    `postgres` with Debian's binaries if that user exists, else the system user `neuguong`, created when absent."""
    if os.geteuid() != 0:
        return None
    if cluster.exists():
        owner = cluster.stat()
        return Account(owner.st_uid, owner.st_gid)
    if not from_wheel and (debian := _named("postgres")):
        return debian
    return _named(SERVICE_USER) or _create()


def run(
    argv: Sequence[str], account: Account | None, folder: Path, *, handles: Collection[int] = ()
) -> subprocess.CompletedProcess[str]:
    """Runs a PostgreSQL tool as `account`, speaking English for `messages.from_tool`, blind to PGxxx variables.

    It inherits the open files `handles`, and no other.
    """
    return subprocess.run(
        argv,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        cwd=folder,
        pass_fds=handles,
        env={"PATH": _SYSTEM_PATH, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def can_enter(account: Account, folder: Path) -> bool:
    """Asked of the system as that user, for parents, groups and access lists all have a say."""
    return run(["test", "-x", str(folder)], account, Path("/")).returncode == 0


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _create() -> Account:
    useradd = shutil.which("useradd", path=_SYSTEM_PATH)
    if useradd is None:
        raise messages.no_account(SERVICE_USER, "useradd: command not found")
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    result = run([useradd, *options, "--shell", "/usr/sbin/nologin", SERVICE_USER], None, Path("/"))
    # The loser of two creations at once finds the user there all the same.
    account = _named(SERVICE_USER)
    if account is None:
        raise messages.no_account(SERVICE_USER, messages.last_lines(result.stderr, 1))
    return account
