"""A process that imports people into the database of `DATABASE_URL`: ``python -m tests.postgres.importer WHAT``.

`begin` makes the tables, checks a workbook and applies it as far as the commit, says "written" and waits to be killed;
`tell` says what is there; `again` applies what is left of it, twice.
"""

import datetime as dt
import json
import sys
import time

import django

NOW = dt.datetime(2026, 11, 15, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
PEOPLE = 300


def begin() -> None:
    """Everything but the commit."""
    from django.core.management import call_command

    from neuguong.base.imports.services import apply, applying, check, upload
    from neuguong.base.imports.tests.loading import workbook

    call_command("migrate", interactive=False, verbosity=0)
    stream = workbook("nguoi", [[f"N{n}", "Lê Văn Tám"] for n in range(PEOPLE)])
    batch = upload(kind="nguoi", name="nguoi.xlsx", stream=stream, actor=None, now=NOW)
    check(batch, now=NOW, today=NOW.date())
    journal = applying._journal

    def stop(*args: object) -> None:
        journal(*args)  # type: ignore[arg-type]
        sys.stdout.write("written\n")
        sys.stdout.flush()
        time.sleep(120)

    applying._journal = stop
    apply(batch, None, now=NOW, today=NOW.date())


def tell() -> None:
    """Phase of the batch, people, entries in the journal."""
    from neuguong.base.imports.models import Batch
    from neuguong.base.journal.models import Entry
    from neuguong.base.orgs.models import Person

    found = [Batch.objects.get().phase, Person.objects.count(), Entry.objects.filter(step="applied").count()]
    sys.stdout.write(json.dumps(found) + "\n")


def again() -> None:
    """Apply, and once more."""
    from django.core.exceptions import ValidationError

    from neuguong.base.imports.models import Batch
    from neuguong.base.imports.services import apply

    batch = Batch.objects.get()
    apply(batch, None, now=NOW, today=NOW.date())
    try:
        apply(batch, None, now=NOW, today=NOW.date())
    except ValidationError:
        tell()


if __name__ == "__main__":
    django.setup()
    {"begin": begin, "tell": tell, "again": again}[sys.argv[1]]()
