"""Lists out: 100,000 registrations by thirty columns, from the job's start until the file may be taken.

A process of its own does what the worker does, snapshot, rights, people and journal included, so that its memory can be
told. The file is read back and compared with the table before anything is timed.
"""

import csv
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from python_calamine import CalamineWorkbook

from neuguong.config.benches.exported import COLUMNS, LIST, add_list
from neuguong.config.benches.ground import Result, database

ROUNDS = 5
ROWS = 100_000  # what the targets are for
TIME, MEMORY = 60, 300
_CHECKED = ("Mã đăng ký", "Hạn đăng ký", "shortcomings", "result", "edition", "share")


@dataclass(frozen=True)
class Made:
    """One export made: how it ended, its rows, seconds by the clock and of this process alone, the peak in MB, the
    file's size in bytes."""

    phase: str
    rows: int
    seconds: float
    cpu: float
    peak: float
    size: int


def measure(scale: float) -> list[Result]:
    """Build the country, give every registration its texts, look into one file of each kind, time the work."""
    with database("neuguong_bench_export"), TemporaryDirectory() as folder:
        from django.conf import settings  # noqa: PLC0415 (needs Django set up)

        os.environ["DATA_DIR"] = folder
        settings.DATA_DIR = Path(folder)
        return list(_results(scale))


def _results(scale: float) -> Iterator[Result]:
    from neuguong.base.access.choices import Role  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.orgs.models import Unit  # noqa: PLC0415
    from neuguong.config.benches import nation  # noqa: PLC0415

    rows = nation.build(scale).people
    _fill()
    nation.user_of("exporter", Role.STAFF, Unit.objects.get(level=0))
    add_list()
    yield Result("registrations, thirty columns each", rows, "rows")
    wanted = _in_the_table()
    for kind, read in (("xlsx", _of_workbook), ("csv", _of_csv)):
        path, made = _make(kind)
        count, found = _digest(read(path))
        right = (made.phase, made.rows, count, found) == ("READY", rows, rows, wanted)
        yield Result(f"{kind}: file read back, the same rows as in the table", count, "rows", rows, holds=right)
        yield Result(f"{kind}: size of the file", round(made.size / 1024 / 1024, 1), "MB")
        yield from _timed(kind, rows)


def _timed(kind: str, rows: int) -> Iterator[Result]:
    taken = [_make(kind)[1] for _round in range(ROUNDS)]
    seconds, peak = [one.seconds for one in taken], max(one.peak for one in taken)
    p95 = quantiles(seconds, n=20)[-1]
    is_held = kind == "xlsx" and rows <= ROWS
    yield Result(f"{kind}: job's start to file, median", round(median(seconds), 2), "s")
    yield Result(f"{kind}: job's start to file, p95", round(p95, 2), "s", TIME if is_held else None,
                 holds=not is_held or p95 <= TIME)  # fmt: skip
    yield Result(f"{kind}: CPU time of the worker, median", round(median(one.cpu for one in taken), 2), "s")
    yield Result(f"{kind}: peak memory of the worker", round(peak), "MB", MEMORY if is_held else None,
                 holds=not is_held or peak <= MEMORY)  # fmt: skip


def _fill() -> None:
    """Sentences of the usual length into every registration, other ones in each."""
    from django.db import connection  # noqa: PLC0415 (needs Django set up)

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE commitments_commitment SET supervisor_id = 1, mend_by = due_on + (id % 300)::int,"
            " shortcomings = format('Chưa kiểm tra thường xuyên %s tổ công tác, để %s việc chậm', id % 7, id % 11),"
            " pressing_issue = format('Đường vào thôn %s xuống cấp, người dân phản ánh %s lần', id % 40, id % 9),"
            " expected_product = format('Hoàn thành %s hồ sơ đúng hạn, không để tồn quá %s ngày', id % 90, id % 6),"
            " cooperating = format('Ban công tác Mặt trận thôn %s', id % 40),"
            " resources = format('Ngân sách xã %s triệu đồng', id % 500),"
            " result = format('Đã giải quyết %s trên %s kiến nghị; = phần còn lại đang làm', id % 60, id % 80),"
            " comment = format('Chi bộ nhất trí, lần %s', id % 4)"
        )
        cursor.execute("VACUUM ANALYZE commitments_commitment")


def _make(kind: str) -> tuple[Path, Made]:
    from neuguong.base.accounts.models import User  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.exports import services  # noqa: PLC0415
    from neuguong.kit import clock  # noqa: PLC0415
    from neuguong.kit.views import listing_at  # noqa: PLC0415

    actor, now = User.objects.get(username="exporter"), clock.now()
    found = listing_at(LIST, actor, today=clock.today(), now=now)
    if found is None:
        raise RuntimeError(f"no list at {LIST}")
    page, listing = found
    export, _new = services.ask(page=page, listing=listing, kind=kind, actor=actor, now=now)
    command = [sys.executable, "-m", "neuguong.config.benches.exported", str(export.pk)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return Path(os.environ["DATA_DIR"]) / "exports" / str(export.pk), Made(**json.loads(done.stdout))


def _of_workbook(path: Path) -> Iterator[list[str]]:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    head = rows[0]
    if len(head) != COLUMNS:
        raise RuntimeError(f"{len(head)} columns")
    places = [head.index(name) for name in _CHECKED]
    return ([_said(row[at]) for at in places] for row in rows[1:])


def _of_csv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            code, day, *texts, edition, share = (row[name] for name in _CHECKED)
            yield [code, "-".join(reversed(day.split("/"))), *texts, edition, share.replace(",", ".")]


def _said(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _in_the_table() -> str:
    """What the checked columns should say, put together by the database alone."""
    from django.db import connection  # noqa: PLC0415 (needs Django set up)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, due_on::text, shortcomings, result, edition::text, (id % 1000)::float / 8"
            " FROM commitments_commitment"
        )
        return _digest([*map(str, row[:-1]), f"{row[-1]:g}"] for row in cursor.fetchall())[1]


def _digest(rows: Iterable[list[str]]) -> tuple[int, str]:
    """How many rows there are, and a hash of what they say, whatever their order."""
    lines = sorted("|".join(row) for row in rows)
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()
