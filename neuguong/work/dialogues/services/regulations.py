"""The rules that ship with the product: deadlines of cases, duties to receive citizens."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange  # type: ignore[import-untyped]  # the stubs leave it out

from neuguong.base.journal.services import record
from neuguong.work.dialogues.models import CaseRule, ReceptionDuty

_DATA = Path(__file__).parents[1] / "data"


def _shipped(name: str) -> list[dict[str, Any]]:
    (rows,) = tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8")).values()
    return list(rows)


@transaction.atomic
def prepare(*, now: dt.datetime) -> int:
    """Write the shipped rules that are not there yet; returns how many are new, each journaled.

    What is there stays, numbers included: an office may have corrected it.
    """
    fresh = 0
    for row in _shipped("case-rules"):
        words = {name: row[name] for name in ("days", "complex_days", "climb_days", "keep_months", "basis")}
        rule, is_new = CaseRule.objects.get_or_create(
            valid=_days(row), defaults={**words, "is_verified": row["verified"]}
        )
        fresh += _told(rule, is_new, now)
    for row in _shipped("reception-duties"):
        words = {name: row[name] for name in ("post", "times", "every", "basis")}
        duty, is_new = ReceptionDuty.objects.get_or_create(
            unit_kind=row["unit_kind"], valid=_days(row), defaults={**words, "is_verified": row["verified"]}
        )
        fresh += _told(duty, is_new, now)
    return fresh


def _days(row: dict[str, Any]) -> DateRange:
    return DateRange(row["from"], row.get("to"))


def _told(rule: CaseRule | ReceptionDuty, is_new: bool, now: dt.datetime) -> int:
    if is_new:
        record(rule, "loaded", actor=None, now=now, note=rule.basis)
    return int(is_new)
