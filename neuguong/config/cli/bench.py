"""`neuguong bench NAME`: measured on data it makes itself, in a database of its own."""

import click


@click.command()
@click.argument("name")
@click.option("--scale", type=float, default=0.1, show_default=True, help="Cỡ dữ liệu so với cả nước.")
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def bench(name: str, scale: float, as_json: bool) -> None:
    """Đo tốc độ trên dữ liệu tự sinh; thoát với mã 1 khi một mục tiêu không đạt."""
    from neuguong.config.benches import BENCHES, run_bench  # noqa: PLC0415 (heavy)

    if name not in BENCHES:
        raise click.UsageError(f"Không có phép đo “{name}”. Có: {', '.join(BENCHES)}.")
    if not run_bench(name, scale, as_json=as_json):
        raise SystemExit(1)
