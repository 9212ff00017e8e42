"""A process that brings one stored workbook in, as the worker would, and says what it took.

``python -m ... BATCH twice`` checks it and then applies it, as whoever looks at the preview first; ``once`` does all in
one pass, as whoever asked at the upload that a right file be loaded.
"""

import json
import sys
import time
from pathlib import Path

import django


def main() -> None:
    """Bring the batch in, print seconds, peak memory in MB and counts as JSON."""
    django.setup()
    from neuguong.base.imports.models import Batch  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.imports.services import apply, check, load_at_once  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415 (needs Django set up)

    batch = Batch.objects.select_related("made_by").get(pk=int(sys.argv[1]))
    started = time.perf_counter()
    if sys.argv[2] == "twice":
        check(batch, now=clock.now(), today=clock.today())
    checked = time.perf_counter()
    bring = apply if sys.argv[2] == "twice" else load_at_once
    bring(batch, batch.made_by, now=clock.now(), today=clock.today(), only_good=True)
    applied = time.perf_counter()
    found = {
        "checked": checked - started if sys.argv[2] == "twice" else 0,
        "applied": applied - checked,
        "peak": _peak(),
        "counts": [batch.added, batch.changed, batch.unchanged, batch.bad_rows],
    }
    sys.stdout.write(json.dumps(found))


def _peak() -> float:
    """The most memory this process ever had, in MB; what it inherited at its start does not count."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main()
