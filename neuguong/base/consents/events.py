"""What this slice announces."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class DataRequested:
    """Somebody asked about her data: the clock runs."""

    request_id: int
    now: dt.datetime


@dataclass(frozen=True)
class DataRequestMoved:
    """Requests were accepted, refused, carried out or withdrawn (`step`), or got more time ("extend")."""

    request_ids: tuple[int, ...]
    step: str
    note: str
    now: dt.datetime
