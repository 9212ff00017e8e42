"""The only writer of state fields, and of the journal."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from neuguong.base.journal.models import Entry
from neuguong.kit.flow import Flow, Step, broken, guarded
from neuguong.kit.policy import capacity


@dataclass(frozen=True)
class Refusal:
    """An object on which the step was not taken, and the sentence that says why."""

    id: int
    reason: str


@dataclass(frozen=True)
class Outcome:
    """What became of a step asked for: the ids that moved, and the refusals."""

    moved: list[int] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def take_steps(
    flow: Flow,
    queryset: QuerySet[Any],
    name: str,
    actor: Any,
    note: str = "",
    *,
    now: dt.datetime,
    values: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    data_of: Mapping[int, Mapping[str, Any]] | None = None,
    note_of: Mapping[int, str] | None = None,
) -> Outcome:
    """Take the step `name` on every row of `queryset` on which it may be taken; the rest is refused with a reason.

    One transaction: one lock, one rights query, one UPDATE, one INSERT into the journal, whatever the number of
    rows. `values` are columns set in the same UPDATE (plain values or expressions); `data` goes into each journal
    entry, `data_of` (by id) into that of one row, and `note_of` (by id) is what one row's entry says instead of `note`.
    Raises KeyError for an unknown step and ValueError for a missing required note.
    """
    step = flow.step(name)
    if step.note == "required" and not note.strip():
        raise ValueError(_("Hãy ghi lý do."))
    model: Any = apps.get_model(flow.model)
    with transaction.atomic():
        states = _lock(model, flow, queryset)
        moved, refused = _judge(model, flow, step, states, actor)
        if moved:
            model._base_manager.filter(pk__in=list(moved)).update(**{**(values or {}), flow.field: step.target})
            notes = {pk: (note_of or {}).get(pk, note) for pk in moved}
            _write(flow, step, {pk: states[pk] for pk in moved}, moved, actor, notes, now, data or {}, data_of or {})
            if step.done:
                step.done(list(moved), actor, note, now)
    return Outcome(list(moved), refused)


def take_step(
    flow: Flow,
    obj: Model,
    name: str,
    actor: Any,
    note: str = "",
    *,
    now: dt.datetime,
    values: Mapping[str, Any] | None = None,
) -> Outcome:
    """`take_steps` for one object."""
    return take_steps(flow, type(obj)._default_manager.filter(pk=obj.pk), name, actor, note, now=now, values=values)


def _lock(model: Any, flow: Flow, queryset: QuerySet[Any]) -> dict[int, str]:
    wanted = model._base_manager.filter(pk__in=queryset.order_by().values("pk"))
    return dict(wanted.select_for_update(of=("self",)).order_by("pk").values_list("pk", flow.field))


def _judge(
    model: Any, flow: Flow, step: Step, states: Mapping[int, str], actor: Any
) -> tuple[dict[int, str], list[Refusal]]:
    """Split the locked rows into those that may move (with the actor's capacity) and refusals."""
    rows = model._base_manager.filter(step.allow(actor), pk__in=list(states))
    flags = guarded(step.guards)
    allowed = {
        row["pk"]: row
        for row in rows.annotate(_capacity=capacity(step.allow, actor), **flags).values("pk", "_capacity", *flags)
    }
    labels = dict(flow.states)
    moved: dict[int, str] = {}
    refused: list[Refusal] = []
    for pk, state in states.items():
        row = allowed.get(pk)
        if state not in step.source:
            reason = _("Hồ sơ đang ở trạng thái “%(state)s”, không thực hiện được việc này nữa. Hãy tải lại trang.") % {
                "state": labels.get(state, state)
            }
            refused.append(Refusal(pk, reason))
        elif row is None:
            refused.append(Refusal(pk, _("Đồng chí không có quyền thực hiện việc này trên hồ sơ này.")))
        else:
            faults = broken(step.guards, row)
            if faults:
                refused.append(Refusal(pk, faults[0]))
            else:
                moved[pk] = row["_capacity"]
    return moved, refused


def _write(
    flow: Flow,
    step: Step,
    sources: Mapping[int, str],
    capacities: Mapping[int, str],
    actor: Any,
    notes: Mapping[int, str],
    now: dt.datetime,
    data: Mapping[str, Any],
    data_of: Mapping[int, Mapping[str, Any]],
) -> None:
    ids = list(sources)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Entry._meta.db_table}"  # noqa: S608 (a table name of our own)
            " (model, object_id, step, source, target, note, actor_id, capacity, at, data)"
            " SELECT %s, t.id, %s, t.source, %s, t.note, %s, t.capacity, %s, %s::jsonb || t.own::jsonb"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[])"
            " AS t(id, source, note, capacity, own)",
            [
                flow.model,
                step.name,
                step.target,
                getattr(actor, "pk", None),
                now,
                json.dumps(dict(data)),
                ids,
                [sources[pk] for pk in ids],
                [notes[pk] for pk in ids],
                [capacities[pk] for pk in ids],
                [json.dumps(dict(data_of.get(pk, {}))) for pk in ids],
            ],
        )


def record(
    obj: Model,
    step: str,
    *,
    actor: Any,
    now: dt.datetime,
    note: str = "",
    capacity: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Journal an act that is no step of a flow (a grant given, a file opened, a workbook loaded)."""
    return Entry.objects.create(
        model=obj._meta.label,
        object_id=obj.pk,
        step=step,
        note=note,
        capacity=capacity,
        actor=actor if getattr(actor, "pk", None) else None,
        at=now,
        data=dict(data or {}),
    )


def adopt(
    model: type[Model], rows: Iterable[tuple[int, str]], *, origin: str, now: dt.datetime, actor: Any = None
) -> int:
    """Journal that rows were loaded, in whatever state, from `origin` (a file's name): `rows` are (id, state).

    Import and the demo write rows directly in any state and must call this in the same transaction. Returns the
    number of entries.
    """
    pairs: Sequence[tuple[int, str]] = list(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Entry._meta.db_table}"  # noqa: S608 (a table name of our own)
            " (model, object_id, step, source, target, note, actor_id, capacity, at, data)"
            " SELECT %s, t.id, 'adopt', '', t.state, %s, %s, '', %s, '{}'::jsonb"
            " FROM unnest(%s::bigint[], %s::text[]) AS t(id, state)",
            [
                model._meta.label,
                _("Nạp từ %(origin)s") % {"origin": origin},
                getattr(actor, "pk", None),
                now,
                [pk for pk, _state in pairs],
                [state for _pk, state in pairs],
            ],
        )
        return int(cursor.rowcount)
