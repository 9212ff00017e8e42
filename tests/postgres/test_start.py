"""A database for a data folder: created, found again, left, stopped."""

import multiprocessing
import os
import socket
import stat
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from neuguong.config.postgres import PostgresError, ensure, erase, running_url

from .conftest import Ask, Script, Start

pytestmark = pytest.mark.slow

IN_A_PROCESS = """
import sys
from pathlib import Path
from neuguong.config.postgres import ensure
server = ensure(Path(sys.argv[1]), {})
print(server.started, flush=True)
sys.stdin.read()
server.stop()
"""


def test_a_fresh_folder_becomes_a_database(source: str, fresh: Path, start: Start, ask: Ask) -> None:
    server = start(NEUGUONG_POSTGRES=source)
    assert server.started
    assert running_url(fresh) == server.url
    assert ask(server.url, "SELECT lower('ĐẢNG BỘ')") == "đảng bộ"
    assert ask(server.url, "SELECT current_database() || ' ' || current_user") == "neuguong neuguong"
    names = ("unaccent", "pg_trgm", "btree_gist")
    assert [ask(server.url, f"CREATE EXTENSION {name}") for name in names] == [None, None, None]
    assert ask(server.url, "SELECT unaccent('Đảng bộ xã Đồng Đăng')") == "Dang bo xa Dong Dang"


def test_the_server_is_safe_and_closed_to_the_network(start: Start, ask: Ask, folder: Path) -> None:
    url = start().url
    names = ["fsync", "synchronous_commit", "full_page_writes", "data_checksums", "jit"]
    assert [ask(url, f"SHOW {name}") for name in names] == ["on", "on", "on", "on", "off"]
    assert ask(url, "SHOW listen_addresses") == "127.0.0.1"
    assert ask(url, "SHOW unix_socket_directories") == ""
    assert ask(url, "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules") == "scram-sha-256"
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url.replace(urlsplit(url).password or "", "sai"))
    password = folder / "postgres" / "password"
    assert stat.S_IMODE(password.stat().st_mode) == 0o600
    assert password.read_text().strip() == urlsplit(url).password


def test_a_second_start_finds_the_same_data_at_the_same_port(folder: Path, start: Start, ask: Ask) -> None:
    first = start()
    ask(first.url, "CREATE TABLE kept AS SELECT 'còn đây' AS word")
    first.stop()
    assert running_url(folder) is None
    second = start()
    assert (second.started, second.url) == (True, first.url)
    assert ask(second.url, "SELECT word FROM kept") == "còn đây"


def test_a_running_server_is_attached_to_and_stops_with_its_last_user(start: Start, folder: Path) -> None:
    first, second = start(), start()
    assert (first.started, second.started) == (True, False)
    assert second.url == first.url
    first.stop()
    first.stop()
    assert running_url(folder) == second.url
    second.stop()
    assert running_url(folder) is None


def test_a_fork_does_not_use_the_server(start: Start, folder: Path) -> None:
    server = start()
    child = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
    child.start()
    server.stop()
    assert running_url(folder) is None
    child.kill()
    child.join()


def test_two_processes_at_once_start_one_server(script: Script, fresh: Path) -> None:
    both = [script(IN_A_PROCESS, fresh) for _ in range(2)]
    said = [process.stdout.readline() for process in both if process.stdout]
    assert sorted(said) == ["False\n", "True\n"]
    assert [process.communicate(timeout=20)[1] for process in both] == ["", ""]
    assert running_url(fresh) is None


def test_a_taken_port_is_left_for_another(start: Start, ask: Ask, folder: Path) -> None:
    first = start()
    port = urlsplit(first.url).port
    ask(first.url, "CREATE TABLE kept (n int)")
    first.stop()
    with socket.socket() as thief:
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # over the remains of closed connections
        thief.bind(("127.0.0.1", port))
        thief.listen()
        second = start()
        assert urlsplit(second.url).port != port
        assert ask(second.url, "SELECT count(*) FROM kept") == 0


def test_a_database_url_starts_nothing(start: Start, folder: Path, tmp_path: Path) -> None:
    url = start().url
    given = ensure(tmp_path / "unused", {"DATABASE_URL": url})
    assert (given.url, given.started) == (url, False)
    assert list(tmp_path.iterdir()) == []
    given.stop()
    assert running_url(folder) == url


def test_erase_refuses_while_the_database_is_used(start: Start, folder: Path) -> None:
    server = start()
    with pytest.raises(PostgresError) as refusal:
        erase(folder, {})
    assert str(refusal.value) == (
        f"Cơ sở dữ liệu ở {folder}/postgres đang có chương trình dùng; đồng chí dừng chương trình ấy trước khi xóa."
    )
    server.stop()
    erase(folder, {})
    assert os.listdir(folder) == []


def test_the_launcher_runs_before_django_is_there(script: Script) -> None:
    code = "import sys, neuguong.config.postgres; print(any(name.split('.')[0] == 'django' for name in sys.modules))"
    assert script(code).communicate(timeout=20) == ("False\n", "")


def test_nothing_runs_for_a_folder_never_started(tmp_path: Path) -> None:
    assert running_url(tmp_path) is None
    erase(tmp_path, {})
    assert list(tmp_path.iterdir()) == []
