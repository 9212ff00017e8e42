"""Commands that bring the database up to date and workbooks in."""

from pathlib import Path

import click

from neuguong.config.cli.ready import application, say
from neuguong.kit import clock


@click.command()
def migrate() -> None:
    """Đưa cơ sở dữ liệu và tệp tĩnh lên đúng phiên bản."""
    with application():
        from neuguong.config.prepare import alone, prepare  # noqa: PLC0415 (needs Django set up)

        with alone():
            prepare()
        say("Cơ sở dữ liệu đã đúng phiên bản.")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", default=None, help="Loại dữ liệu; bỏ trống thì nhận theo tiêu đề cột.")
@click.option("--good-only", is_flag=True, help="Nạp các dòng đúng, để lại các dòng sai.")
def import_(files: tuple[Path, ...], kind: str | None, good_only: bool) -> None:
    """Nạp dữ liệu từ tệp Excel (.xlsx)."""
    with application():
        from neuguong.base.imports.services import SheetFileError, load, write_result  # noqa: PLC0415

        failed = False
        for file in files:
            try:
                batch = load(file, kind, now=clock.now(), good_only=good_only)
            except SheetFileError as error:
                click.echo(f"{file}: {error}", err=True)
                failed = True
                continue
            say(
                f"{file.name}: {batch.rows} dòng; thêm {batch.added}, cập nhật {batch.changed}, "
                f"giữ nguyên {batch.unchanged}, lỗi {batch.bad_rows}."
            )
            if batch.bad_rows:
                beside = file.with_name(f"{file.stem}-loi.xlsx")
                with beside.open("wb") as stream:
                    write_result(batch, stream)
                click.echo(f"{file}: {batch.bad_rows} dòng sai, lý do ghi trong {beside}.", err=True)
                failed = True
        if failed:
            raise SystemExit(1)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--user", "username", required=True, help="Tên đăng nhập của quản trị viên đứng tên.")
@click.option("--apply", "is_applied", is_flag=True, help="Áp dụng luôn nếu chạy thử không có điểm nào phải sửa.")
def reorganise(file: Path, username: str, is_applied: bool) -> None:
    """Soạn một đợt sắp xếp đơn vị từ tệp TOML và chạy thử; mẫu: neuguong/base/reorganisations/data/tinh-2025.toml."""
    with application():
        from neuguong.config.reorganising import draw_up_and_try  # noqa: PLC0415 (needs Django set up)

        told = draw_up_and_try(file, username, is_applied=is_applied)
        for text in told.faults:
            click.echo(text, err=True)
        say(told.summary)
        if told.faults:
            raise SystemExit(1)
