"""The moral standards that ship with the product."""

import datetime as dt
import tomllib
from pathlib import Path

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange  # type: ignore[import-untyped]  # the stubs leave it out

from neuguong.base.journal.services import record
from neuguong.work.programmes.models import Standard

_SHIPPED = Path(__file__).parents[1] / "data" / "standards.toml"


def prepare(*, now: dt.datetime) -> None:
    """Load what this slice ships; called after every migration, harmless when nothing is new."""
    load_standards(now=now)


@transaction.atomic
def load_standards(*, now: dt.datetime) -> int:
    """Write the shipped standards that are not there yet; returns how many are new, each journaled.

    What is there stays, words included: an office may have corrected it. Only an end of validity is carried over.
    """
    fresh = 0
    for regulation in tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))["regulation"]:
        valid = DateRange(regulation["from"], regulation.get("to"))
        for code, name in enumerate(regulation["standards"], start=1):
            words = {"name": name, "valid": valid}
            row, is_new = Standard.objects.get_or_create(basis=regulation["basis"], code=code, defaults=words)
            if is_new:
                record(row, "loaded", actor=None, now=now, note=regulation["basis"])
                fresh += 1
        Standard.objects.filter(basis=regulation["basis"]).exclude(valid=valid).update(valid=valid)
    return fresh
