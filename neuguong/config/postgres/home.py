"""Where the cluster of a data folder lives, and the few files beside it."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from neuguong.config.postgres.accounts import Account, can_enter

STATE = Path("/var/lib/neuguong")


@dataclass(frozen=True)
class Home:
    """A folder of ours. Run by root it stays root's, and only `cluster`, `log` and `password` are the service
    user's: nothing that root later writes can be turned into a link to elsewhere by that user."""

    path: Path
    account: Account | None

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data directory."""
        return self.path / "cluster"

    @property
    def password(self) -> Path:
        return self.path / "password"

    @property
    def port(self) -> Path:
        """Remembers the port of the last start."""
        return self.path / "port"

    @property
    def settings(self) -> Path:
        return self.path / "server.conf"

    @property
    def log(self) -> Path:
        return self.path / "log" / "postgresql.log"

    @property
    def starting(self) -> Path:
        """Locked while somebody creates, starts or stops the server."""
        return self.path / "starting.lock"

    @property
    def users(self) -> Path:
        """Locked, shared, by every process that uses the server."""
        return self.path / "users.lock"

    def prepare(self) -> None:
        own_folder(self.path, 0o755 if self.account else 0o700)
        own_folder(self.log.parent, 0o700)
        if self.account:
            self.account.give(self.log.parent)


def find(data_dir: Path) -> Path | None:
    """The home that already holds a cluster of this data folder, None if it was never started."""
    return next((path for path in _candidates(data_dir) if (path / "cluster").exists()), None)


def settle(data_dir: Path, account: Account | None) -> Path:
    """The home for a new cluster: inside the data folder, unless a service user cannot reach that."""
    inside, outside = _candidates(data_dir)
    if account is None or can_enter(account, data_dir):
        return inside
    own_folder(STATE, 0o755)
    return outside


def own_folder(path: Path, mode: int) -> bool:
    """Creates the folder if it is absent (True). Only then its mode is set: an existing folder may not be ours."""
    try:
        path.mkdir(parents=True)
    except FileExistsError:
        return False
    os.chmod(path, mode)  # mkdir's own mode is subject to the umask
    return True


def _candidates(data_dir: Path) -> tuple[Path, Path]:
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:8]
    return data_dir / "postgres", STATE / f"{data_dir.name}-{digest}"
