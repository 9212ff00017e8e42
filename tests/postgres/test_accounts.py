"""As root the server belongs to a service user; as an ordinary user it is her own. No folder of others changes."""

import os
import pwd
from pathlib import Path

import pytest

from neuguong.config.postgres import ensure, erase
from neuguong.config.postgres.home import STATE

from .conftest import Ask, Ordinary, Start

pytestmark = pytest.mark.slow
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, who alone can become a service user")

IN_OWN_FOLDER = """
import os, sys
from pathlib import Path
from neuguong.config.postgres import ensure, erase, running_url
folder = Path(sys.argv[1])
with ensure(folder, {"NEUGUONG_POSTGRES": sys.argv[2]}) as server:
    cluster = folder / "postgres" / "cluster"
    print(server.started, running_url(folder) == server.url, cluster.stat().st_uid == os.geteuid())
print(running_url(folder))
erase(folder, {})
"""
REFUSED = """
import sys
from pathlib import Path
from neuguong.config.postgres import PostgresError, ensure, running_url
try:
    ensure(Path(sys.argv[1]), {})
except PostgresError as error:
    print(error)
print(running_url(Path(sys.argv[1])))
"""


def owner(path: Path) -> str:
    return pwd.getpwuid(path.stat().st_uid).pw_name


@as_root
def test_root_gives_the_cluster_to_a_service_user(source: str, folder: Path, start: Start) -> None:
    start(NEUGUONG_POSTGRES=source)
    pid = (folder / "postgres" / "cluster" / "postmaster.pid").read_text().split()[0]
    user = "postgres" if source == "debian" else "neuguong"
    assert owner(folder / "postgres" / "cluster") == user
    assert owner(Path("/proc") / pid) == user
    assert owner(folder / "postgres") == "root"


@as_root
def test_a_closed_folder_stays_closed_and_the_cluster_lives_elsewhere(tmp_path: Path, ask: Ask) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    server = ensure(data, {})
    try:
        assert str(ask(server.url, "SHOW data_directory")).startswith(f"{STATE}/data-")
        assert list(data.iterdir()) == []
        assert data.stat().st_mode & 0o777 == 0o700
    finally:
        server.stop()
        erase(data, {})


def test_an_ordinary_user_runs_her_own_server(source: str, fresh: Path, ordinary: Ordinary) -> None:
    fresh.mkdir()
    fresh.chmod(0o777)
    assert ordinary(IN_OWN_FOLDER, fresh, source) == "True True True\nNone\n"


def test_a_folder_one_may_not_write_is_named(fresh: Path, ordinary: Ordinary) -> None:
    fresh.mkdir()
    fresh.chmod(0o555)
    assert ordinary(REFUSED, fresh) == (
        f"Không ghi được vào thư mục dữ liệu {fresh}/postgres (Permission denied); "
        "đồng chí cấp quyền cho tài khoản đang chạy hoặc đặt DATA_DIR sang thư mục khác.\nNone\n"
    )


@as_root
def test_an_ordinary_user_does_not_enter_the_cluster_of_another(folder: Path, start: Start, ordinary: Ordinary) -> None:
    start()
    assert ordinary(REFUSED, folder) == (
        f"Không ghi được vào thư mục dữ liệu {folder}/postgres/cluster/PG_VERSION (Permission denied); "
        "đồng chí cấp quyền cho tài khoản đang chạy hoặc đặt DATA_DIR sang thư mục khác.\nNone\n"
    )
