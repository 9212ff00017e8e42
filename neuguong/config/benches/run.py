"""Running a benchmark and saying what it found."""

import json
import platform
import subprocess
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from neuguong.config.benches import attendance, desk, exporting, importing, loop, national
from neuguong.config.benches.ground import Result

BENCHES: dict[str, Callable[[float], list[Result]]] = {
    "loop": loop.measure,
    "desk": desk.measure,
    "import": importing.measure,
    "export": exporting.measure,
    "national": national.measure,
    "attendance": attendance.measure,
}


@dataclass(frozen=True)
class Report:
    """What one run prints."""

    bench: str
    scale: float
    machine: str
    commit: str
    results: list[Result]


def run_bench(name: str, scale: float, *, as_json: bool) -> bool:
    """Run one benchmark and print it; False when a target does not hold."""
    report = Report(name, scale, _machine(), _commit(), BENCHES[name](scale))
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    else:
        click.echo(f"{report.bench} · {report.machine} · {report.commit}")
        for one in report.results:
            target = "" if one.target is None else f"  (mức phải đạt {one.target} {one.unit})"
            click.echo(f"  {one.name}: {one.value} {one.unit}{target}{'' if one.holds else '  KHÔNG ĐẠT'}")
    return all(one.holds for one in report.results)


def _machine() -> str:
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024 // 1024
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{len(_cores())} cores, {memory} GiB, {system}"


def _cores() -> list[str]:
    return [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("processor")]


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
