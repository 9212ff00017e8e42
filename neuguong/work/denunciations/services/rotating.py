"""Changing the key: everything sealed is written anew under the newest one."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from neuguong.work.denunciations.models import Act, Denunciation, Evidence
from neuguong.work.denunciations.storage import cipher, disk

_PIECE = 200


def rotate() -> int:
    """Write every row and file anew under the newest key; returns how many. `cipher.Closed` if an old key is missing.

    In pieces, each in its own transaction: both keys are known while it runs, so it may be stopped and begun again, and
    the desk goes on working. When it has come to its end the old keys may be taken away.
    """
    rows = sum(_rotate(model) for model in (Denunciation, Act, Evidence))
    return rows + _files(Evidence.objects.order_by("pk").iterator())


def _rotate(model: Any) -> int:
    done, last = 0, 0
    while True:
        with transaction.atomic():
            piece = list(model._default_manager.select_for_update().filter(pk__gt=last).order_by("pk")[:_PIECE])
            for row in piece:
                row.sealed = cipher.rotate(bytes(row.sealed))
                row.save(update_fields=["sealed"])
        if not piece:
            return done
        done, last = done + len(piece), piece[-1].pk


def _files(papers: Iterable[Evidence]) -> int:
    done = 0
    for paper in papers:
        if disk.place(paper.key).is_file():  # one that is gone is told to whoever opens it
            disk.rotate(paper.key)
            done += 1
    return done
