"""A cluster of our own: created by initdb, started and stopped by pg_ctl."""

import os
import secrets
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from neuguong.config.postgres import accounts, connect, messages, ports
from neuguong.config.postgres.choose import Binaries
from neuguong.config.postgres.home import Home

# Enough for a database of an office on a machine of 2 cores and 4 GB. The rest is initdb's, and ALTER SYSTEM wins.
SETTINGS = """\
# Written anew at every start; put changes of your own in with ALTER SYSTEM.
include 'cluster/postgresql.conf'
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
max_connections = 60
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
jit = off
fsync = on
full_page_writes = on
synchronous_commit = on
lc_messages = 'C'
log_checkpoints = off
"""
START_SECONDS = 120
STOP_SECONDS = 60
# After kill -9 the old server may linger as a zombie in postmaster.pid until process 1 reaps it, about 2 s later.
PATIENCE = 3.0
_LOG_LIMIT = 10_000_000
_ROOM = 16_000_000  # one segment of write-ahead log: with less, the server cannot even say that the disk is full


class _PortTakenError(Exception):
    """Somebody took the port between our looking and the server's binding."""


@dataclass(frozen=True)
class Cluster:
    home: Home
    binaries: Binaries

    def create(self, lock: int) -> None:
        """Creates the cluster if it is absent. It appears whole or not at all, whenever we are killed.

        `lock` is the handle of the exclusive lock: initdb keeps it too, so if we are killed the next start waits until
        the orphan is done, instead of clearing its files away under its hands.
        """
        if self.home.cluster.exists():
            return
        for leftover in self.home.path.glob("initdb-*"):
            shutil.rmtree(leftover)
        self._write_password()
        unfinished = Path(tempfile.mkdtemp(prefix="initdb-", dir=self.home.path))
        try:
            if self.home.account:
                self.home.account.give(unfinished)
            self._initdb(unfinished, lock)
            unfinished.rename(self.home.cluster)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)  # a failed one; the leftover would only take room

    def start(self, port: int | None) -> bool:
        """Starts the server, on `port` and no other if one is given; False if it was running already."""
        self._rotate_log()
        for candidate in self._ports(port):
            try:
                return self._start_at(candidate)
            except _PortTakenError:
                continue
        raise messages.no_free_port() if port is None else messages.port_busy(port)

    def stop(self) -> None:
        """Ends all connections and stops the server; committed work is safe."""
        if self.running_port() is None:
            return
        result = self._pg_ctl("stop", "--mode=fast", f"--timeout={STOP_SECONDS}")
        if result.returncode != 0 and self.running_port() is not None:
            raise messages.did_not_stop(self.home.log)

    def running_port(self) -> int | None:
        return running_port(self.home)

    def url(self, port: int, database: str = connect.NAME) -> str:
        return connect.url_of(read_password(self.home), port, database)

    def _write_password(self) -> None:
        self.home.password.unlink(missing_ok=True)  # of a creation that was cut short
        handle = os.open(self.home.password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(24) + "\n")
            file.flush()
            os.fsync(file.fileno())
        if self.home.account:
            self.home.account.give(self.home.password)

    def _initdb(self, folder: Path, lock: int) -> None:
        argv = [self.binaries.tool("initdb"), f"--pgdata={folder}", f"--username={connect.NAME}"]
        argv += ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]
        argv += ["--auth=scram-sha-256", f"--pwfile={self.home.password}"]
        result = accounts.run(argv, self.home.account, self.home.path, handles=[lock])
        if result.returncode != 0:
            lines = messages.last_lines(result.stderr)
            raise messages.from_tool(result.stderr, self.home.path) or messages.did_not_create(self.home.path, lines)

    def _ports(self, asked: int | None) -> Iterable[int]:
        return ports.candidates(ports.remembered(self.home.port)) if asked is None else [asked]

    def _start_at(self, port: int) -> bool:
        """One port, several tries: postmaster.pid of a dead server is PostgreSQL's to judge, never ours to delete."""
        self.home.settings.write_text(SETTINGS.format(port=port), "ascii")
        self.home.settings.chmod(0o644)  # read by the service user, whatever root's umask
        self.home.port.write_text(f"{port}\n", "ascii")
        deadline = time.monotonic() + PATIENCE
        while True:
            before = self._log_size()
            options = f"-c config_file={shlex.quote(str(self.home.settings))}"
            result = self._pg_ctl(
                "start", f"--log={self.home.log}", f"--timeout={START_SECONDS}", f"--options={options}"
            )
            if result.returncode == 0:
                return True
            said = self._log_since(before) or result.stderr
            if not _held(said):
                raise self._failure(said, result.stderr)
            if self.running_port() is not None:  # started by hand meanwhile
                return False
            if time.monotonic() > deadline:
                raise messages.held(self.home.cluster)
            time.sleep(0.2)

    def _failure(self, said: str, pg_ctl_said: str) -> Exception:
        if "Address already in use" in said:
            return _PortTakenError()
        if "did not start in time" in pg_ctl_said:
            return messages.still_starting(self.home.log)
        known = messages.from_tool(said, self.home.path)
        if known is None and shutil.disk_usage(self.home.path).free < _ROOM:
            known = messages.disk_full(self.home.path)
        return known or messages.did_not_start(self.home.log, messages.last_lines(said))

    def _pg_ctl(self, action: str, *options: str) -> subprocess.CompletedProcess[str]:
        argv = [self.binaries.tool("pg_ctl"), action, f"--pgdata={self.home.cluster}", "--wait", *options]
        return accounts.run(argv, self.home.account, self.home.path)

    def _log_size(self) -> int:
        return self.home.log.stat().st_size if self.home.log.exists() else 0

    def _log_since(self, position: int) -> str:
        if not self.home.log.exists():
            return ""
        with self.home.log.open("rb") as file:
            file.seek(position)
            return file.read().decode("utf-8", "replace")

    def _rotate_log(self) -> None:
        if self._log_size() > _LOG_LIMIT:
            self.home.log.replace(self.home.log.with_suffix(".log.1"))


def running_port(home: Home) -> int | None:
    """The port at which the server of this home answers to our password, None if it does not run."""
    try:
        port = int((home.cluster / "postmaster.pid").read_text("utf-8").splitlines()[3])
    except (FileNotFoundError, IndexError, ValueError):
        return None  # no server, or one that has not come as far as to write its port
    return port if connect.is_ours(connect.url_of(read_password(home), port, "postgres"), home.cluster) else None


def read_password(home: Home) -> str:
    try:
        return home.password.read_text("ascii").strip()
    except FileNotFoundError as error:
        raise messages.password_lost(home.password) from error


def _held(said: str) -> bool:
    return '"postmaster.pid" already exists' in said or "pre-existing shared memory block" in said
