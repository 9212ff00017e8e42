"""`neuguong denunciations`: the keys of the closed compartment."""

import click

from neuguong.config.cli.ready import application, say


@click.group()
def denunciations() -> None:
    """Khóa của khu hồ sơ kín (tố cáo). Khóa chỉ nằm trong biến môi trường NEUGUONG_CLOSED_KEYS."""


@denunciations.command("new-key")
def new_key() -> None:
    """In một khóa mới. Không lưu lại ở đâu: mất khóa là mất hồ sơ, hãy cất giữ ngoài máy chủ."""
    with application():
        from neuguong.work.denunciations.storage import cipher  # noqa: PLC0415 (needs Django set up)

        say(cipher.new_key())


@denunciations.command()
def rotate() -> None:
    """Mã hóa lại mọi hồ sơ bằng khóa mới nhất.

    Đặt khóa mới lên trước, khóa cũ ở sau, cách nhau bằng dấu phẩy; khởi động lại, chạy lệnh này, rồi bỏ khóa cũ.
    """
    with application():
        from neuguong.work.denunciations.services import rotate as write_anew  # noqa: PLC0415 (needs Django set up)
        from neuguong.work.denunciations.storage import cipher  # noqa: PLC0415 (needs Django set up)

        try:
            say(f"Đã mã hóa lại {write_anew()} mục bằng khóa mới nhất.")
        except cipher.Closed as closed:
            raise click.ClickException(str(closed)) from closed
