"""Commands that print figures and reports."""

import io
import json
import os
import shutil
from pathlib import Path

import click

from neuguong.config.cli.ready import application, say
from neuguong.kit import clock
from neuguong.kit.numbers import number


@click.command()
@click.argument("unit")
@click.option("--year", type=int, default=None, help="Năm; bỏ trống là năm nay.")
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
@click.option("--repair", is_flag=True, help="Với recount: tính lại số dư sai.")
def figures(unit: str, year: int | None, as_json: bool, repair: bool) -> None:
    """In số liệu của một đơn vị (mã hoặc đường dẫn, ví dụ quang-ninh/hai-ha).

    `recount` để kiểm lại toàn bộ; `verify` để kiểm các bản đã chốt.
    """
    with application():
        if unit == "recount":
            _recount(repair)
            return
        if unit == "verify":
            _verify()
            return
        from neuguong.config.reading import unit_and_year, year_figures  # noqa: PLC0415 (needs Django set up)

        found, period = unit_and_year(unit, year or clock.today().year)
        table = year_figures(found, period, clock.today())
        if as_json:
            say(json.dumps(table, ensure_ascii=False, indent=2))
        else:
            for row in table["figures"]:
                say(f"{row['label']}: {row['text']}")
                for part in row.get("quarters", ()):
                    say(f"  Quý {part['quarter']}: {number(part['value'])}")


def _recount(repair: bool) -> None:
    from neuguong.base.figures.services import recount  # noqa: PLC0415 (needs Django set up)

    mismatches = recount(repair=repair)
    say(f"{len(mismatches)} sai lệch")
    for one in mismatches[:20]:
        click.echo(str(one), err=True)
    if mismatches and not repair:
        raise SystemExit(1)


def _verify() -> None:
    from django.urls import get_resolver  # noqa: PLC0415 (needs Django set up)

    from neuguong.base.figures.models import Seal  # noqa: PLC0415
    from neuguong.base.figures.services import verify  # noqa: PLC0415

    _ = get_resolver().url_patterns  # the slices say with their lists what their rows are called
    faults = 0
    for finding in verify():
        faults += finding.is_fault
        click.echo(finding.sentence, err=finding.is_fault)
    say(f"{Seal.objects.count()} bản chốt, {faults} sai lệch")
    if faults:
        raise SystemExit(1)


@click.command()
@click.argument("unit")
@click.option("--year", type=int, default=None, help="Năm; bỏ trống là năm nay.")
@click.option("--format", "kind", type=click.Choice(["docx", "pdf", "xlsx", "html", "json"]), default="docx")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp ghi ra.")
def report(unit: str, year: int | None, kind: str, out: Path) -> None:
    """Lập báo cáo kết quả đăng ký và thực hiện của một đơn vị và mọi đơn vị bên dưới."""
    with application():
        from neuguong.config.reading import unit_and_year  # noqa: PLC0415 (needs Django set up)
        from neuguong.work.reports.services import write_period_report  # noqa: PLC0415

        found, period = unit_and_year(unit, year or clock.today().year)
        made = io.BytesIO()
        try:
            write_period_report(unit=found, period=period, kind=kind, stream=made, today=clock.today(), now=clock.now())
        except FileNotFoundError as error:
            raise click.ClickException("Bản đã lưu của báo cáo này không còn.") from error
        try:
            _write(out.resolve(), made.getvalue())
        except OSError as error:
            raise click.ClickException(f"Không ghi được tệp {out}: {error.strerror}.") from error
        say(f"Đã ghi {out}.")


def _write(out: Path, content: bytes) -> None:
    """Write the file whole or not at all: until the last byte is there the old one stays."""
    if out.exists() and not out.is_file():  # a pipe, a terminal
        out.write_bytes(content)
        return
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        if out.exists():
            shutil.copymode(out, beside)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
