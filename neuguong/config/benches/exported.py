"""A list of thirty columns that only the benchmark has, and a process that makes one export of it, as the worker would,
and says what it took: ``python -m ... EXPORT``."""

import json
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

LIST = "/bench/dang-ky/"
COLUMNS = 30


def add_list() -> None:
    """Give the list its address, in this process. Django must be set up."""
    from django.db.models import QuerySet  # noqa: PLC0415 (needs Django set up)
    from django.urls import path  # noqa: PLC0415

    from neuguong.config import urls  # noqa: PLC0415
    from neuguong.work.commitments.models import Commitment  # noqa: PLC0415
    from neuguong.work.commitments.views.reading import CommitmentList  # noqa: PLC0415

    class Wide(CommitmentList):
        """The list of registrations with all there is to say of one."""

        def prepare(self) -> None:
            super().prepare()
            self.spec = _wide(self.spec)

        def get_queryset(self) -> QuerySet[Commitment]:
            related = ("unit", "period", "person__home", "supervisor", "decider_unit")
            return Commitment.objects.select_related(*related)

    urls.urlpatterns.append(path(LIST.removeprefix("/"), Wide.as_view(), name="bench_wide"))  # type: ignore[arg-type]  # inferred from its first entries


def _wide(spec: Any) -> Any:
    from dataclasses import replace  # noqa: PLC0415 (beside its use)

    from neuguong.base.orgs.choices import Standing, UnitKind  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit.lists import Column  # noqa: PLC0415
    from neuguong.work.commitments.choices import Timing  # noqa: PLC0415

    texts = ("shortcomings", "pressing_issue", "expected_product", "cooperating", "resources", "result", "comment")
    added = (
        *(Column(key, key, lambda row, key=key: getattr(row, key)) for key in texts),  # type: ignore[misc]  # of lambdas
        Column("edition", "edition", lambda row: row.edition, numeric=True),
        Column("share", "share", lambda row: Decimal(row.pk % 1000) / 8, numeric=True),
        Column("expected", "expected", lambda row: row.expected),
        Column("for_term", "for_term", lambda row: row.for_term),
        Column("timing", "timing", lambda row: Timing(row.timing).label),
        Column("mend_by", "mend_by", lambda row: row.mend_by),
        Column("unit_code", "unit_code", lambda row: row.unit.code),
        Column("unit_kind", "unit_kind", lambda row: UnitKind(row.unit.kind).label),
        Column("supervisor_code", "supervisor_code", lambda row: row.supervisor.code),
        Column("decider", "decider", lambda row: row.decider_unit.name),
        Column("decider_code", "decider_code", lambda row: row.decider_unit.code),
        Column("person_code", "person_code", lambda row: row.person.code),
        Column("home", "home", lambda row: row.person.home.name),
        Column("standing", "standing", lambda row: Standing(row.person.standing).label),
    )
    columns = (*spec.columns, *added)
    if len(columns) != COLUMNS:
        raise RuntimeError(f"{len(columns)} columns, not {COLUMNS}")
    return replace(spec, columns=columns)


def main() -> None:
    """Make the export; print its phase, its rows, seconds and peak memory in MB as JSON."""
    django.setup()
    add_list()
    from neuguong.base.exports.models import Export  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.exports.services import make  # noqa: PLC0415
    from neuguong.kit import clock  # noqa: PLC0415

    export = Export.objects.get(pk=int(sys.argv[1]))
    started, worked = time.perf_counter(), time.process_time()
    make(export, now=clock.now(), today=clock.today())
    found = {
        "phase": export.phase,
        "rows": export.rows,
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time() - worked,
        "peak": _peak(),
        "size": export.size,
    }
    sys.stdout.write(json.dumps(found))


def _peak() -> float:
    """The most memory this process ever held, in MB."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
