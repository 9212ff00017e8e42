"""A process that decides all that waits for a cell, says so, and never reaches the commit: ``python -m ... UNIT``.

Run with the test's database in `DATABASE_URL`; it waits to be killed.
"""

import datetime as dt
import sys
import time

import django

NOW = dt.datetime(2026, 11, 15, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def main() -> None:
    """Decide, and stop just before the end."""
    django.setup()
    from django.db import connection, transaction

    from neuguong.base.accounts.models import User
    from neuguong.base.orgs.models import Unit
    from neuguong.work.commitments.choices import State
    from neuguong.work.commitments.models import Commitment
    from neuguong.work.commitments.services import Ruling, decide

    unit = Unit.objects.get(pk=int(sys.argv[1]))
    with transaction.atomic():
        outcome = decide(
            commitments=Commitment.objects.filter(decider_unit=unit, state=State.SUBMITTED), step="approve", unit=unit,
            ruling=Ruling(meeting_on=NOW.date()), actor=User.objects.get(username="hung"), now=NOW, today=NOW.date(),
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (backend,) = cursor.fetchone()
        sys.stdout.write(f"{len(outcome.moved)} {backend}\n")
        sys.stdout.flush()
        time.sleep(60)


if __name__ == "__main__":
    main()
