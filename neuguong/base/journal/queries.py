"""Reading the journal."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from neuguong.base.journal.models import Entry
from neuguong.kit.flow import Flow, Step

ADOPTED = "adopt"
AGAIN = dt.timedelta(minutes=1)


def history(obj: Model) -> QuerySet[Entry]:
    """Everything that was done to `obj`, oldest first, with the actors."""
    entries = Entry.objects.filter(model=obj._meta.label, object_id=obj.pk)
    return entries.select_related("actor").order_by("at", "pk")


def just_taken(model: str, ids: Iterable[int], step: str, actor: Any, now: dt.datetime) -> set[int]:
    """Of `ids` those on which the newest act is this very step, taken by `actor` within a minute: pressed twice."""
    newest = Entry.objects.filter(model=model, object_id__in=list(ids)).order_by("object_id", "-at", "-pk")
    rows = newest.distinct("object_id").values_list("object_id", "step", "actor_id", "at")
    return {pk for pk, name, who, at in rows if name == step and who == actor.pk and now - at < AGAIN}


def done_already(step: Step) -> str:
    """What is said to somebody who pressed the same button twice."""
    return _("“%(step)s” đã được ghi từ lần bấm trước.") % {"step": step.label}


def was_done(obj: Model, step: str, actor: Any, since: dt.datetime) -> bool:
    """Whether `actor` did `step` to `obj` at `since` or later (one query)."""
    done = Entry.objects.filter(model=obj._meta.label, object_id=obj.pk, step=step, actor=actor, at__gte=since)
    return done.exists()


def last_step(obj: Model) -> Entry | None:
    """The step that brought `obj` into its state, with the actor; None if nothing was taken on it yet (one query)."""
    return history(obj).exclude(target="").last()


def timeline(obj: Model, flow: Flow, labels: Mapping[str, str | Promise] | None = None) -> list[dict[str, Any]]:
    """The journal of `obj` in words, newest first, as the macro `timeline` of ui/flow.jinja draws it (one query).

    Steps are named as the flow names them; `labels` names acts that were recorded beside the flow. `changes` are
    the (label, old, new) that `record(..., data={"changes": [...]})` kept.
    """
    words: dict[str, str | Promise] = {**{step.name: step.label for step in flow.steps}, **(labels or {})}
    return [_line(entry, words) for entry in history(obj).reverse()]


def _line(entry: Entry, words: Mapping[str, str | Promise]) -> dict[str, Any]:
    is_adopted = entry.step == ADOPTED
    who = str(entry.actor) if entry.actor else _("Hệ thống")
    return {
        "who": who,
        "capacity": "" if entry.capacity == who else entry.capacity,  # the registrant acts as herself
        "what": entry.note if is_adopted else str(words.get(entry.step, entry.step)),
        "note": "" if is_adopted else entry.note,
        "at": entry.at,
        "changes": [tuple(change) for change in entry.data.get("changes", ())],
    }
