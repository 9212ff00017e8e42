"""Commands that run the system: demo, serve, worker, fold."""

import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import click

from neuguong.config import env
from neuguong.config.cli.ready import application, database, say
from neuguong.config.supervise import Service, run

HERE = "127.0.0.1"
DEMO_DAY = "2026-11-15"


@click.command()
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Cổng của trang web.")
def demo(port: int) -> None:
    """Chạy bản trình diễn: cơ sở dữ liệu, dữ liệu mẫu, trang web, việc nền."""
    os.environ.setdefault("NEUGUONG_TODAY", DEMO_DAY)
    os.environ["PORT"] = str(port)
    _refuse_busy(port)
    with database():
        _step([sys.executable, "-m", "neuguong", "migrate"])
        _step([sys.executable, "-m", "neuguong.config.demo"])
        services = [_web(port), _own("worker"), _own("fold")]
        code = run(services, on_ready=lambda: _announce(port))
    sys.exit(code)


@click.command()
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Cổng của trang web.")
@click.option("--host", default=HERE, show_default=True, help="Địa chỉ lắng nghe.")
def serve(port: int, host: str) -> None:
    """Chạy riêng trang web."""
    _refuse_busy(port, host)
    with database():
        sys.exit(run([_web(port, host)], on_ready=lambda: _announce(port)))


@click.command()
def worker() -> None:
    """Chạy việc nền: nạp dữ liệu, nhắc hạn, thư tổng hợp."""
    with application():
        from procrastinate.contrib.django import app  # noqa: PLC0415 (needs Django set up)

        own = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # only Django's connector has it
        with app.replace_connector(own) as working:
            working.run_worker(concurrency=2, install_signal_handlers=True)


@click.command()
def fold() -> None:
    """Gộp các biến động vào số dư của số liệu."""
    with application():
        from neuguong.base.figures.services import run_folder  # noqa: PLC0415 (needs Django set up)

        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        run_folder(stop)


def _web(port: int, host: str = HERE) -> Service:
    granian = Path(sys.executable).with_name("granian")
    command = [
        str(granian), "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "2",
        "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "neuguong.config.wsgi:application",
    ]  # fmt: skip
    return Service("web", command, dict(os.environ))


def _own(name: str) -> Service:
    return Service(name, [sys.executable, "-m", "neuguong", name], dict(os.environ))


def _step(command: list[str]) -> None:
    done = subprocess.run(command, env=dict(os.environ), check=False)
    if done.returncode:
        sys.exit(done.returncode)


def _refuse_busy(port: int, host: str = HERE) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cổng {port} đang có chương trình khác dùng. Hãy dừng chương trình đó hoặc chọn cổng khác: PORT=8001."
            ) from error


def _announce(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((HERE, port)) == 0:
                today = env.day("NEUGUONG_TODAY") or dt.date.today()
                say(f"Nêu Gương đang chạy tại http://{HERE}:{port} (hôm nay là {today:%d/%m/%Y}). Nhấn Ctrl-C để dừng.")
                return
        time.sleep(0.2)
