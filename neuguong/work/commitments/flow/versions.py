"""What was handed in is kept, each time, so that the next hand-in can be compared with it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from neuguong.work.commitments.models import Commitment, Version
from neuguong.work.commitments.queries import contents


def keep_handed_in(ids: Sequence[int], by: Any, now: dt.datetime) -> None:
    """A version of each as it stands now."""
    latest = {one.commitment_id: one.number for one in _newest(ids)}
    _write({pk: (latest.get(pk, 0) + 1, content) for pk, content in contents(ids).items()}, by, now)


def keep_unkept(ids: Sequence[int], now: dt.datetime) -> None:
    """A version of those whose newest one is not what stands now: they were loaded as handed in, by nobody here.

    Only before anybody writes in them again.
    """
    latest = {one.commitment_id: one for one in _newest(ids)}
    missing = {
        pk: (latest[pk].number + 1 if pk in latest else 1, content)
        for pk, content in contents(ids).items()
        if pk not in latest or latest[pk].content != content
    }
    _write(missing, None, now)


def keep_first(commitment: Commitment, now: dt.datetime) -> None:
    """A version of one loaded as returned, before it is first written in again; nothing if it has one."""
    if not Version.objects.filter(commitment=commitment).exists():
        keep_unkept([commitment.pk], now)


def _newest(ids: Sequence[int]) -> list[Version]:
    rows = Version.objects.filter(commitment__in=ids).order_by("commitment_id", "-number")
    return list(rows.distinct("commitment_id"))


def _write(rows: dict[int, tuple[int, dict[str, Any]]], by: Any, now: dt.datetime) -> None:
    Version.objects.bulk_create(
        Version(commitment_id=pk, number=number, content=content, at=now, by=by)
        for pk, (number, content) in rows.items()
    )
