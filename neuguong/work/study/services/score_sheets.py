"""The score sheets that ship with the product."""

import datetime as dt
import tomllib
from pathlib import Path

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange  # type: ignore[import-untyped]  # the stubs leave it out

from neuguong.base.journal.services import record
from neuguong.work.study.models import Criterion, ScoreSheet

_SHIPPED = Path(__file__).parents[1] / "data" / "meeting_scores.toml"


@transaction.atomic
def prepare(*, now: dt.datetime) -> int:
    """Write the shipped sheets that are not there yet; returns how many are new, each journaled.

    What is there stays, words included: an office may have corrected it. Only an end of validity is carried over.
    """
    fresh = 0
    for given in tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))["sheet"]:
        valid = DateRange(given["from"], given.get("to"))
        ratings = sorted(given["ratings"].items(), key=lambda one: -one[1])
        words = {"valid": valid, "is_verified": given["verified"], "ratings": ratings}
        sheet, is_new = ScoreSheet.objects.get_or_create(basis=given["basis"], defaults=words)
        if is_new:
            Criterion.objects.bulk_create(
                Criterion(sheet=sheet, number=n, text=line["text"], most=line["most"])
                for n, line in enumerate(given["criteria"], start=1)
            )
            record(sheet, "loaded", actor=None, now=now, note=sheet.basis)
            fresh += 1
        ScoreSheet.objects.filter(pk=sheet.pk).exclude(valid=valid).update(valid=valid)
    return fresh
