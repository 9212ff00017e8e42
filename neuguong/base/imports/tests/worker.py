"""A worker that stops in the middle of applying and waits to be killed: ``python -m ... BATCH apply|load_at_once``.

Run with the test's database in `DATABASE_URL`. It writes everything, says so, and never reaches the commit.
"""

import datetime as dt
import sys
import time
from typing import Any

import django

NOW = dt.datetime(2026, 11, 15, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def main() -> None:
    """Apply the batch and stop just before its end."""
    django.setup()
    from neuguong.base.imports.models import Batch
    from neuguong.base.imports.services import applying

    journal = applying._journal

    def stop(*args: Any) -> None:
        journal(*args)
        sys.stdout.write("written\n")
        sys.stdout.flush()
        time.sleep(60)

    applying._journal = stop
    bring = getattr(applying, sys.argv[2])
    bring(Batch.objects.get(pk=int(sys.argv[1])), None, now=NOW, today=NOW.date())


if __name__ == "__main__":
    main()
