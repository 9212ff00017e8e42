"""A worker that stops in the middle of a list and waits: ``python -m ... EXPORT``.

Run with the test's database in `DATABASE_URL`. It says "begun" at the first row and reads on when it is told to; it
says "ended" and the phase if it lives to see the end.
"""

import datetime as dt
import sys

import django

NOW = dt.datetime(2026, 11, 15, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def main() -> None:
    """Make the export, with a stop on the way."""
    django.setup()
    from neuguong.base.exports import services
    from neuguong.base.exports.models import Export
    from neuguong.base.exports.services import making, writing

    ticking = making.Progress.__call__

    def stop(self: making.Progress, rows: int) -> None:
        if rows == 1:
            sys.stdout.write("begun\n")
            sys.stdout.flush()
            sys.stdin.readline()
        self._next = 0.0  # at every row, not once a second
        ticking(self, rows)

    writing.TICK, making.Progress.__call__ = 1, stop  # type: ignore[method-assign]
    export = services.make(Export.objects.get(pk=int(sys.argv[1])), now=NOW, today=NOW.date())
    sys.stdout.write(f"ended {export.phase}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
