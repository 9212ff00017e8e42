"""What the regulations say, as dated data: the clocks of requests, and the words that are agreed to."""

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from neuguong.kit.text import nfc_lines

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Wording:
    """The words for one purpose, in Vietnamese as they are agreed to; a new text is a new version."""

    purpose: str
    version: str
    text: str


@dataclass(frozen=True)
class Clock:
    """What runs from the day of a request: working days to answer, days to carry out, days of the one extension.

    `is_cautious`: the days to carry out are the shortest possible number, not one that was read in the source.
    """

    answer_working_days: int
    carry_out_days: int
    extension_days: int
    basis: str
    is_cautious: bool


def wording(purpose: str, on: dt.date) -> Wording:
    """The words for `purpose` that hold on a day."""
    row = _in_force([one for one in _shipped("wordings")["wording"] if one["purpose"] == purpose], on)
    return Wording(purpose, row["version"], nfc_lines(row["text"]))


def clock(kind: str, on: dt.date) -> Clock:
    """The clock of a request of `kind` that is asked on a day."""
    row = _in_force(_shipped("clocks")["clock"], on)
    days = row["carry_out_days"][kind]
    return Clock(row["answer_working_days"], days, row["extension_days"], row["basis"], kind in row["cautious"])


def _in_force(rows: Sequence[dict[str, Any]], on: dt.date) -> dict[str, Any]:
    """The newest row that began by `on`; the first of all for an earlier day."""
    ordered = sorted(rows, key=lambda row: row["from"])
    begun = [row for row in ordered if row["from"] <= on]
    return begun[-1] if begun else ordered[0]


@cache
def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
