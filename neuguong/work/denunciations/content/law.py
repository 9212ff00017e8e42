"""The terms of the law as shipped (data/law.toml), chosen by the day a denunciation was received."""

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from neuguong.base.periods.queries import add_working_days

_DATA = Path(__file__).parents[1] / "data" / "law.toml"


@dataclass(frozen=True)
class Term:
    """A stretch of `days`, calendar or `working` ones; `times`: how often it may be given."""

    days: int
    article: str
    working: bool = False
    times: int = 1
    verified: bool = False


@dataclass(frozen=True)
class Law:
    """A law in force from a day. `is_checked`: its present text was compared with ours."""

    name: str
    starts_on: dt.date
    terms: dict[str, Term] = field(default_factory=dict)
    is_checked: bool = True

    def is_verified(self, code: str) -> bool:
        """Whether the term was compared with the law that is in force."""
        return self.is_checked and self.terms[code].verified


@cache
def _laws() -> tuple[Law, ...]:
    found: list[Law] = []
    for row in tomllib.loads(_DATA.read_text(encoding="utf-8"))["law"]:
        found.append(Law(row["name"], row["from"], _terms(row, found), is_checked="same_terms" not in row))
    return tuple(found)


def _terms(row: dict[str, Any], before: list[Law]) -> dict[str, Term]:
    if row.get("same_terms"):
        return before[-1].terms
    return {code: Term(**values) for code, values in row["terms"].items()}


def law_on(day: dt.date) -> Law:
    """The law in force on a day; the oldest one for what was received before it."""
    return next((law for law in reversed(_laws()) if law.starts_on <= day), _laws()[0])


def due(law: Law, code: str, start: dt.date) -> dt.date:
    """The last day of the term that begins after `start`."""
    term = law.terms[code]
    return add_working_days(start, term.days) if term.working else start + dt.timedelta(days=term.days)
