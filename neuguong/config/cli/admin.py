"""`neuguong admin USERNAME`: the first administrator of a new installation."""

import click

from neuguong.config.cli.ready import application, say
from neuguong.kit import clock


@click.command()
@click.argument("username")
@click.option("--name", default="", help="Họ và tên, khi tài khoản chưa có.")
def admin(username: str, name: str) -> None:
    """Cho một tài khoản quyền quản trị toàn hệ thống và in mã dùng một lần để vào.

    Dùng khi mới cài đặt, hoặc khi không còn ai vào được bằng quyền quản trị. Tài khoản chưa có thì được mở. Chạy lại
    được: mã in trước hết hiệu lực, quyền đã có giữ nguyên.
    """
    with application():
        from django.conf import settings  # noqa: PLC0415 (needs Django set up)
        from django.core.exceptions import ValidationError  # noqa: PLC0415
        from django.db import ProgrammingError  # noqa: PLC0415
        from django.urls import reverse  # noqa: PLC0415

        from neuguong.base.access.services import make_administrator  # noqa: PLC0415

        try:
            made = make_administrator(username=username, name=name, today=clock.today(), now=clock.now())
        except ValidationError as error:
            raise click.ClickException(" ".join(error.messages)) from error
        except ProgrammingError as error:  # there are no tables yet
            raise click.ClickException("Cơ sở dữ liệu chưa sẵn sàng. Hãy chạy `neuguong migrate` trước.") from error
        say(f"Tài khoản: {made.user.username}")
        say(f"Quản trị tại: {', '.join(unit.name for unit in made.units)}")
        say(f"Mã dùng một lần, có hiệu lực 7 ngày: {made.code}")
        say(f"Nhập mã và đặt mật khẩu tại: {settings.SITE_ADDRESS}{reverse('account_enter_code')}")
