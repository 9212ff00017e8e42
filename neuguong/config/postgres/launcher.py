"""The door: a data folder in, a URL out."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from neuguong.config.postgres import choose, connect, home, locks, messages, ports
from neuguong.config.postgres.accounts import account_for
from neuguong.config.postgres.cluster import Cluster, read_password, running_port
from neuguong.config.postgres.home import Home


@dataclass
class Server:
    """A database one can connect to. `started` says that this call brought the server up, not merely found it."""

    url: str
    started: bool = False
    _cluster: Cluster | None = field(default=None, repr=False)
    _presence: locks.Presence | None = field(default=None, repr=False)

    def stop(self) -> None:
        """Leaves the server, and stops it if no other process uses it, whoever started it. Calling twice is harmless.

        So the command that came second may outlive the first, and an orphan of a killed launcher is cleared away.
        A server behind DATABASE_URL is never touched. Raises PostgresError like `ensure`.
        """
        presence, self._presence = self._presence, None
        if self._cluster is None or presence is None:
            return
        try:
            _leave(self._cluster, presence)
        except OSError as error:
            raise messages.from_os_error(error, self._cluster.home.path) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.stop()


def ensure(data_dir: Path, environ: Mapping[str, str]) -> Server:
    """A database for this data folder, running, of the right version and locale.

    With DATABASE_URL in `environ` it is that one, only checked. Else a server of our own runs on 127.0.0.1 with its
    data in the folder (for root, if the service user cannot reach the folder: under /var/lib/neuguong), started now
    or found running. It outlives this process unless `Server.stop` is called. Also read: NEUGUONG_POSTGRES,
    NEUGUONG_PG_PORT. Raises PostgresError, whose text is one sentence for people.
    """
    if url := environ.get("DATABASE_URL", "").strip():
        connect.check_given(url)
        return Server(url)
    try:
        return _embedded(data_dir.resolve(), environ)
    except OSError as error:
        raise messages.from_os_error(error, data_dir) from error


def running_url(data_dir: Path) -> str | None:
    """The URL of this folder's own server if it is running and we may use it; starts nothing, creates nothing."""
    try:
        path = home.find(data_dir.resolve())
        place = Home(path, account=None) if path else None
        port = running_port(place) if place else None
        return connect.url_of(read_password(place), port) if place and port else None
    except (OSError, messages.PostgresError):
        return None


def erase(data_dir: Path, environ: Mapping[str, str]) -> None:
    """Stops this folder's own server and deletes its data for ever; refuses while another process uses it."""
    try:
        if home.find(data_dir.resolve()):
            _erase(_cluster_of(data_dir.resolve(), environ))
    except OSError as error:
        raise messages.from_os_error(error, data_dir) from error


def _erase(cluster: Cluster) -> None:
    with locks.exclusive(cluster.home.starting):
        presence = locks.Presence(cluster.home.users)
        try:
            if not presence.alone():
                raise messages.in_use(cluster.home.path)
            cluster.stop()
            shutil.rmtree(cluster.home.path)
        finally:
            presence.leave()


def _leave(cluster: Cluster, presence: locks.Presence) -> None:
    try:
        with locks.exclusive(cluster.home.starting):
            if presence.alone():
                cluster.stop()
    finally:
        presence.leave()


def _embedded(data_dir: Path, environ: Mapping[str, str]) -> Server:
    data_dir.mkdir(parents=True, exist_ok=True)
    cluster = _cluster_of(data_dir, environ)
    asked = ports.asked(environ)
    cluster.home.prepare()
    with locks.exclusive(cluster.home.starting) as lock:
        cluster.create(lock)
        started = cluster.running_port() is None and cluster.start(asked)
        presence = locks.Presence(cluster.home.users)
        try:
            url = _ready(cluster)
        except BaseException:
            if started:
                cluster.stop()
            presence.leave()
            raise
    return Server(url, started, cluster, presence)


def _cluster_of(data_dir: Path, environ: Mapping[str, str]) -> Cluster:
    path = home.find(data_dir)
    existing = (path or data_dir / "postgres") / "cluster"
    binaries = choose.choose(existing, environ)
    account = account_for(existing, from_wheel=binaries.from_wheel)
    if account and binaries.from_wheel:
        home.own_folder(home.STATE, 0o755)
        binaries = choose.copy_wheel(binaries, home.STATE)
    return Cluster(Home(path or home.settle(data_dir, account), account), binaries)


def _ready(cluster: Cluster) -> str:
    port = cluster.running_port()
    if port is None:  # it came up and went away again at once
        raise messages.did_not_start(cluster.home.log, "")
    url = cluster.url(port)
    try:
        connect.create_database(cluster.url(port, "postgres"))
        connect.check(url)
    except psycopg.errors.DiskFull as error:
        raise messages.disk_full(cluster.home.path) from error
    except psycopg.OperationalError as error:
        raise messages.did_not_start(cluster.home.log, messages.last_lines(str(error))) from error
    return url
