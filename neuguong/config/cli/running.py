"""Commands that run the system: demo, serve, worker, fold."""

import datetime as dt
import os
import socket
import sys
from collections.abc import Callable
from functools import partial

import click

from neuguong.config import env
from neuguong.config.cli.ready import application, say, spoken
from neuguong.config.supervise import Service, run

HERE = "127.0.0.1"
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 (compared, not listened on)
DEMO_DAY = "2026-11-15"


@click.command()
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Cổng của trang web.")
def demo(port: int) -> None:
    """Chạy bản trình diễn: cơ sở dữ liệu, dữ liệu mẫu, trang web, việc nền."""
    os.environ.setdefault("NEUGUONG_TODAY", DEMO_DAY)
    os.environ["PORT"] = str(port)
    os.environ["NEUGUONG_CLOSED_KEYS"] = env.demo_closed_keys(env.data_dir())
    _refuse_busy(port, HERE)
    with application():
        from neuguong.config import processes  # noqa: PLC0415 (needs Django set up)
        from neuguong.config.web import web  # noqa: PLC0415

        code = run(
            [
                Service("web", partial(web, HERE, port)),
                Service("worker", processes.worker),
                Service("fold", processes.fold),
            ],
            first=Service("demo", spoken(processes.demo)),
            is_up=_announcer(port, HERE),
        )
    sys.exit(code)


@click.command()
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Cổng của trang web.")
@click.option("--host", default=HERE, show_default=True, help="Địa chỉ lắng nghe.")
def serve(port: int, host: str) -> None:
    """Chạy riêng trang web."""
    _refuse_busy(port, host)
    with application():
        from neuguong.config.web import web  # noqa: PLC0415 (needs Django set up)

        code = run([Service("web", partial(web, host, port))], is_up=_announcer(port, host))
    sys.exit(code)


@click.command()
def worker() -> None:
    """Chạy việc nền: nạp dữ liệu, nhắc hạn, thư tổng hợp."""
    with application():
        from neuguong.config import processes  # noqa: PLC0415 (needs Django set up)

        processes.worker()


@click.command()
def fold() -> None:
    """Gộp các biến động vào số dư của số liệu."""
    with application():
        from neuguong.config import processes  # noqa: PLC0415 (needs Django set up)

        processes.fold()


def _refuse_busy(port: int, host: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cổng {port} đang có chương trình khác dùng. Hãy dừng chương trình đó hoặc chọn cổng khác: PORT=8001."
            ) from error


def _announcer(port: int, host: str) -> Callable[[], bool]:
    """Asked until the port is open; then says so once."""
    near = HERE if host in EVERYWHERE else host

    def is_up() -> bool:
        with socket.socket() as probe:
            if probe.connect_ex((near, port)) != 0:
                return False
        today = env.day("NEUGUONG_TODAY") or dt.date.today()
        say(f"Nêu Gương đang chạy tại http://{near}:{port} (hôm nay là {today:%d/%m/%Y}). Nhấn Ctrl-C để dừng.")
        return True

    return is_up
