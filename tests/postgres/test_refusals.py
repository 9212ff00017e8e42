"""Each trouble has one sentence that says what to do."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from neuguong.config.postgres import PostgresError, Server, ensure
from neuguong.config.postgres.choose import choose
from neuguong.config.postgres.connect import check_version
from neuguong.config.postgres.ports import candidates

from .conftest import Ask, Seed, Start, copy, open_folder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outside(seed: Seed) -> Iterator[Server]:
    """A server that somebody else looks after, for DATABASE_URL."""
    base = open_folder()
    copy(seed(""), base / "data")
    with ensure(base / "data", {}) as server:
        yield server
    shutil.rmtree(base)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 20 MB."""
    disk = open_folder()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        disk.rmdir()
        pytest.skip("mounting a small disk is refused here (needs root)")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)
    disk.rmdir()


def refusal(data: Path, **environ: str) -> str:
    with pytest.raises(PostgresError) as caught:
        ensure(data, environ)
    return str(caught.value)


def test_a_busy_port_that_was_asked_for(folder: Path, busy_port: int, start: Start) -> None:
    assert refusal(folder, NEUGUONG_PG_PORT=str(busy_port)) == (
        f"Cổng {busy_port} ghi ở NEUGUONG_PG_PORT đang có chương trình khác dùng; "
        "đồng chí chọn cổng khác hoặc bỏ biến này để hệ thống tự tìm cổng trống."
    )
    free = next(candidates(None))
    assert f"@127.0.0.1:{free}/" in start(NEUGUONG_PG_PORT=str(free)).url


@pytest.mark.parametrize("text", ["80", "năm", "70000", "-1"])
def test_a_port_that_is_none(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, NEUGUONG_PG_PORT=text) == (
        f"NEUGUONG_PG_PORT phải là một số từ 1024 đến 65535, không phải “{text}”; đồng chí sửa lại rồi chạy lại."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk(small_disk: Path, ask: Ask) -> None:
    data = small_disk / "data"
    home = data / "postgres"
    full = f"Đĩa chứa thư mục {home} đã đầy; đồng chí giải phóng chỗ trống (ít nhất 200 MB) rồi chạy lại."
    assert refusal(data) == full
    assert not (home / "cluster").exists()
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    with ensure(data, {}) as server:
        ask(server.url, "CREATE TABLE kept (n int)")
    filler = small_disk / "filler"
    with filler.open("wb") as file, pytest.raises(OSError, match="No space"):
        while True:
            file.write(bytes(1 << 16))
            file.flush()
    assert refusal(data) == full
    filler.unlink()
    with ensure(data, {}) as server:
        assert ask(server.url, "SELECT count(*) FROM kept") == 0


def test_a_folder_of_another_major_version(plant: Seed, start: Start) -> None:
    folder = plant("wheel")
    cluster = folder / "postgres" / "cluster"
    (cluster / "PG_VERSION").write_text("14\n")
    assert refusal(folder, NEUGUONG_POSTGRES="wheel") == (
        f"Thư mục dữ liệu {cluster} do PostgreSQL 14 tạo ra, còn máy này chỉ dùng được bản 18; "
        "đồng chí cài postgresql-14, hoặc chuyển dữ liệu bằng pg_upgrade hay pg_dump rồi chạy lại."
    )
    (cluster / "PG_VERSION").write_text("18\n")
    assert start().started  # without a source named, the binaries that fit the cluster are taken


def test_a_cluster_whose_database_has_the_wrong_locale(folder: Path, start: Start, ask: Ask) -> None:
    server = start()
    admin = server.url.removesuffix("neuguong") + "postgres"
    ask(admin, "DROP DATABASE neuguong")
    ask(admin, "CREATE DATABASE neuguong TEMPLATE template0 LOCALE 'C'")
    server.stop()
    assert refusal(folder) == wrong_locale("neuguong")
    assert not (folder / "postgres" / "cluster" / "postmaster.pid").exists()


@pytest.mark.parametrize("options", ["LOCALE 'C'", "ENCODING 'SQL_ASCII' LOCALE 'C'", "ENCODING 'LATIN1' LOCALE 'C'"])
def test_a_given_database_of_the_wrong_locale(outside: Server, ask: Ask, options: str) -> None:
    ask(outside.url, f"CREATE DATABASE sai TEMPLATE template0 {options}")
    try:
        url = outside.url.removesuffix("neuguong") + "sai"
        assert refusal(Path("/nonexistent"), DATABASE_URL=url) == wrong_locale("sai")
    finally:
        ask(outside.url, "DROP DATABASE sai WITH (FORCE)")


def test_a_given_database_that_does_not_answer() -> None:
    url = "postgresql://lan:bi-mat@127.0.0.1:9/neuguong"
    said = refusal(Path("/nonexistent"), DATABASE_URL=url)
    assert said.startswith(
        "Không kết nối được tới cơ sở dữ liệu trong DATABASE_URL (127.0.0.1:9/neuguong); đồng chí kiểm tra máy chủ "
        "đã chạy, địa chỉ, tài khoản và mật khẩu đã đúng; PostgreSQL báo: "
    )
    assert "Connection refused" in said
    assert "bi-mat" not in said


@pytest.mark.parametrize("url", ["sqlite:///x.db", "neuguong", "postgresql://h:cổng/x", "postgresql://h/x?y=z"])
def test_a_database_url_that_is_none(url: str) -> None:
    assert refusal(Path("/nonexistent"), DATABASE_URL=url) == (
        "DATABASE_URL không đúng dạng; "
        "đồng chí viết như sau: postgresql://tài_khoản:mật_khẩu@máy_chủ:5432/tên_cơ_sở_dữ_liệu"
    )


def test_a_server_that_is_too_old() -> None:
    check_version(150_000)
    with pytest.raises(PostgresError) as caught:
        check_version(140_019)
    assert str(caught.value) == (
        "Máy chủ trong DATABASE_URL là PostgreSQL 14; đồng chí nâng lên bản 15 đến 18 rồi chạy lại."
    )


def test_no_binaries(tmp_path: Path) -> None:
    client_only = tmp_path / "15" / "bin"
    client_only.mkdir(parents=True)
    (client_only / "psql").touch(mode=0o755)
    with pytest.raises(PostgresError) as caught:
        choose(tmp_path / "cluster", {"NEUGUONG_POSTGRES": "debian"}, debian=tmp_path)
    assert str(caught.value) == (
        "Máy này chưa có PostgreSQL 15 đến 18; đồng chí cài bằng “apt install postgresql”, "
        "hoặc “pip install neuguong[embedded]”, hoặc đặt DATABASE_URL tới một máy chủ có sẵn."
    )


def test_a_source_that_is_none(tmp_path: Path) -> None:
    assert refusal(tmp_path, NEUGUONG_POSTGRES="snap") == (
        "NEUGUONG_POSTGRES chỉ nhận “debian” hoặc “wheel”, không nhận “snap”; đồng chí sửa lại hoặc bỏ biến này."
    )


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.touch()
    assert refusal(file) == (
        f"Không ghi được vào thư mục dữ liệu {file} (File exists); "
        "đồng chí cấp quyền cho tài khoản đang chạy hoặc đặt DATA_DIR sang thư mục khác."
    )


def test_a_server_that_does_not_come_up(folder: Path, start: Start) -> None:
    start().stop()
    cluster = folder / "postgres" / "cluster"
    with (cluster / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    log = folder / "postgres" / "log" / "postgresql.log"
    said = refusal(folder)
    assert said.startswith(f"PostgreSQL không khởi động được; đồng chí xem nhật ký {log}, những dòng cuối là: ")
    assert 'unrecognized configuration parameter "no_such_setting"' in said


def test_a_server_that_does_not_know_the_password(folder: Path, start: Start) -> None:
    server = start()
    password = folder / "postgres" / "password"
    right = password.read_text()
    password.write_text("sai\n")
    cluster = folder / "postgres" / "cluster"
    assert refusal(folder) == (
        f"Một máy chủ PostgreSQL khác đang giữ {cluster}/postmaster.pid mà không trả lời mật khẩu của hệ thống; "
        "đồng chí dừng máy chủ ấy (số tiến trình ở dòng đầu của tệp) rồi chạy lại."
    )
    password.unlink()
    assert refusal(folder) == (
        f"Tệp mật khẩu {password} của cơ sở dữ liệu không còn; đồng chí khôi phục tệp ấy từ bản sao lưu rồi chạy lại."
    )
    password.write_text(right)
    server.stop()


def wrong_locale(database: str) -> str:
    return (
        f"Cơ sở dữ liệu {database} sai bảng mã hoặc locale nên không đổi được chữ hoa, chữ thường tiếng Việt; "
        f"đồng chí tạo lại bằng: createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 {database}"
    )


def test_a_server_that_cannot_be_left_in_order(folder: Path, start: Start) -> None:
    server = start()
    lock = folder / "postgres" / "starting.lock"
    lock.unlink()
    lock.mkdir()
    with pytest.raises(PostgresError) as caught:
        server.stop()
    assert str(caught.value) == (
        f"Không ghi được vào thư mục dữ liệu {lock} (Is a directory); "
        "đồng chí cấp quyền cho tài khoản đang chạy hoặc đặt DATA_DIR sang thư mục khác."
    )
    lock.rmdir()
