"""State machines as tables.

A `Flow` belongs to one model and one field; only `base.journal.take_steps` writes that field. From the table come
the buttons (`open_to`), the check, the journal entry and the printed diagram (`mermaid`).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import BooleanField, Case, Model, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from neuguong.kit.policy import Rule

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Guard:
    """A condition on the object itself, as a filter, and the sentence said when it does not hold.

    `which` is an SQL array of what is at fault (numbers of items), which the sentence names as %(which)s.
    """

    q: Q
    refusal: str | Promise
    which: Combinable | None = None


@dataclass(frozen=True)
class Step:
    """One transition.

    `allow`   who may take it (a Rule of the slice's policy)
    `note`    "" no note, "optional", or "required" (a reason must be given)
    `guards`  conditions on the object, each with the sentence that refuses it
    `done`    what follows in the same transaction: called with the ids that moved, the actor, the note and the instant
    `says`    one sentence: what pressing the button does and to whom the matter goes
    `form`    name of the page that takes the step where it needs more than a note; takes ?id=… like the general one
    """

    name: str
    label: str | Promise
    source: tuple[str, ...]
    target: str
    allow: Rule
    note: str = ""
    guards: tuple[Guard, ...] = ()
    done: Callable[[Sequence[int], Any, str, dt.datetime], None] | None = None
    says: str | Promise = ""
    tone: str = "primary"
    form: str = ""


@dataclass(frozen=True)
class Flow:
    """The table of steps of one model's state field. `key` names it in addresses and in the journal; `named` is what an
    object is called before the person who takes a step on it, `related` the relations that this reads."""

    key: str
    model: str  # "commitments.Commitment": a string, so that a flow may be read without its model's app being ready
    states: Sequence[tuple[str, Any]]
    steps: tuple[Step, ...]
    field: str = "state"
    detail_url: str = ""  # name of the page of one object, argument: its id
    named: Callable[[Any], str] = str
    related: tuple[str, ...] = ()

    def step(self, name: str) -> Step:
        """The step of that name; KeyError if there is none."""
        found = next((step for step in self.steps if step.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def open_to(self, obj: Model, user: Any) -> list[Step]:
        """The steps that `user` may take on `obj` now, in the order of the table (one query)."""
        state = getattr(obj, self.field)
        here = [step for step in self.steps if state in step.source]
        if not here:
            return []
        flags = {f"_s{n}": _flag(step.allow(user)) for n, step in enumerate(here)}
        row = type(obj)._default_manager.filter(pk=obj.pk).annotate(**flags).values(*flags).first()
        return [step for n, step in enumerate(here) if row and row[f"_s{n}"]]

    def takeable(self, queryset: QuerySet[M], name: str, user: Any) -> QuerySet[M]:
        """The rows of `queryset` on which `user` may take the step `name` now (guards apart)."""
        step = self.step(name)
        return queryset.filter(step.allow(user), **{f"{self.field}__in": step.source})

    def unmet(self, obj: Model, name: str) -> list[str]:
        """The sentences of the guards of the step `name` that do not hold on `obj` now, in their order (one query)."""
        return self.unmet_of(type(obj)._default_manager.filter(pk=obj.pk), name).get(obj.pk, [])

    def unmet_of(self, queryset: QuerySet[M], name: str) -> dict[int, list[str]]:
        """The same for every row of `queryset`, by its id (one query)."""
        guards = self.step(name).guards
        rows = queryset.order_by().annotate(**guarded(guards))
        return {row["pk"]: broken(guards, row) for row in rows.values("pk", *guarded(guards))}

    def mermaid(self) -> str:
        """The diagram of the flow in Mermaid's notation, for docs/flows."""
        labels = {value: str(label) for value, label in self.states}
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{label}" as {value}' for value, label in labels.items()]
        lines += [f"    {source} --> {step.target}: {step.label}" for step in self.steps for source in step.source]
        return "\n".join(lines) + "\n"


def guarded(guards: Sequence[Guard]) -> dict[str, Any]:
    """What a query of rows is annotated with to judge them by `broken`."""
    flags = {f"_g{n}": _flag(guard.q) for n, guard in enumerate(guards)}
    return flags | {f"_w{n}": guard.which for n, guard in enumerate(guards) if guard.which is not None}


def broken(guards: Sequence[Guard], row: Mapping[str, Any]) -> list[str]:
    """The sentences of the guards that do not hold on a row annotated with `guarded`."""
    return [
        str(guard.refusal) % {"which": ", ".join(map(str, row[f"_w{n}"]))}
        if guard.which is not None
        else str(guard.refusal)
        for n, guard in enumerate(guards)
        if not row[f"_g{n}"]
    ]


def _flag(q: Q) -> Any:
    return Case(When(q, then=Value(True)), default=Value(False), output_field=BooleanField())


_registry: dict[str, Flow] = {}


def register(flow: Flow) -> Flow:
    """Make `flow` known by its key; called once beside the table. Two flows of one key are a programming error."""
    if _registry.setdefault(flow.key, flow) is not flow:
        raise ValueError(f"flow {flow.key!r} is registered twice")
    return flow


def flow(key: str) -> Flow:
    """The registered flow of that key; KeyError if there is none."""
    return _registry[key]


def flows() -> Iterable[Flow]:
    """All registered flows."""
    return _registry.values()
